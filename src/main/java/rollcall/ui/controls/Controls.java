package rollcall.ui.controls;

import atlantafx.base.controls.CustomTextField;
import java.util.List;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.ui.text.Messages;

/// Construction of the usual controls. Thread: FX.
public final class Controls {
  /// State of the root of a window while the keyboard is used: the focus is shown then.
  public static final PseudoClass KEYBOARD = PseudoClass.getPseudoClass("keyboard");

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

  /// A menu button, of which the text may contain an underscore.
  public static MenuButton menuButton(String id, String... styleClasses) {
    MenuButton button = styled(new MenuButton(), styleClasses);
    button.setId(id);
    button.setMnemonicParsing(false);
    return button;
  }

  /// A check box, of which the text may contain an underscore.
  ///
  /// @param key message key of its label
  public static CheckBox checkBox(String key, String id) {
    CheckBox box = new CheckBox(Messages.of(key));
    box.setId(id);
    box.setMnemonicParsing(false);
    return box;
  }

  /// A check box as high as its wrapped label.
  ///
  /// @param key message key of its label
  public static CheckBox wrappedCheckBox(String key, String id) {
    CheckBox box = checkBox(key, id);
    box.setWrapText(true);
    box.setMinHeight(Region.USE_PREF_SIZE);
    return box;
  }

  /// A radio button, of which the text may contain an underscore.
  public static RadioButton radioButton(String text, String id, ToggleGroup group) {
    RadioButton button = new RadioButton(text);
    button.setId(id);
    button.setMnemonicParsing(false);
    button.setToggleGroup(group);
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
  ///
  /// @param key message key of its text
  public static Label label(String key, String... styleClasses) {
    return wrappedLabel(Messages.of(key), styleClasses);
  }

  /// A label as high as its wrapped text.
  public static Label wrappedLabel(String text, String... styleClasses) {
    Label label = styled(new Label(text), styleClasses);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /// The label of a control of a form.
  ///
  /// @param key message key of its text
  public static Label formLabel(String key, Node control) {
    Label label = styled(new Label(Messages.of(key)), "form-label");
    label.setLabelFor(control);
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  /// A cell with a text of its item.
  public static <T> ListCell<T> textCell(Function<T, String> text) {
    return new ListCell<>() {
      @Override
      protected void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        setText(empty || item == null ? null : text.apply(item));
      }
    };
  }

  /// A selector of one of these values.
  public static <T> ComboBox<T> comboBox(String id, List<T> values, Function<T, String> label) {
    ComboBox<T> box = new ComboBox<>();
    box.setId(id);
    box.getItems().setAll(values);
    box.setConverter(new DisplayConverter<>(label));
    return box;
  }

  /// One of the buttons of a switch.
  ///
  /// @param key message key of its label
  public static ToggleButton segment(String key, String id) {
    ToggleButton button = new ToggleButton(Messages.of(key));
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.getStyleClass().setAll("segment");
    return button;
  }

  /// One of the two buttons around a range.
  ///
  /// @param sign its label
  /// @param key message key of its meaning
  public static Button stepButton(String sign, String key, String id, String styleClass) {
    Button button = styled(new Button(sign), styleClass);
    button.setId(id);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setAccessibleText(Messages.of(key));
    return button;
  }

  /// A search field.
  ///
  /// @param key message key of its prompt
  public static TextField searchField(String key, String id) {
    CustomTextField field = new CustomTextField();
    field.setId(id);
    field.setLeft(new FontIcon(Feather.SEARCH));
    field.setPromptText(Messages.of(key));
    field.setAccessibleText(Messages.of(key));
    return field;
  }

  /// The row of buttons of a dialog.
  public static HBox dialogButtons(Node... nodes) {
    for (Node node : nodes) {
      if (node instanceof Button button) {
        button.setMinWidth(Region.USE_PREF_SIZE);
      }
    }
    return styled(new HBox(nodes), "dialog-buttons");
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

  /// Shows a name, with the text beside it that tells the person apart from others of the same
  /// name. In a narrow label, the name is cut, and never that text.
  ///
  /// @param distinction empty for a name of one person
  public static void showName(Label label, String name, String distinction) {
    label.setText(name);
    String shown = label.getGraphic() instanceof Label beside ? beside.getText() : "";
    if (!shown.equals(distinction)) {
      label.setContentDisplay(ContentDisplay.RIGHT);
      label.setGraphic(
          distinction.isEmpty() ? null : styled(new Label(distinction), "name-handle"));
    }
    label.setAccessibleText(distinction.isEmpty() ? null : name + ", " + distinction);
  }

  /// Runs the action of a key.
  ///
  /// @return true, for the key was handled
  public static boolean handled(Runnable action) {
    action.run();
    return true;
  }

  /// Consumes an event that was handled.
  public static void consumeIf(boolean handled, Event event) {
    if (handled) {
      event.consume();
    }
  }

  /// The number of device pixels of a logical pixel where this node is shown.
  public static double outputScale(Node node) {
    Window window = node.getScene() == null ? null : node.getScene().getWindow();
    return window == null ? 1 : window.getOutputScaleX();
  }

  /// Shows a node, or hides it and removes it from the layout.
  public static void setShown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  /// Editor of several lines, which Tab leaves as any other control.
  public static TextArea textArea() {
    TextArea area = new TextArea();
    area.addEventFilter(
        KeyEvent.KEY_PRESSED,
        key -> {
          if (key.getCode() == KeyCode.TAB && !key.isShortcutDown()) {
            area.requestFocusTraversal(
                key.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            key.consume();
          }
        });
    return area;
  }

  /// Whether the focus is in this part of a window. Not [Node#isFocusWithin], which stays set when
  /// a table uses its focused cell for another row.
  public static boolean hasFocus(Node part) {
    Scene scene = part.getScene();
    Node node = scene == null ? null : scene.getFocusOwner();
    while (node != null && !node.equals(part)) {
      node = node.getParent();
    }
    return node != null;
  }
}
