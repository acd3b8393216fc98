package rollcall.ui.timecards;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.timecard.ExportKind;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.model.Commands;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportRequest;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;

/// The choice of what to export, how it will look, and what became of it. FX lane.
public final class ExportView extends BorderPane {
  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final Executor home;
  private final Consumer<ExportDays> showGaps;
  private final ExportModel export;
  private final ExportForm form;
  private final ExportPreviewTable sample = new ExportPreviewTable();

  private final Label error = new Label();
  private final Label folder = new Label();
  private final TextField name = new TextField();
  private final Button go = new Button(Messages.of("export.go"));
  private final Button clip = new Button(Messages.of("export.clip"));
  private final NoticeCard notice = new NoticeCard(_ -> {});
  private final HBox offers = new HBox();
  private Path place;
  private String usualName = "";
  private @Nullable ExportRequest asked;

  /// @param home brings answers to the FX lane
  /// @param usual where files are saved as long as no other folder was chosen
  /// @param view the days that the timeline shows
  /// @param showGaps shows these days on the timeline, and leaves the screen
  /// @param close leaves the screen
  public ExportView(
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      Executor home,
      Path usual,
      Locale locale,
      ExportDays view,
      Consumer<ExportDays> showGaps,
      Runnable close) {
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    this.home = home;
    this.showGaps = showGaps;
    String last = model.settings().get().export().folder();
    place = last == null ? usual : Path.of(last);
    export = new ExportModel(model, locale, view);
    form = new ExportForm(model, export);
    setId("export");
    getStyleClass().addAll("dialog", "export");
    ScrollPane scroll = new ScrollPane(form);
    scroll.setFitToWidth(true);
    scroll.getStyleClass().add("export-choices");
    setLeft(scroll);
    setCenter(sample);
    setBottom(bottom(close));
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  /// Follows what is chosen from now on.
  public Subscription follow() {
    Subscription following = form.follow().and(export.changes(this::show));
    show();
    form.begin();
    return following;
  }

  private VBox bottom(Runnable close) {
    error.setId("export-error");
    error.getStyleClass().add("error");
    error.setWrapText(true);
    notice.setId("export-result");
    folder.setId("export-folder");
    folder.setText(place.toString());
    folder.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    folder.setMaxWidth(260);
    name.setId("file-name");
    name.setAccessibleText(Messages.of("export.file"));
    HBox.setHgrow(name, Priority.ALWAYS);
    Button change = new Button(Messages.of("export.change"));
    change.setId("export-change");
    change.setMinWidth(USE_PREF_SIZE);
    change.setOnAction(_ -> desktop.folder(place).ifPresent(this::moveTo));
    Label to = new Label(Messages.of("export.file"));
    to.getStyleClass().add("form-label");
    to.setMinWidth(USE_PREF_SIZE);
    to.setLabelFor(name);
    HBox saveTo = new HBox(to, folder, change, name);
    saveTo.getStyleClass().add("actions");
    clip.setId("export-clip");
    clip.setMinWidth(USE_PREF_SIZE);
    clip.setOnAction(_ -> copy());
    Button cancel = new Button(Messages.of("button.close"));
    cancel.setMinWidth(USE_PREF_SIZE);
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> close.run());
    go.setId("export-go");
    go.setMinWidth(USE_PREF_SIZE);
    go.setDefaultButton(true);
    go.setOnAction(_ -> export());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox buttons = new HBox(offers, space, clip, cancel, go);
    buttons.getStyleClass().add("actions");
    offers.getStyleClass().add("actions");
    VBox bottom = new VBox(error, notice, saveTo, buttons);
    bottom.getStyleClass().add("export-bottom");
    return bottom;
  }

  /// A focused choice would swallow it.
  private void key(KeyEvent event) {
    boolean onAChoice =
        event.getTarget() instanceof RadioButton || event.getTarget() instanceof CheckBox;
    if (event.getCode() == KeyCode.ENTER && onAChoice) {
      go.fire();
      event.consume();
    }
  }

  private void moveTo(Path chosen) {
    place = chosen;
    folder.setText(chosen.toString());
  }

  private void show() {
    Optional<String> wrong = export.wrong();
    error.setText(
        wrong
            .map(key -> Messages.of(key, export.noDay(), form.example(export.today())))
            .orElse(""));
    ExportForm.shown(error, wrong.isPresent());
    busy(false);
    say(null);
    String next = export.fileName().orElse("");
    if (name.getText().equals(usualName)) {
      name.setText(next);
    }
    usualName = next;
    ask(export.request().orElse(null));
  }

  /// Asks how it would look, unless that is known.
  private void ask(@Nullable ExportRequest request) {
    if (request == null) {
      asked = null;
      sample.empty(error.getText());
    } else if (!request.equals(asked)) {
      asked = request;
      sample.show(null, false);
      commands.preview(request, seen -> home.execute(() -> told(request, seen)));
    }
  }

  private void told(ExportRequest request, ExportPreview seen) {
    if (!request.equals(asked)) {
      return;
    }
    sample.show(seen, request.kind() != ExportKind.EVENTS);
    if (seen instanceof ExportPreview.Rows(_, ExportPreview.Totals totals)
        && totals != null
        && ExportText.gaps(totals, request)) {
      say(ExportText.gaps(totals, request, export.today()));
      offers
          .getChildren()
          .setAll(
              offer(
                  "export-gaps",
                  "export.gaps.show",
                  () -> showGaps.accept(new ExportDays(request.from(), request.to()))));
    }
  }

  private void export() {
    export
        .request()
        .ifPresent(request -> {
          commands.apply(model.settings().get().withExport(export.choices(place.toString())), null);
          write(request, place.resolve(fileName()), false);
        });
  }

  /// With the ending that the metadata beside it and every spreadsheet go by.
  private String fileName() {
    String wanted = name.getText().strip();
    String plain = wanted.isEmpty() ? usualName : wanted;
    return plain.toLowerCase(Locale.ROOT).endsWith(".csv") ? plain : plain + ".csv";
  }

  private void write(ExportRequest request, Path path, boolean replace) {
    busy(true);
    go.setText(Messages.of("export.writing"));
    commands
        .export(request, path, replace)
        .whenCompleteAsync((done, bug) -> written(done, bug, request), home);
  }

  private void copy() {
    export
        .request()
        .ifPresent(request -> {
          busy(true);
          commands
              .copy(request)
              .whenCompleteAsync((done, bug) -> written(done, bug, request), home);
        });
  }

  private void busy(boolean writing) {
    boolean no = writing || export.wrong().isPresent();
    go.setDisable(no);
    clip.setDisable(no);
  }

  private void written(
      @Nullable ExportResult done, @Nullable Throwable failure, ExportRequest request) {
    busy(false);
    go.setText(Messages.of("export.go"));
    ExportResult outcome =
        done == null
            ? new ExportResult.Failed(failure == null ? "" : String.valueOf(failure.getMessage()))
            : done;
    say(ExportText.of(outcome, request, export.today()));
    switch (outcome) {
      case ExportResult.Saved saved ->
          offers
              .getChildren()
              .setAll(
                  offer("export-show", "export.done.show", () -> open(saved.file())),
                  offer(
                      "export-copy",
                      "export.done.copy",
                      () -> desktop.copy(saved.file().toAbsolutePath().toString())));
      case ExportResult.Exists(Path file, Path other) -> {
        Button both =
            offer("export-both", "export.exists.both", () -> write(request, other, false));
        offers
            .getChildren()
            .setAll(
                both,
                offer("export-replace", "export.exists.replace", () -> write(request, file, true)));
        both.requestFocus();
      }
      case ExportResult.Copied copied -> desktop.copy(copied.text());
      case ExportResult.Failed _ -> {}
    }
  }

  private void say(@Nullable Notice said) {
    notice.show(said);
    offers.getChildren().clear();
  }

  private void open(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    desktop.open((parent == null ? file : parent).toUri());
  }

  private static Button offer(String id, String key, Runnable action) {
    Button button = new Button(Messages.of(key));
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(_ -> action.run());
    return button;
  }
}
