package rollcall.ui.export;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.formLabel;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Pos;
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
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.ui.controls.DayPicker;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;

/// Export dialog: options, preview and result. Thread: FX.
public final class ExportView extends BorderPane {
  private final PresenceModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final Consumer<DayRange> showGaps;
  private final ExportFormModel export;
  private final ExportForm form;
  private final ExportPreviewTable preview = new ExportPreviewTable();

  private final Label error = styled(new Label(), "error");
  private final Label folderLabel = new Label();
  private final TextField name = new TextField();
  private final Button exportButton = button("export.run", "export-go", this::export);
  private final Button copyButton = button("export.copy", "export-clip", this::copy);
  private final NoticeCard notice = new NoticeCard(_ -> {});
  private final HBox resultActions = styled(new HBox(), "actions");
  private Path targetFolder;
  private String suggestedName = "";
  private @Nullable ExportSpec previewed;

  /// @param defaultFolder the folder until another one is chosen
  /// @param view the days that the screen shows
  /// @param people the people that the screen shows if exactly these and `view` are to be exported;
  ///   null to start with the last choices
  /// @param showGaps shows these days on the timeline and closes the dialog
  /// @param close closes the dialog
  public ExportView(
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      Path defaultFolder,
      Locale locale,
      DayRange view,
      @Nullable Set<UserId> people,
      Consumer<DayRange> showGaps,
      Runnable close) {
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    this.showGaps = showGaps;
    String last = model.settings().get().export().folder();
    targetFolder = last == null ? defaultFolder : Path.of(last);
    export = new ExportFormModel(model, locale, view);
    if (people != null) {
      export.prefill(view, people);
    }
    form = new ExportForm(model, export);
    setId("export");
    getStyleClass().addAll("dialog", "export");
    ScrollPane scroll = styled(new ScrollPane(form), "export-choices");
    scroll.setFitToWidth(true);
    setLeft(scroll);
    // In a low window the preview gives way, and not the buttons.
    preview.setMinHeight(0);
    setCenter(preview);
    setBottom(bottom(close));
    addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
  }

  /// Subscribes to the export model.
  public Subscription follow() {
    Subscription following = form.follow().and(export.subscribe(this::show));
    show();
    // The content of a scroll pane is in the scene only once that has its skin.
    applyCss();
    form.requestInitialFocus();
    return following;
  }

  private VBox bottom(Runnable close) {
    error.setId("export-error");
    error.setWrapText(true);
    notice.setId("export-result");
    folderLabel.setId("export-folder");
    folderLabel.setText(targetFolder.toString());
    folderLabel.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    folderLabel.setMaxWidth(260);
    name.setId("file-name");
    name.setAccessibleText(Messages.of("export.file"));
    HBox.setHgrow(name, Priority.ALWAYS);
    Button change =
        button(
            "export.change",
            "export-change",
            () -> desktop.folder(targetFolder).ifPresent(this::setTargetFolder));
    change.setMinWidth(USE_PREF_SIZE);
    HBox saveTo =
        styled(new HBox(formLabel("export.file", name), folderLabel, change, name), "actions");
    copyButton.setMinWidth(USE_PREF_SIZE);
    Button cancel = button("button.close", close);
    cancel.setMinWidth(USE_PREF_SIZE);
    cancel.setCancelButton(true);
    exportButton.setMinWidth(USE_PREF_SIZE);
    exportButton.setDefaultButton(true);
    FlowPane buttons =
        styled(new FlowPane(resultActions, copyButton, cancel, exportButton), "actions");
    buttons.setAlignment(Pos.CENTER_RIGHT);
    return styled(new VBox(error, notice, saveTo, buttons), "export-bottom");
  }

  /// A focused radio button or check box would consume Enter.
  private void onKey(KeyEvent event) {
    boolean onAChoice =
        event.getTarget() instanceof RadioButton || event.getTarget() instanceof CheckBox;
    if (event.getCode() == KeyCode.ENTER && onAChoice) {
      exportButton.fire();
      event.consume();
    }
  }

  private void setTargetFolder(Path chosen) {
    targetFolder = chosen;
    folderLabel.setText(chosen.toString());
  }

  private void show() {
    Optional<String> errorKey = export.errorKey();
    error.setText(
        errorKey
            .map(
                key -> Messages.of(key, export.invalidDayText(), DayPicker.example(export.today())))
            .orElse(""));
    setShown(error, errorKey.isPresent());
    setBusy(false);
    showNotice(null);
    String next = export.fileName().orElse("");
    if (name.getText().equals(suggestedName)) {
      name.setText(next);
    }
    suggestedName = next;
    requestPreview(export.request().orElse(null));
  }

  /// Requests a preview, unless it is shown already.
  private void requestPreview(@Nullable ExportSpec request) {
    if (request == null) {
      previewed = null;
      preview.empty(error.getText());
    } else if (!request.equals(previewed)) {
      if (request.namesHidden() && previewed != null && !previewed.namesHidden()) {
        preview.empty("");
      }
      previewed = request;
      preview.showCounting();
      commands.preview(
          request, result -> commands.fxExecutor().execute(() -> onPreview(request, result)));
    }
  }

  private void onPreview(ExportSpec request, CommandResult<ExportPreview> result) {
    if (request.equals(previewed)) {
      switch (result) {
        case CommandResult.Done(ExportPreview rows) -> show(rows, request);
        case CommandResult.Failed(String sentence) -> preview.empty(sentence);
      }
    }
  }

  private void show(ExportPreview rows, ExportSpec request) {
    preview.show(rows, request.kind() != ExportKind.EVENTS);
    ExportPreview.Totals totals = rows.totals();
    if (totals != null && ExportText.gaps(totals, request)) {
      showNotice(ExportText.gaps(totals, request, export.today()));
      exportButton.setText(Messages.of("export.anyway"));
      resultActions
          .getChildren()
          .setAll(
              actionButton(
                  "export-gaps", "export.gaps.show", () -> showGaps.accept(request.days())));
    }
  }

  private void export() {
    export
        .request()
        .ifPresent(request -> {
          Path target;
          try {
            target = targetFolder.resolve(fileName());
          } catch (InvalidPathException e) {
            error.setText(Messages.of("export.error.name", fileName()));
            setShown(error, true);
            name.requestFocus();
            return;
          }
          commands.apply(
              model.settings().get().withExport(export.choices(targetFolder.toString())));
          write(request, target, false);
        });
  }

  /// Appends `.csv`, which spreadsheets and the metadata file name depend on.
  private String fileName() {
    String typedName = name.getText().strip();
    String baseName = typedName.isEmpty() ? suggestedName : typedName;
    return baseName.toLowerCase(Locale.ROOT).endsWith(".csv") ? baseName : baseName + ".csv";
  }

  private void write(ExportSpec request, Path path, boolean replace) {
    setBusy(true);
    exportButton.setText(Messages.of("export.writing"));
    commands
        .export(request, path, replace)
        .whenCompleteAsync(
            (done, failure) -> onWritten(done, failure, request), commands.fxExecutor());
  }

  private void copy() {
    export
        .request()
        .ifPresent(request -> {
          setBusy(true);
          commands
              .copy(request.tabbed())
              .whenCompleteAsync(
                  (done, failure) -> onWritten(done, failure, request), commands.fxExecutor());
        });
  }

  private void setBusy(boolean writing) {
    boolean disabled = writing || export.errorKey().isPresent();
    exportButton.setDisable(disabled);
    copyButton.setDisable(disabled);
  }

  private void onWritten(
      @Nullable ExportResult done, @Nullable Throwable failure, ExportSpec request) {
    setBusy(false);
    ExportResult outcome =
        done == null
            ? new ExportResult.Failed(
                failure == null ? "" : String.valueOf(failure.getLocalizedMessage()))
            : done;
    showNotice(ExportText.of(outcome, request, export.today()));
    switch (outcome) {
      case ExportResult.Saved saved ->
          resultActions
              .getChildren()
              .setAll(
                  actionButton("export-show", "export.done.show", () -> open(saved.file())),
                  actionButton(
                      "export-copy",
                      "export.done.copy",
                      () -> desktop.copy(saved.file().toAbsolutePath().toString())));
      case ExportResult.Exists(Path file, Path other) -> {
        Button keepBoth =
            actionButton("export-both", "export.exists.both", () -> write(request, other, false));
        resultActions
            .getChildren()
            .setAll(
                keepBoth,
                actionButton(
                    "export-replace", "export.exists.replace", () -> write(request, file, true)));
        keepBoth.requestFocus();
      }
      case ExportResult.Copied copied -> desktop.copy(copied.text());
      case ExportResult.Failed _ -> {}
    }
  }

  private void showNotice(@Nullable Notice shown) {
    notice.show(shown);
    exportButton.setText(Messages.of("export.run"));
    resultActions.getChildren().clear();
  }

  private void open(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    desktop.open((parent == null ? file : parent).toUri());
  }

  private static Button actionButton(String id, String key, Runnable action) {
    Button button = button(key, id, action);
    button.setMinWidth(USE_PREF_SIZE);
    return button;
  }
}
