package rollcall.ui.export;

import static rollcall.ui.controls.Controls.checkBox;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.formLabel;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.radioButton;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.RetentionAndAccounting;
import rollcall.timecard.ExportKind;
import rollcall.timecard.Rounding;
import rollcall.ui.controls.DayPicker;
import rollcall.ui.controls.PresenceMeaning;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Form with the export options. Thread: FX.
final class ExportForm extends VBox {
  private final PresenceModel model;
  private final ExportFormModel export;
  private final ZoneBox zone;
  private final PeopleSelector who;
  private final VBox unguarded;
  private final Label rounded = label("export.round.help", "muted");
  private final ComboBox<Integer> step =
      comboBox(
          "round",
          Rounding.STEPS,
          minutes ->
              minutes == 0
                  ? Messages.of("export.round.off")
                  : Messages.of("export.round.min", minutes));
  private final ComboBox<Rounding.Direction> direction =
      comboBox(
          "round-to",
          List.of(Rounding.Direction.values()),
          to -> Messages.of("export.round." + to.word()));
  private final CheckBox split;
  private final VBox extras;
  private final DayPicker first;
  private final List<RadioButton> kinds = new ArrayList<>();

  ExportForm(PresenceModel model, ExportFormModel export) {
    this.model = model;
    this.export = export;
    zone = new ZoneBox(model.now().get(), model.systemZone());
    zone.setId("export-zone");
    who = new PeopleSelector(model, export);
    unguarded = unguarded();
    first = day("from", export.from, export.typedFrom);
    split = check("split", export.splitAtMidnight);
    extras = extras();
    getStyleClass().add("export-form");
    GridPane form = styled(new GridPane(), "form");
    addRow(form, "export.what", kinds());
    addRow(form, "export.who", who);
    addRow(form, "export.when", days()).getStyleClass().add("beside-field");
    VBox zones = new VBox(4, zone, check("own-zones", export.ownZones));
    addRow(form, "export.zone", zones).getStyleClass().add("beside-field");
    addRow(form, "export.format", format());
    addRow(form, "export.with", options());
    addRow(form, "export.round", rounding()).getStyleClass().add("beside-field");
    getChildren().addAll(form, unguarded, accountingNote());
  }

  Subscription follow() {
    String saved = model.settings().get().zone();
    zone.choose(saved == null ? null : ZoneId.of(saved));
    zone.disableProperty().bind(export.ownZones);
    return Subscription.combine(
        zone.valueProperty()
            .subscribe(choice -> {
              if (choice != null) {
                export.zone.set(zone.chosen().orElse(model.systemZone()));
              }
            }),
        who.follow(),
        model
            .namesHidden()
            .subscribe(hidden -> export.namesHidden.set(hidden || export.namesHidden.get())),
        export.guard.subscribe(on -> setShown(unguarded, !on)),
        export.kind.subscribe(kind -> {
          step.setDisable(!kind.rounded());
          split.setDisable(kind != ExportKind.INTERVALS);
          extras.setDisable(kind != ExportKind.TIMECARDS);
          showRounding();
        }),
        export.roundMinutes.subscribe(_ -> showRounding()));
  }

  /// Focuses the first option.
  void requestInitialFocus() {
    kinds.stream().filter(RadioButton::isSelected).forEach(RadioButton::requestFocus);
  }

  private void showRounding() {
    boolean on = export.kind.get().rounded() && export.roundMinutes.get() > 0;
    setShown(rounded, on);
    direction.setDisable(!on);
  }

  private GridPane kinds() {
    ToggleGroup group = new ToggleGroup();
    GridPane grid = new GridPane();
    grid.setHgap(16);
    grid.setVgap(8);
    for (ExportKind kind : ExportKind.values()) {
      RadioButton choice =
          choice(group, "kind-" + kind.word(), Messages.of("export.kind." + kind.word()));
      choice.setSelected(export.kind.get() == kind);
      choice.selectedProperty().subscribe(on -> set(on, export.kind, kind));
      grid.add(choice, kinds.size() % 2, kinds.size() / 2);
      kinds.add(choice);
    }
    return grid;
  }

  private VBox days() {
    ComboBox<ExportRange> range =
        comboBox("range", List.of(ExportRange.values()), ExportRange::toString);
    range.setAccessibleText(Messages.of("export.when"));
    range.valueProperty().bindBidirectional(export.range);
    range.setMaxWidth(Double.MAX_VALUE);
    HBox days =
        styled(new HBox(first, new Label("–"), day("to", export.to, export.typedTo)), "actions");
    return choices(range, days);
  }

  private DayPicker day(String id, ObjectProperty<@Nullable LocalDate> day, StringProperty typed) {
    DayPicker picker = new DayPicker(typed::set, () -> export.range.set(ExportRange.CUSTOM));
    picker.setId(id);
    picker.setPrefWidth(160);
    picker.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(picker, Priority.ALWAYS);
    picker.setAccessibleText(Messages.of("export." + id));
    picker.valueProperty().bindBidirectional(day);
    return picker;
  }

  private VBox format() {
    ToggleGroup group = new ToggleGroup();
    String marks =
        Messages.of("export.format.spreadsheet." + (export.semicolon() ? "semicolon" : "comma"));
    RadioButton sheet =
        choice(group, "for-spreadsheet", Messages.of("export.format.spreadsheet", marks));
    RadioButton data = choice(group, "for-data", Messages.of("export.format.data"));
    (export.spreadsheet.get() ? sheet : data).setSelected(true);
    sheet.selectedProperty().bindBidirectional(export.spreadsheet);
    // Not an action handler: selection by the arrow keys fires no action.
    sheet.selectedProperty().subscribe(on -> export.guard.set(on || export.guard.get()));
    return choices(sheet, data);
  }

  private VBox options() {
    CheckBox guard = check("guard", export.guard);
    // Disabled for spreadsheets, where formulas would run.
    guard.disableProperty().bind(export.spreadsheet);
    return choices(
        guard,
        check("hms", export.clockTimes),
        extras,
        check("hide-names", export.namesHidden),
        split,
        check("meta", export.meta),
        PresenceMeaning.link());
  }

  private VBox extras() {
    return choices(
        export.extras.entrySet().stream()
            .map(one -> check("column-" + one.getKey().word(), one.getValue()))
            .toArray(Node[]::new));
  }

  private VBox rounding() {
    step.getItems().addFirst(0);
    step.setAccessibleText(Messages.of("export.round"));
    step.setValue(export.roundMinutes.get());
    step.valueProperty().subscribe(minutes -> export.roundMinutes.set(minutes));
    direction.setAccessibleText(Messages.of("export.round.to"));
    direction.valueProperty().bindBidirectional(export.roundTo);
    HBox boxes = styled(new HBox(step, direction), "actions");
    return choices(boxes, rounded);
  }

  private Label accountingNote() {
    RetentionAndAccounting books = export.recordSettings();
    return wrappedLabel(
        Messages.of(
            "export.accounting",
            books.breakMinutes(),
            books.bridgeSeconds(),
            TimeFormat.time(books.dayStart())),
        "muted");
  }

  private VBox unguarded() {
    Label title = styled(new Label(Messages.of("export.guard.title")), "heading");
    title.setWrapText(true);
    Label body = new Label(Messages.of("export.guard.body"));
    body.setWrapText(true);
    Button keep = new Button(Messages.of("export.guard.keep"));
    keep.setId("guard-keep");
    Button off = new Button(Messages.of("export.guard.off"));
    off.setId("guard-off");
    FlowPane buttons = styled(new FlowPane(keep, off), "actions");
    VBox box = styled(new VBox(title, body, buttons), "card", "notice-warning");
    keep.setOnAction(_ -> export.guard.set(true));
    // The check box has turned the protection off: this confirms it.
    off.setOnAction(_ -> setShown(box, false));
    return box;
  }

  private static CheckBox check(String id, BooleanProperty property) {
    CheckBox box = checkBox("export.option." + id, id);
    box.selectedProperty().bindBidirectional(property);
    return box;
  }

  static RadioButton choice(ToggleGroup group, String id, String text) {
    RadioButton choice = radioButton(text, id, group);
    choice.setWrapText(true);
    return choice;
  }

  static <T> void set(boolean on, ObjectProperty<T> property, T value) {
    if (on) {
      property.set(value);
    }
  }

  private static VBox choices(Node... nodes) {
    return styled(new VBox(nodes), "choices");
  }

  private static Label addRow(GridPane form, String key, Node control) {
    Label label = formLabel(key, control);
    GridPane.setHgrow(control, Priority.ALWAYS);
    GridPane.setValignment(label, VPos.TOP);
    form.addRow(form.getRowCount(), label, control);
    return label;
  }
}
