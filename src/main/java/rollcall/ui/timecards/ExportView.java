package rollcall.ui.timecards;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.ui.Commands;
import rollcall.ui.Desktop;
import rollcall.ui.ExportRequest;
import rollcall.ui.ExportResult;
import rollcall.ui.NoticeCard;
import rollcall.ui.PersonRow;
import rollcall.ui.PresenceModel;
import rollcall.ui.Words;
import rollcall.ui.ZoneBox;

/// The choice of what to export, and what became of it. FX lane.
public final class ExportView extends BorderPane {
  private final PresenceModel model;
  private final Commands commands;
  private final Desktop desktop;
  private final Executor home;
  private final Path folder;
  private final ExportModel export;

  private final ZoneBox zone;
  private final DatePicker from = day("from");
  private final DatePicker to = day("to");
  private final CheckBox guard = new CheckBox(Words.of("export.guard"));
  private final VBox unguarded = unguarded();
  private final Label error = new Label();
  private final Label file = new Label();
  private final Button go = new Button(Words.of("export.go"));
  private final NoticeCard result = new NoticeCard(_ -> {});
  private final HBox saved = new HBox();

  /// @param home brings answers to the FX lane
  /// @param folder where files are suggested to be saved
  /// @param close leaves the screen
  public ExportView(
      PresenceModel model,
      Commands commands,
      Desktop desktop,
      Executor home,
      Path folder,
      Locale locale,
      Runnable close) {
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    this.home = home;
    this.folder = folder;
    export = new ExportModel(model, locale);
    zone = new ZoneBox(model.now().get(), model.computersZone());
    setId("export");
    getStyleClass().addAll("dialog", "export");
    VBox page = new VBox(intro(), form(), error, unguarded);
    page.getStyleClass().add("page");
    ScrollPane scroll = new ScrollPane(page);
    scroll.setFitToWidth(true);
    setCenter(scroll);
    setBottom(buttons(close));
    shown(saved, false);
  }

  /// Follows what is chosen from now on.
  public Subscription follow() {
    String wish = model.settings().get().zone();
    show();
    zone.choose(wish == null ? null : ZoneId.of(wish));
    return Subscription.combine(
        zone.valueProperty()
            .subscribe(_ -> export.zone().set(zone.chosen().orElse(model.computersZone()))),
        export.from().subscribe(this::show),
        export.to().subscribe(this::show),
        export.zone().subscribe(this::show),
        export.guard().subscribe(this::show),
        export.spreadsheet().subscribe(this::show));
  }

  private static VBox intro() {
    Label what = new Label(Words.of("export.what"));
    Label note = new Label(Words.of("export.note"));
    note.setWrapText(true);
    note.getStyleClass().add("muted");
    return new VBox(what, note);
  }

  private GridPane form() {
    from.valueProperty().bindBidirectional(export.from());
    to.valueProperty().bindBidirectional(export.to());
    zone.setId("export-zone");
    guard.setId("guard");
    guard.selectedProperty().bindBidirectional(export.guard());
    // Only files for programs may do without: a spreadsheet is where a formula would run.
    guard.disableProperty().bind(export.spreadsheet());
    HBox days = new HBox(from, new Label(Words.of("export.until")), to);
    days.getStyleClass().add("actions");
    file.setId("file-name");
    file.setWrapText(true);
    error.setId("export-error");
    error.getStyleClass().add("error");
    GridPane form = new GridPane();
    form.getStyleClass().add("form");
    line(form, "export.who", who());
    line(form, "export.when", days);
    line(form, "export.zone", zone);
    line(form, "export.format", format());
    form.add(guard, 1, form.getRowCount());
    line(form, "export.file", file);
    return form;
  }

  private VBox who() {
    ToggleGroup group = new ToggleGroup();
    RadioButton all = choice(group, "who-all", Words.of("export.who.all", model.rows().size()));
    RadioButton one = choice(group, "who-selected", Words.of("export.who.selected.none"));
    selectedName()
        .ifPresentOrElse(
            name -> one.setText(Words.of("export.who.selected", name)), () -> one.setDisable(true));
    all.setSelected(true);
    export.onlySelected().bind(one.selectedProperty());
    return choices(all, one);
  }

  private Optional<String> selectedName() {
    UserId selected = model.selection().get();
    return model.rows().stream()
        .filter(row -> row.id().equals(selected))
        .map(PersonRow::now)
        .map(now -> now.person().name())
        .findFirst();
  }

  private VBox format() {
    ToggleGroup group = new ToggleGroup();
    String marks =
        Words.of("export.format.spreadsheet." + (export.semicolon() ? "semicolon" : "comma"));
    RadioButton sheet =
        choice(group, "for-spreadsheet", Words.of("export.format.spreadsheet", marks));
    RadioButton data = choice(group, "for-data", Words.of("export.format.data"));
    sheet.setSelected(true);
    export.spreadsheet().bind(sheet.selectedProperty());
    sheet.setOnAction(_ -> export.guard().set(true));
    return choices(sheet, data);
  }

  private VBox unguarded() {
    Label title = new Label(Words.of("export.guard.title"));
    title.getStyleClass().add("heading");
    Label body = new Label(Words.of("export.guard.body"));
    body.setWrapText(true);
    Button keep = new Button(Words.of("export.guard.keep"));
    keep.setId("guard-keep");
    keep.setOnAction(_ -> guard.setSelected(true));
    VBox box = new VBox(title, body, keep);
    box.getStyleClass().addAll("card", "notice-warning");
    return box;
  }

  private VBox buttons(Runnable close) {
    Button cancel = new Button(Words.of("button.close"));
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> close.run());
    go.setId("export-go");
    go.setDefaultButton(true);
    go.setOnAction(_ -> export());
    result.setId("export-result");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox buttons = new HBox(saved, space, cancel, go);
    buttons.getStyleClass().add("dialog-buttons");
    saved.getStyleClass().add("actions");
    return new VBox(result, buttons);
  }

  private void export() {
    export
        .request()
        .ifPresent(request ->
            desktop
                .saveAs(folder.resolve(export.fileName().orElseThrow()))
                .ifPresent(path -> write(request, path)));
  }

  private void write(ExportRequest request, Path path) {
    go.setDisable(true);
    go.setText(Words.of("export.writing"));
    commands
        .export(request, path)
        .whenCompleteAsync((done, bug) -> written(done, bug, request), home);
  }

  private void written(
      @Nullable ExportResult done, @Nullable Throwable failure, ExportRequest request) {
    go.setDisable(false);
    go.setText(Words.of("export.go"));
    ExportResult outcome =
        done == null
            ? new ExportResult.Failed(failure == null ? "" : String.valueOf(failure.getMessage()))
            : done;
    result.show(ExportWords.of(outcome, request, export.today()));
    shown(saved, outcome instanceof ExportResult.Saved);
    if (outcome instanceof ExportResult.Saved(Path path, _, _)) {
      saved.getChildren().setAll(showFolder(path), copyPath(path));
    }
  }

  private Button showFolder(Path path) {
    Button button = new Button(Words.of("export.done.show"));
    Path parent = path.toAbsolutePath().getParent();
    button.setOnAction(_ -> desktop.open((parent == null ? path : parent).toUri()));
    return button;
  }

  private Button copyPath(Path path) {
    Button button = new Button(Words.of("export.done.copy"));
    button.setOnAction(_ -> desktop.copy(path.toAbsolutePath().toString()));
    return button;
  }

  private void show() {
    Optional<String> wrong = export.wrong();
    error.setText(wrong.map(Words::of).orElse(""));
    shown(error, wrong.isPresent());
    go.setDisable(wrong.isPresent());
    file.setText(export.fileName().orElse(""));
    shown(unguarded, !export.guard().get());
  }

  private static DatePicker day(String id) {
    DatePicker picker = new DatePicker();
    picker.setId(id);
    picker.setPrefWidth(150);
    picker.setAccessibleText(Words.of("export." + id));
    return picker;
  }

  private static RadioButton choice(ToggleGroup group, String id, String text) {
    RadioButton choice = new RadioButton(text);
    choice.setId(id);
    // A name may hold an underscore.
    choice.setMnemonicParsing(false);
    choice.setToggleGroup(group);
    return choice;
  }

  private static VBox choices(Node... nodes) {
    VBox box = new VBox(nodes);
    box.getStyleClass().add("choices");
    return box;
  }

  private static void line(GridPane form, String key, Node thing) {
    Label label = new Label(Words.of(key));
    label.setLabelFor(thing);
    label.setMinWidth(USE_PREF_SIZE);
    label.getStyleClass().add("form-label");
    GridPane.setHgrow(thing, Priority.ALWAYS);
    GridPane.setValignment(label, thing instanceof VBox ? VPos.TOP : VPos.CENTER);
    form.addRow(form.getRowCount(), label, thing);
  }

  private static void shown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
