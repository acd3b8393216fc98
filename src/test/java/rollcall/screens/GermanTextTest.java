package rollcall.screens;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.text.Text;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import rollcall.settings.Appearance;
import rollcall.settings.Theme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.text.Messages;

/// Every screen in German, in a small window: no text is cut off or ends in an ellipsis.
@Tag("screens")
@ExtendWith(FxExtension.class)
class GermanTextTest {
  /// Texts that are data, such as names and paths, and may end in an ellipsis.
  private static final Set<String> DATA = Set.of("row-name", "name-cell", "compact-row", "person");

  private static final Set<String> DATA_IDS = Set.of("preview", "diagnostics-result");

  @AfterAll
  static void english() {
    Messages.use(Locale.US);
    Fx.run(() -> AppTheme.apply(false));
  }

  @TestFactory
  Stream<DynamicTest> noTextIsCutOff() {
    Fx.run(() -> Fx.screen(1920, 1200));
    return SampleScreen.all()
        .map(screen -> DynamicTest.dynamicTest(screen.name(), () -> assertTextsFit(screen)));
  }

  private static void assertTextsFit(SampleScreen screen) {
    Messages.use(Locale.GERMANY);
    WindowFixture fixture = Fx.get(() -> new WindowFixture(false, Appearance.DEFAULT, 860, 560));
    Subscription look = Fx.get(() -> AppTheme.bindTo(fixture.model.settings()));
    try {
      fixture.awaitPulse();
      screen.setUp().accept(fixture);
      fixture.awaitPulse();
      Set<String> cut = new TreeSet<>();
      for (int percent : List.of(100, 150)) {
        fixture.feed.onSettings(
            fixture
                .model
                .settings()
                .get()
                .withAppearance(
                    Appearance.DEFAULT.withTextPercent(percent).withTheme(Theme.LIGHT)));
        // The first pulse applies the theme, the second one the layout.
        fixture.awaitPulse();
        fixture.awaitPulse();
        Fx.run(() ->
            Window.getWindows().stream()
                .map(window -> window.getScene().getRoot())
                .forEach(root -> {
                  root.applyCss();
                  root.layout();
                  // A dialog that has grown.
                  root.layout();
                  addCut(root, root, percent, cut);
                }));
      }
      assertEquals(Set.of(), cut);
    } finally {
      Fx.run(() -> {
        look.unsubscribe();
        fixture.window.dispose();
      });
    }
  }

  private static void addCut(Parent root, Node node, int percent, Set<String> cut) {
    if (!node.isVisible()
        || (node.getId() != null && DATA_IDS.contains(node.getId()))
        || node.getStyleClass().stream().anyMatch(DATA::contains)) {
      return;
    }
    if (node instanceof Labeled label
        && !(node instanceof MenuButton)
        && !isDataCell(node)
        && label.getTextOverrun() == OverrunStyle.ELLIPSIS
        && isCut(root, label)) {
      cut.add(percent + " %: " + label.getText());
    }
    // A cell of a row, whose accessible text is the whole one.
    if (node instanceof Text text
        && !text.getText().isEmpty()
        && !text.getText().equals(text.queryAccessibleAttribute(AccessibleAttribute.TEXT))) {
      cut.add(percent + " %: " + text.getText());
    }
    if (node instanceof TextField field && field.getText().isEmpty() && isPromptCut(field)) {
      cut.add(percent + " %: " + field.getPromptText());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> addCut(root, child, percent, cut));
    }
  }

  /// Whether the prompt needs more room than the field has beside its icons.
  private static boolean isPromptCut(TextField field) {
    Text prompt = new Text(field.getPromptText());
    prompt.setFont(field.getFont());
    double insets = field.getInsets().getLeft() + field.getInsets().getRight();
    return prompt.getLayoutBounds().getWidth() > field.getWidth() - insets;
  }

  /// Whether the node is a cell of a list or table.
  private static boolean isDataCell(Node node) {
    return node instanceof IndexedCell<?> && !(node.getParent() instanceof ComboBox<?>);
  }

  private static boolean isCut(Parent root, Labeled label) {
    String text = label.getText();
    if (text == null || text.isBlank()) {
      return false;
    }
    String wanted = label.isMnemonicParsing() ? text.replaceFirst("_", "") : text;
    boolean shortened =
        label.getChildrenUnmodifiable().stream()
            .filter(Text.class::isInstance)
            .map(child -> ((Text) child).getText())
            .noneMatch(wanted::equals);
    return shortened || isOutside(root, label);
  }

  /// Whether the label crosses the right edge of what is shown, or the lower one where nothing
  /// scrolls: that of a dialog, or the status bar.
  private static boolean isOutside(Parent root, Node label) {
    Bounds bounds = label.localToScene(label.getLayoutBounds());
    for (Node up = label.getParent(); up != null; up = up.getParent()) {
      if (up instanceof ScrollPane pane) {
        return pane.isFitToWidth() && bounds.getMaxX() > right(pane) + 1;
      }
      if (up instanceof VirtualFlow<?>) {
        return false;
      }
    }
    return bounds.getMaxX() > right(root) + 1
        || (hasLowerEdge(root, label) && bounds.getMaxY() > root.getLayoutBounds().getHeight() + 1);
  }

  private static boolean hasLowerEdge(Parent root, Node label) {
    for (Node up = label; up != null; up = up.getParent()) {
      if (up.getStyleClass().contains("status-bar")) {
        return true;
      }
    }
    return root.getStyleClass().contains("dialog");
  }

  private static double right(Node node) {
    return node.localToScene(node.getLayoutBounds()).getMaxX();
  }
}
