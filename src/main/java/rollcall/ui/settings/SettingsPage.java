package rollcall.ui.settings;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.text.Messages;

/// One page of the settings: a title, one line of help, and what can be set. FX lane.
abstract class SettingsPage extends VBox {
  /// @param key the page's name in `messages.properties`
  SettingsPage(String key) {
    getStyleClass().add("page");
    getChildren().setAll(text(key, "title-3"), text(key + ".help", "muted"));
  }

  /// Follows the model from now on.
  abstract Subscription follow();

  /// A text over as many lines as it needs.
  static Label text(String key, String style) {
    Label label = new Label(Messages.of(key));
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }

  /// Why nothing here can be changed where a newer Rollcall made the history.
  static Label readOnlyNote(String key) {
    Label label = text(key, "muted");
    label.setId("read-only");
    return label;
  }

  /// Does this whenever the choice is made, also with the arrow keys, which fire no action.
  static void onSelect(RadioButton choice, Runnable onSelected) {
    choice
        .selectedProperty()
        .subscribe(on -> {
          if (on) {
            onSelected.run();
          }
        });
  }

  /// Takes room on the page, or none.
  static void setShown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  /// Adds a line of a form: what it is, and the thing itself.
  static void addRow(GridPane form, String key, Node control) {
    Label label = new Label(Messages.of(key));
    label.setLabelFor(control);
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.getStyleClass().add("form-label");
    GridPane.setHgrow(control, Priority.ALWAYS);
    form.addRow(form.getRowCount(), label, control);
  }

  /// A form without lines.
  static GridPane form() {
    GridPane form = new GridPane();
    form.getStyleClass().add("form");
    return form;
  }
}
