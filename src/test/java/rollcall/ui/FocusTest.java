package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;

/// Focus indicator of the main window.
@ExtendWith(FxExtension.class)
class FocusTest {
  private static final int ACCENT = 0x0969DA;
  private static final int LINE = 2;

  private Stage stage;

  @Start
  void start(Stage first) {
    stage = first;
    SampleWindow.show(stage, PresenceModels.acme(), new RecordedCommands(), new FakeDesktop());
  }

  @Test
  void f6MovesTheFocusIndicatorToTheNextPart(FxRobot robot) {
    Node search = Fx.find(root(), "search", Node.class);
    Node rows = Fx.find(root(), "presence-rows", Node.class);
    Fx.run(search::requestFocus);
    assertEquals(List.of(), lines());
    robot.push(KeyCode.F6);
    assertTrue(Fx.get(rows::isFocused));
    List<Integer> focused = lines();
    assertEquals(2 * LINE, focused.size(), "the upper and the lower edge");
    double top = Fx.get(() -> rows.localToScene(rows.getBoundsInLocal()).getMinY());
    assertTrue(top < focused.getFirst(), top + " " + focused);
    robot.push(KeyCode.F6);
    assertEquals(List.of(), lines());
  }

  /// The rows of the image with a line in the accent color across the window.
  private List<Integer> lines() {
    BufferedImage picture = Fx.get(() -> Fx.picture(stage.getScene()));
    return IntStream.range(0, picture.getHeight())
        .filter(y ->
            IntStream.range(0, picture.getWidth())
                    .filter(x -> (picture.getRGB(x, y) & 0xffffff) == ACCENT)
                    .count()
                > picture.getWidth() * 0.9)
        .boxed()
        .toList();
  }

  private Parent root() {
    return stage.getScene().getRoot();
  }
}
