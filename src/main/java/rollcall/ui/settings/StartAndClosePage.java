package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedCheckBox;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.model.CloseChoice;
import rollcall.ui.model.Commands;
import rollcall.ui.model.LoginEntry;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Settings for the start at login and for closing the window. Thread: FX.
final class StartAndClosePage extends SettingsPage {
  private final LoginEntry entry;
  private final BiConsumer<String, Runnable> onChange;
  private final CheckBox atLogin = wrappedCheckBox("settings.login", "start-at-login");
  private final Label error = label("settings.login.impossible", "error");
  private final ComboBox<CloseChoice> closing =
      comboBox("closing", List.of(CloseChoice.values()), StartAndClosePage::text);

  /// @param onChange receives a change in words and its inverse
  StartAndClosePage(
      PresenceModel model,
      Commands commands,
      LoginEntry entry,
      BiConsumer<String, Runnable> onChange) {
    super("settings.program", model, commands);
    this.entry = entry;
    this.onChange = onChange;
    closing.setOnAction(_ -> model.closing().set(closing.getValue()));
    atLogin.setOnAction(_ -> use(atLogin.isSelected()));
    error.setId("start-at-login-error");
    boolean possible = entry.isPossible();
    // An entry that exists can be deleted in any case.
    atLogin.setDisable(!possible && !entry.isOn());
    getChildren()
        .addAll(
            atLogin,
            label(possible ? "settings.login.help" : "settings.login.impossible", "muted"),
            error,
            closing());
    setShown(error, false);
    atLogin.setSelected(entry.isOn());
  }

  @Override
  Subscription follow() {
    return model.closing().subscribe(closing::setValue);
  }

  private VBox closing() {
    GridPane form = form();
    addRow(form, "settings.closing.label", closing);
    return styled(
        new VBox(
            label("settings.closing", "heading"), form, label("settings.closing.help", "muted")),
        "choices");
  }

  static String text(CloseChoice choice) {
    return Messages.of("settings.closing." + choice.code());
  }

  private void use(boolean on) {
    Optional<String> problem = entry.set(on);
    error.setText(problem.orElse(""));
    setShown(error, problem.isPresent());
    atLogin.setSelected(entry.isOn());
    if (problem.isEmpty()) {
      onChange.accept(
          UndoableSettingsChange.sentence(
              "settings.login", Messages.of(on ? "settings.undo.on" : "settings.undo.off")),
          () -> use(!on));
    }
  }
}
