package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.dialogButtons;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.textCell;

import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Diagnostics;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.UserList;
import rollcall.ui.text.Messages;

/// Dialog content: the texts of the diagnostics, shown before they are saved as a zip file. Thread:
/// FX.
final class DiagnosticsPane extends BorderPane {
  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final ListView<Diagnostics.Part> parts = styled(new ListView<>(), "topics");
  private final TextArea text =
      styled(new TextArea(Messages.of("diagnostics.collecting")), "report");
  private final Label result = styled(new Label(), "muted");
  private final Button save = new Button(Messages.of("diagnostics.save"));
  private final Button show = new Button(Messages.of("diagnostics.show"));
  private @Nullable Diagnostics collected;

  DiagnosticsPane(PresenceModel model, Commands commands, HostDesktop desktop, Runnable close) {
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    setId("diagnostics");
    getStyleClass().add("dialog");
    parts.setId("diagnostics-parts");
    parts.setAccessibleText(Messages.of("diagnostics.parts"));
    parts.setCellFactory(_ -> textCell(Diagnostics.Part::name));
    text.setId("diagnostics-text");
    text.setEditable(false);
    VBox.setVgrow(text, Priority.ALWAYS);
    Label note = label("diagnostics.note");
    VBox middle = styled(new VBox(note, text), "page");
    setLeft(parts);
    setCenter(middle);
    setBottom(buttons(close));
  }

  private HBox buttons(Runnable close) {
    result.setId("diagnostics-result");
    result.setMinWidth(0);
    show.setId("diagnostics-show");
    setShown(show, false);
    Button closing = button("button.close", close);
    save.setId("diagnostics-save");
    save.setDefaultButton(true);
    save.setDisable(true);
    save.setOnAction(_ -> desktop.folder().ifPresent(this::saveInto));
    return dialogButtons(result, spacer(), show, closing, save);
  }

  /// Starts collecting the texts, and collects them again when the list of people is complete,
  /// because only names of the list are replaced.
  Subscription follow() {
    collect(model.userList().get());
    return parts
        .getSelectionModel()
        .selectedItemProperty()
        .subscribe(part -> {
          if (part != null) {
            text.setText(part.text());
          }
        })
        .and(
            model
                .userList()
                .subscribe((before, now) -> {
                  if (now.state() == UserList.State.COMPLETE) {
                    collect(now);
                  }
                }));
  }

  private void collect(UserList known) {
    commands.diagnostics(known).thenAcceptAsync(this::show, commands.fxExecutor());
  }

  private void show(Diagnostics diagnostics) {
    collected = diagnostics;
    int selected = parts.getSelectionModel().getSelectedIndex();
    parts.getItems().setAll(diagnostics.parts());
    parts.getSelectionModel().select(Math.max(0, selected));
    save.setDisable(false);
  }

  private void saveInto(Path folder) {
    Diagnostics diagnostics = collected;
    if (diagnostics != null) {
      String time =
          DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT)
              .format(ZonedDateTime.ofInstant(model.now().get(), model.systemZone()));
      Path file = folder.resolve("rollcall-diagnostics-" + time + ".zip");
      commands
          .saveDiagnostics(diagnostics, file)
          .thenAcceptAsync(problem -> showSaved(file, problem.orElse(null)), commands.fxExecutor());
    }
  }

  private void showSaved(Path file, @Nullable String problem) {
    boolean isSaved = problem == null;
    result.setText(isSaved ? Messages.of("diagnostics.saved", file.getFileName()) : problem);
    result.getStyleClass().setAll("label", isSaved ? "muted" : "error");
    setShown(show, isSaved);
    show.setOnAction(_ -> desktop.open(file.resolveSibling("").toUri()));
  }
}
