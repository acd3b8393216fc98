package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.styled;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.settings.Appearance;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.LogLine;
import rollcall.ui.model.PresenceModel;

/// About page: versions, folders and the level of the log. Thread: FX.
final class AboutPage extends SettingsPage {
  private final ComboBox<System.Logger.Level> logLevel =
      comboBox("settings-log-level", Settings.LOG_LEVELS, LogLine::text);

  AboutPage(PresenceModel model, Commands commands, AboutModel about, HostDesktop desktop) {
    super("settings.about", model, commands);
    GridPane form = styled(form(), "card");
    addRow(form, "settings.about.version", new Label(about.version()));
    String java =
        System.getProperty("java.version") + " · JavaFX " + System.getProperty("javafx.version");
    addRow(form, "settings.about.java", new Label(java));
    addRow(form, "settings.about.data", folder(about.history(), desktop));
    addRow(form, "settings.about.settings", folder(about.settings(), desktop));
    logLevel.setOnAction(_ -> {
      Settings settings = model.settings().get();
      if (logLevel.getValue() != settings.logLevel()) {
        commands.apply(settings.withLogLevel(logLevel.getValue()));
      }
    });
    GridPane log = form();
    addRow(log, "settings.log", logLevel);
    getChildren()
        .addAll(
            form,
            log,
            label("settings.log.help", "muted"),
            label("settings.about.backups", "muted"),
            reset(commands),
            label("settings.about.privacy", "muted"),
            label("settings.about.licenses", "muted"));
  }

  /// A button for the default settings. All that decides what is recorded and for how long it is
  /// kept stays as it is.
  private VBox reset(Commands commands) {
    Button reset =
        button(
            "settings.reset",
            "settings-reset",
            () -> commands.apply(reset(model.settings().get())));
    return styled(
        new VBox(
            label("settings.reset.heading", "heading"),
            reset,
            label("settings.reset.help", "muted")),
        "choices");
  }

  /// The settings with the defaults of appearance, time, accounting and connection.
  private static Settings reset(Settings settings) {
    return settings
        .withAppearance(Appearance.DEFAULT)
        .withZone(Settings.DEFAULT.zone())
        .withProxy(Settings.DEFAULT.proxy())
        .withCaFile(Settings.DEFAULT.caFile())
        .withBooks(
            RetentionAndAccounting.DEFAULT
                .withKeepDays(settings.books().keepDays())
                .withKeepDayTotals(settings.books().keepDayTotals()));
  }

  @Override
  Subscription follow() {
    return model.settings().map(Settings::logLevel).subscribe(logLevel::setValue);
  }

  private static HBox folder(Path path, HostDesktop desktop) {
    Label name = new Label(path.toString());
    name.setMaxWidth(Double.MAX_VALUE);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    HBox.setHgrow(name, Priority.ALWAYS);
    Button open = button("settings.about.open", () -> desktop.open(path.toUri()));
    open.setMinWidth(USE_PREF_SIZE);
    return styled(new HBox(name, open), "actions");
  }
}
