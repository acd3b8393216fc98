package rollcall.ui.settings;

import static rollcall.ui.settings.SettingsPage.form;
import static rollcall.ui.settings.SettingsPage.line;
import static rollcall.ui.settings.SettingsPage.shown;
import static rollcall.ui.settings.SettingsPage.text;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.settings.RecordSettings;
import rollcall.settings.Settings;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// How timecards are counted: when a session ends, which gaps count as what is around them, when a
/// day begins. Nothing recorded changes. FX lane.
final class CountingPane extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final TextField pause = field("break");
  private final TextField bridge = field("bridge");
  private final TextField dayStart = field("day-start");
  private final Label error = text("settings.counting.used", "error");
  private final Label used = text("settings.counting.used", "muted");

  CountingPane(PresenceModel model, Commands commands) {
    this.model = model;
    this.commands = commands;
    GridPane form = form();
    line(form, "settings.counting.break", pause);
    line(form, "settings.counting.bridge", bridge);
    line(form, "settings.counting.day-start", dayStart);
    error.setId("counting-error");
    used.setId("counting-used");
    Button use = new Button(Messages.of("settings.counting.use"));
    use.setId("counting-use");
    use.setOnAction(_ -> use());
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            text("settings.counting", "heading"),
            form,
            text("settings.counting.help", "muted"),
            error,
            used,
            use);
    shown(error, false);
    shown(used, false);
  }

  Subscription follow() {
    return model.settings().map(Settings::books).subscribe(this::show);
  }

  private void show(RecordSettings books) {
    pause.setText(Integer.toString(books.breakMinutes()));
    bridge.setText(Integer.toString(books.bridgeSeconds()));
    dayStart.setText(books.dayStart().toString());
  }

  private void use() {
    Settings wishes = model.settings().get();
    var typed = new CountingInput(pause.getText(), bridge.getText(), dayStart.getText());
    switch (typed.read(wishes.books())) {
      case FormResult.Valid(RecordSettings books) -> {
        commands.apply(wishes.withBooks(books), null);
        shown(error, false);
        shown(used, true);
      }
      case FormResult.Invalid(CountingInput.Field field, String key) -> {
        error.setText(Messages.of(key));
        shown(error, true);
        shown(used, false);
        place(field).requestFocus();
      }
    }
  }

  private TextField place(CountingInput.Field field) {
    return switch (field) {
      case BREAK -> pause;
      case BRIDGE -> bridge;
      case DAY_START -> dayStart;
    };
  }

  private TextField field(String key) {
    TextField field = new TextField();
    field.setId("counting-" + key);
    field.setPrefColumnCount(6);
    field.setMaxWidth(USE_PREF_SIZE);
    field.setOnAction(_ -> use());
    return field;
  }
}
