package rollcall.ui.controls;

import static rollcall.ui.controls.Controls.button;

import java.nio.file.Path;
import java.time.LocalDate;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.PersonDataText;

/// Dialog that saves everything that is stored about one person, to hand it over. Thread: FX.
public final class PersonExportPane {
  private final Person person;
  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final Label result = new Label();
  private final Button save = new Button(Messages.of("person_data.save"));
  private final Button show = new Button(Messages.of("person_data.show"));

  private PersonExportPane(
      Person person, PresenceModel model, Commands commands, HostDesktop desktop) {
    this.person = person;
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    result.setId("person-data-result");
    result.setWrapText(true);
    save.setId("person-data-save");
    save.setOnAction(_ -> desktop.folder().ifPresent(this::saveInto));
    show.setId("person-data-show");
    show.setDisable(true);
  }

  /// Opens the dialog.
  public static void open(
      Window owner, Person person, PresenceModel model, Commands commands, HostDesktop desktop) {
    PersonExportPane pane = new PersonExportPane(person, model, commands, desktop);
    Dialog dialog = new Dialog(owner, Messages.of("person_data.title"), 520, 260);
    Button close = button("button.close", dialog::close);
    DialogContent message =
        new DialogContent(
            Messages.of("person_data.heading", person.name()),
            Messages.of("person_data.body"),
            pane.result,
            pane.save,
            pane.show,
            close);
    message.setId("person-data");
    dialog.show(message, dialog.closeWhen(model.namesHidden())::unsubscribe);
  }

  private void saveInto(Path folder) {
    LocalDate today = LocalDate.ofInstant(model.now().get(), model.zone().get());
    String workspace = model.signInState().get().name();
    Path file =
        folder.resolve(
            model.namesHidden().get()
                ? PersonDataText.hiddenFileName(workspace, person, today)
                : PersonDataText.fileName(workspace, person, today));
    save.setDisable(true);
    commands
        .exportPerson(person.id(), file)
        .thenAcceptAsync(problem -> onSaved(file, problem.orElse(null)), commands.fxExecutor());
  }

  private void onSaved(Path file, @Nullable String problem) {
    save.setDisable(false);
    result.setText(
        problem == null ? Messages.of("person_data.saved", file.getFileName()) : problem);
    result.getStyleClass().setAll("label", problem == null ? "muted" : "error");
    show.setDisable(problem != null);
    show.setOnAction(_ -> desktop.open(file.resolveSibling("").toUri()));
  }
}
