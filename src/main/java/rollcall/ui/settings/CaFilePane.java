package rollcall.ui.settings;

import static rollcall.ui.settings.SettingsPage.form;
import static rollcall.ui.settings.SettingsPage.line;
import static rollcall.ui.settings.SettingsPage.shown;
import static rollcall.ui.settings.SettingsPage.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
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

/// Which file of certificate authorities is trusted beside those of this computer. A file that
/// cannot be used changes nothing. FX lane.
final class CaFilePane extends VBox {
  private final PresenceModel model;
  private final Commands commands;
  private final Executor home;
  private final TextField file = new TextField();
  private final Button none = new Button(Messages.of("settings.ca.none"));
  private final Label error = text("settings.ca.used", "error");
  private final Label used = text("settings.ca.used", "muted");

  /// @param home brings answers to the FX lane
  CaFilePane(PresenceModel model, Commands commands, HostDesktop desktop, Executor home) {
    this.model = model;
    this.commands = commands;
    this.home = home;
    file.setId("ca-file");
    file.setPromptText(Messages.of("settings.ca.prompt"));
    file.setOnAction(_ -> typed());
    Button choose = new Button(Messages.of("settings.ca.choose"));
    choose.setId("ca-choose");
    choose.setOnAction(_ -> desktop.file().ifPresent(this::use));
    none.setId("ca-none");
    none.setOnAction(_ -> use(null));
    error.setId("ca-error");
    used.setId("ca-used");
    GridPane form = form();
    line(form, "settings.ca.file", file);
    HBox buttons = new HBox(choose, none);
    buttons.getStyleClass().add("actions");
    getStyleClass().add("choices");
    getChildren()
        .addAll(
            text("settings.ca", "heading"),
            text("settings.ca.help", "muted"),
            form,
            error,
            used,
            buttons);
    say(null);
  }

  Subscription follow() {
    return model
        .settings()
        .map(wishes -> Optional.ofNullable(wishes.caFile()))
        .subscribe(wanted -> show(wanted.orElse(null)));
  }

  private void show(@Nullable Path wanted) {
    file.setText(wanted == null ? "" : wanted.toString());
    none.setDisable(wanted == null);
  }

  private void typed() {
    String name = file.getText().strip();
    try {
      use(name.isEmpty() ? null : Path.of(name));
    } catch (InvalidPathException e) {
      say(Messages.of("settings.ca.error"));
    }
  }

  private void use(@Nullable Path wanted) {
    Path whole = wanted == null ? null : wanted.toAbsolutePath().normalize();
    commands.trust(whole).thenAcceptAsync(why -> answered(whole, why.orElse(null)), home);
  }

  private void answered(@Nullable Path wanted, @Nullable String problem) {
    say(problem);
    if (problem == null) {
      used.setText(Messages.of(wanted == null ? "settings.ca.unused" : "settings.ca.used"));
      shown(used, true);
    } else {
      file.setText(wanted == null ? "" : wanted.toString());
      file.requestFocus();
      file.selectAll();
    }
  }

  private void say(@Nullable String problem) {
    shown(used, false);
    shown(error, problem != null);
    error.setText(problem);
  }
}
