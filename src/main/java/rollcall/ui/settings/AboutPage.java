package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.styled;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;
import rollcall.settings.Settings;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// About page: versions, folders and the level of the log. Thread: FX.
final class AboutPage extends SettingsPage {
  private static final List<System.Logger.Level> LEVELS =
      List.of(
          System.Logger.Level.DEBUG,
          System.Logger.Level.INFO,
          System.Logger.Level.WARNING,
          System.Logger.Level.ERROR);

  private final PresenceModel model;
  private final ComboBox<System.Logger.Level> logLevel =
      comboBox("settings-log-level", LEVELS, AboutPage::text);

  AboutPage(PresenceModel model, Commands commands, AboutModel about, HostDesktop desktop) {
    super("settings.about");
    this.model = model;
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
        commands.apply(settings.withLogLevel(logLevel.getValue()), null);
      }
    });
    GridPane log = form();
    addRow(log, "settings.log", logLevel);
    getChildren()
        .addAll(
            form,
            log,
            text("settings.log.help", "muted"),
            text("settings.about.backups", "muted"),
            new DefaultSettingsPane(model, commands),
            text("settings.about.privacy", "muted"),
            text("settings.about.licenses", "muted"));
  }

  @Override
  Subscription follow() {
    return model.settings().map(Settings::logLevel).subscribe(logLevel::setValue);
  }

  static String text(System.Logger.Level level) {
    return Messages.of("log.level." + level.name().toLowerCase(Locale.ROOT));
  }

  private static HBox folder(Path path, HostDesktop desktop) {
    Label name = new Label(path.toString());
    name.setMaxWidth(Double.MAX_VALUE);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    HBox.setHgrow(name, Priority.ALWAYS);
    Button open = new Button(Messages.of("settings.about.open"));
    open.setMinWidth(USE_PREF_SIZE);
    open.setOnAction(_ -> desktop.open(path.toUri()));
    HBox box = styled(new HBox(name, open), "actions");
    return box;
  }
}
