package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.settings.SettingsPage.addRow;
import static rollcall.ui.settings.SettingsPage.form;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// Setting for the extra CA file. A file that cannot be used changes nothing. Thread: FX.
final class CaFilePane extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final TextField file = new TextField();
  private final Button clear = button("settings.ca.none", "ca-none", () -> use(null));
  private final Label error = label("settings.ca.used", "error");
  private final Label confirmation = label("settings.ca.used", "muted");

  CaFilePane(PresenceModel model, Commands commands, HostDesktop desktop) {
    this.model = model;
    this.commands = commands;
    file.setId("ca-file");
    file.setPromptText(Messages.of("settings.ca.prompt"));
    file.setOnAction(_ -> useTyped());
    Button choose =
        button("settings.ca.choose", "ca-choose", () -> desktop.file().ifPresent(this::use));
    error.setId("ca-error");
    confirmation.setId("ca-used");
    GridPane form = form();
    addRow(form, "settings.ca.file", file);
    HBox buttons = styled(new HBox(choose, clear), "actions");
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            label("settings.ca", "heading"),
            label("settings.ca.help", "muted"),
            form,
            error,
            confirmation,
            buttons);
    showError(null);
  }

  Subscription follow() {
    return model
        .settings()
        .map(settings -> Optional.ofNullable(settings.caFile()))
        .subscribe(newFile -> show(newFile.orElse(null)));
  }

  private void show(@Nullable Path newFile) {
    file.setText(newFile == null ? "" : newFile.toString());
    clear.setDisable(newFile == null);
  }

  private void useTyped() {
    String name = file.getText().strip();
    try {
      use(name.isEmpty() ? null : Path.of(name));
    } catch (InvalidPathException e) {
      showError(Messages.of("settings.ca.error"));
    }
  }

  private void use(@Nullable Path newFile) {
    Path absolute = newFile == null ? null : newFile.toAbsolutePath().normalize();
    commands
        .setCaFile(absolute)
        .thenAcceptAsync(
            problem -> onAnswer(absolute, problem.orElse(null)), commands.fxExecutor());
  }

  private void onAnswer(@Nullable Path newFile, @Nullable String problem) {
    showError(problem);
    if (problem == null) {
      confirmation.setText(
          Messages.of(newFile == null ? "settings.ca.unused" : "settings.ca.used"));
      setShown(confirmation, true);
    } else {
      file.setText(newFile == null ? "" : newFile.toString());
      file.requestFocus();
      file.selectAll();
    }
  }

  private void showError(@Nullable String problem) {
    setShown(confirmation, false);
    setShown(error, problem != null);
    error.setText(problem);
  }
}
