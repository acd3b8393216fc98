package rollcall.ui.controls;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;

/// Construction of the usual controls. Thread: FX.
public final class Controls {
  private Controls() {}

  /// A button.
  ///
  /// @param key message key of its label
  public static Button button(String key, Runnable onAction) {
    Button button = new Button(Messages.of(key));
    button.setOnAction(_ -> onAction.run());
    return button;
  }

  /// A button with an id.
  ///
  /// @param key message key of its label
  public static Button button(String key, String id, Runnable onAction) {
    Button button = button(key, onAction);
    button.setId(id);
    return button;
  }

  /// A menu item.
  ///
  /// @param key message key of its text
  public static MenuItem menuItem(String key, String id, Runnable onAction) {
    MenuItem item = new MenuItem(Messages.of(key));
    item.setId(id);
    item.setOnAction(_ -> onAction.run());
    return item;
  }

  /// A menu item for one of several values.
  public static RadioMenuItem radioItem(
      String text, @Nullable ToggleGroup group, boolean selected, Runnable onAction) {
    RadioMenuItem item = new RadioMenuItem(text);
    item.setMnemonicParsing(false);
    item.setToggleGroup(group);
    item.setSelected(selected);
    item.setOnAction(_ -> onAction.run());
    return item;
  }

  /// A label as high as its wrapped text.
  public static Label wrappedLabel(String text, String... styleClasses) {
    Label label = styled(new Label(text), styleClasses);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /// A selector of one of these values.
  public static <T> ComboBox<T> comboBox(String id, List<T> values, Function<T, String> label) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    box.setConverter(new DisplayConverter<>(label));
    return box;
  }

  /// An empty region that takes the rest of the width.
  public static Region spacer() {
    Region spacer = new Region();
    HBox.setHgrow(spacer, Priority.ALWAYS);
    return spacer;
  }

  /// Adds style classes to a new node.
  ///
  /// @return the node
  public static <N extends Node> N styled(N node, String... styleClasses) {
    node.getStyleClass().addAll(styleClasses);
    return node;
  }

  /// Runs the action of a key.
  ///
  /// @return true, for the key was handled
  public static boolean handled(Runnable action) {
    action.run();
    return true;
  }

  /// Shows a node, or hides it and removes it from the layout.
  public static void setShown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
