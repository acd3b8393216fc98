package rollcall.ui.settings;

import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Subscription;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;

/// About page: versions and folders. Thread: FX.
final class AboutPage extends SettingsPage {
  AboutPage(PresenceModel model, Commands commands, AboutModel about, HostDesktop desktop) {
    super("settings.about");
    GridPane form = form();
    form.getStyleClass().add("card");
    addRow(form, "settings.about.version", new Label(about.version()));
    String java =
        System.getProperty("java.version") + " · JavaFX " + System.getProperty("javafx.version");
    addRow(form, "settings.about.java", new Label(java));
    addRow(form, "settings.about.data", folder(about.history(), desktop));
    addRow(form, "settings.about.settings", folder(about.settings(), desktop));
    getChildren()
        .addAll(
            form,
            text("settings.about.backups", "muted"),
            new ResetPane(model, commands),
            text("settings.about.privacy", "muted"),
            text("settings.about.licenses", "muted"));
  }

  @Override
  Subscription follow() {
    return Subscription.EMPTY;
  }

  private static HBox folder(Path path, HostDesktop desktop) {
    Label name = new Label(path.toString());
    name.setMaxWidth(Double.MAX_VALUE);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    HBox.setHgrow(name, Priority.ALWAYS);
    Button open = new Button(Messages.of("settings.about.open"));
    open.setMinWidth(USE_PREF_SIZE);
    open.setOnAction(_ -> desktop.open(path.toUri()));
    HBox box = new HBox(name, open);
    box.getStyleClass().add("actions");
    return box;
  }
}
