package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.setShown;

import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.util.Subscription;
import rollcall.ui.model.LoginEntry;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Settings for the start at login and for closing the window. Thread: FX.
final class StartAndClosePage extends SettingsPage {
  private final LoginEntry entry;
  private final BiConsumer<String, Runnable> onChange;
  private final CheckBox atLogin = new CheckBox(Messages.of("settings.login"));
  private final Label error = text("settings.login.impossible", "error");
  private final CloseChoicePane closing;

  /// @param onChange receives a change in words and its inverse
  StartAndClosePage(PresenceModel model, LoginEntry entry, BiConsumer<String, Runnable> onChange) {
    super("settings.program");
    this.entry = entry;
    this.onChange = onChange;
    closing = new CloseChoicePane(model);
    atLogin.setId("start-at-login");
    atLogin.setWrapText(true);
    atLogin.setMinHeight(USE_PREF_SIZE);
    atLogin.setOnAction(_ -> use(atLogin.isSelected()));
    error.setId("start-at-login-error");
    boolean possible = entry.isPossible();
    // An entry that exists can be deleted in any case.
    atLogin.setDisable(!possible && !entry.isOn());
    getChildren()
        .addAll(
            atLogin,
            text(possible ? "settings.login.help" : "settings.login.impossible", "muted"),
            error,
            closing);
    setShown(error, false);
    atLogin.setSelected(entry.isOn());
  }

  @Override
  Subscription follow() {
    return closing.follow();
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
