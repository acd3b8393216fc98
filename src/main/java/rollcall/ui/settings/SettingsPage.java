package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.formLabel;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.watch.WatchStatus;

/// Page of the settings: title, help, and controls. Thread: FX.
abstract class SettingsPage extends VBox {
  final PresenceModel model;
  final Commands commands;

  /// @param key the message key of the page
  SettingsPage(String key, PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    getStyleClass().add("page");
    getChildren().setAll(label(key, "title-3"), label(key + ".help", "muted"));
  }

  /// Subscribes to the model, for as long as the settings are open.
  Subscription follow() {
    return Subscription.EMPTY;
  }

  /// Whether the record of others is shown, of which this computer has no rules.
  boolean isOfOthers() {
    return model.status().get() instanceof WatchStatus.Following;
  }

  /// Shows why a page is read-only, or hides the note.
  ///
  /// @param key the message key for a history that a newer Rollcall wrote
  void showReadOnly(Label note, String key, boolean on) {
    note.setText(Messages.of(isOfOthers() ? key + ".others" : key));
    setShown(note, on);
  }

  /// The note on a read-only page.
  static Label readOnlyNote(String key) {
    Label label = label(key, "muted");
    label.setId("read-only");
    return label;
  }

  /// Runs this on selection, including selection by the arrow keys, which fires no action.
  static void onSelect(RadioButton choice, Runnable onSelected) {
    choice
        .selectedProperty()
        .subscribe(on -> {
          if (on) {
            onSelected.run();
          }
        });
  }

  /// Runs this when the focus leaves the control: what was typed takes effect then.
  static void onLeave(Node control, Runnable onLeft) {
    control
        .focusWithinProperty()
        .subscribe((_, within) -> {
          if (!within) {
            onLeft.run();
          }
        });
  }

  /// Adds a label and a control to a form.
  static void addRow(GridPane form, String key, Node control) {
    GridPane.setHgrow(control, Priority.ALWAYS);
    form.addRow(form.getRowCount(), formLabel(key, control), control);
  }

  /// Adds a label, and below it a control that needs the whole width.
  static void addWideRow(GridPane form, String key, Node control) {
    addRow(form, key, control);
    GridPane.setConstraints(control, 0, form.getRowCount(), 2, 1);
  }

  /// A field for a number or a time.
  static TextField shortField(String id) {
    TextField field = new TextField();
    field.setId(id);
    field.setPrefColumnCount(6);
    field.setMaxWidth(USE_PREF_SIZE);
    return field;
  }

  /// An empty form.
  static GridPane form() {
    return styled(new GridPane(), "form");
  }
}
