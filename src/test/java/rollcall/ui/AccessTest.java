package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.model.PresenceModel;

/// Size and focus of the controls of both screens. TestFX's own robot waits for frames of the
/// screen: after pulses of [Fx#settle] only, a picture can still have the focus of before.
@ExtendWith(FxExtension.class)
class AccessTest {
  /// The least number of pixels of a line around a control.
  private static final int LINE = 30;

  private static final int ACCENT = 0x0969DA;
  private static final double SMALLEST = 24;

  private final FxRobot robot = new FxRobot();
  private final PresenceModel model = PresenceModels.acme();
  private Stage stage;

  @Start
  void start(Stage first) {
    stage = first;
    model.selection().set(Acme.people().getFirst().id());
    SampleWindow.show(stage, model, new RecordedCommands(), new FakeDesktop());
  }

  @Test
  void everyTargetOfBothScreensIsAtLeast24PixelsWideAndHigh() {
    assertEquals(List.of(), smallTargets());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    assertNotNull(root().lookup("#timecards"));
    assertEquals(List.of(), smallTargets());
  }

  private List<String> smallTargets() {
    return Fx.get(() -> {
      root().applyCss();
      root().layout();
      List<String> small = new ArrayList<>();
      targets(root(), small);
      return small;
    });
  }

  private static void targets(Parent parent, List<String> small) {
    for (Node node : parent.getChildrenUnmodifiable()) {
      boolean target =
          node instanceof ButtonBase
              || node instanceof TextInputControl
              || node instanceof ComboBoxBase;
      Bounds size = node.getLayoutBounds();
      boolean tooSmall = size.getWidth() < SMALLEST || size.getHeight() < SMALLEST;
      boolean shown = node.isVisible() && !node.isMouseTransparent();
      if (shown && target && tooSmall) {
        small.add(
            node.getId()
                + " "
                + node.getStyleClass()
                + " "
                + size.getWidth()
                + " × "
                + size.getHeight());
      }
      if (node.isVisible() && !target && node instanceof Parent inner) {
        targets(inner, small);
      }
    }
  }

  @Test
  void everyControlThatTabReachesShowsAnAccentLineAroundIt() {
    assertEquals(Set.of(), withoutAccent());
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    assertNotNull(root().lookup("#timecards"));
    assertEquals(Set.of(), withoutAccent());
  }

  /// The controls after the search that show no focus.
  private Set<String> withoutAccent() {
    Fx.run(() -> Fx.find(root(), "search", Node.class).requestFocus());
    Set<String> without = new TreeSet<>();
    Set<String> reached = new TreeSet<>();
    List<Double> places = places();
    for (int i = 0; i < 30; i++) {
      robot.push(KeyCode.TAB);
      assertEquals(places, places(), "moved by the focus of " + stage.getScene().getFocusOwner());
      Node owner = Fx.get(() -> stage.getScene().getFocusOwner());
      String name = owner.getId() + " " + owner.getStyleClass();
      if (!reached.add(name)) {
        break;
      }
      int accent = accentPixels(owner);
      if (accent < 100) {
        without.add(name + ": " + accent);
      }
    }
    assertTrue(reached.size() > 8, reached.toString());
    return without;
  }

  /// The left edges of the controls of the top bar and of the range.
  private List<Double> places() {
    return Fx.get(() -> {
      root().applyCss();
      root().layout();
      return Stream.of("screen-presence", "search", "open-people", "open-export")
          .map(id -> Fx.find(root(), id, Node.class))
          .map(node -> node.localToScene(node.getLayoutBounds()).getMinX())
          .toList();
    });
  }

  @Test
  void everyControlThatTabReachesInADialogShowsAnAccentLineAroundIt() {
    assertEquals(Set.of(), withoutAccentInDialog(KeyCode.E, 0));
    assertEquals(Set.of(), withoutAccentInDialog(KeyCode.P, 0));
    // Connection and Privacy, which have most kinds of controls.
    for (int page : new int[] {1, 4}) {
      assertEquals(Set.of(), withoutAccentInDialog(KeyCode.COMMA, page));
    }
  }

  /// The controls of a dialog that look the same with and without the focus.
  ///
  /// @param page the number of the page in the list that has the focus first
  private Set<String> withoutAccentInDialog(KeyCode key, int page) {
    robot.push(KeyCode.CONTROL, key);
    Scene scene =
        Fx.get(() ->
            Window.getWindows().stream()
                .filter(opened -> opened instanceof Stage && opened != stage)
                .findFirst()
                .orElseThrow()
                .getScene());
    for (int i = 0; i < page; i++) {
      robot.push(KeyCode.DOWN);
    }
    Set<String> without = new TreeSet<>();
    Set<Node> reached = new HashSet<>();
    Node owner = Fx.get(scene::getFocusOwner);
    while (reached.add(owner)) {
      int focused = accentPixels(owner, count -> count >= LINE);
      robot.push(KeyCode.TAB);
      int before = accentPixels(owner, count -> count <= focused - LINE);
      if (focused - before < LINE && !showsFocus(owner, before)) {
        without.add(owner.getId() + " " + owner.getStyleClass() + " page " + page);
      }
      owner = Fx.get(scene::getFocusOwner);
    }
    assertTrue(reached.size() > 2, reached.toString());
    robot.push(KeyCode.ESCAPE);
    return without;
  }

  /// Whether the control before the focus has an accent line when the focus is back on it. The
  /// first picture of it may be older than the line: a page scrolls to it first.
  ///
  /// @param before the number of its accent pixels without the focus
  private boolean showsFocus(Node node, int before) {
    robot.push(KeyCode.SHIFT, KeyCode.TAB);
    int focused = accentPixels(node, count -> count >= before + LINE);
    robot.push(KeyCode.TAB);
    return focused >= before + LINE;
  }

  /// The number of accent pixels of a node as soon as it is as expected, or after 2 s: a line
  /// around a control fades in and out.
  private static int accentPixels(Node node, IntPredicate expected) {
    long end = System.nanoTime() + 2_000_000_000L;
    int count = accentPixels(node);
    while (!expected.test(count) && System.nanoTime() < end) {
      count = accentPixels(node);
    }
    return count;
  }

  /// The number of pixels in the accent color in and around a node. Only these are painted.
  private static int accentPixels(Node node) {
    Image picture =
        Fx.get(() -> {
          Bounds bounds = node.localToScene(node.getLayoutBounds());
          SnapshotParameters around = new SnapshotParameters();
          around.setViewport(
              new Rectangle2D(
                  (int) bounds.getMinX() - 5,
                  (int) bounds.getMinY() - 5,
                  (int) bounds.getWidth() + 10,
                  (int) bounds.getHeight() + 10));
          return node.getScene().getRoot().snapshot(around, null);
        });
    PixelReader pixels = picture.getPixelReader();
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += (pixels.getArgb(x, y) & 0xffffff) == ACCENT ? 1 : 0;
      }
    }
    return count;
  }

  private Parent root() {
    return stage.getScene().getRoot();
  }
}
