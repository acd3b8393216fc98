package rollcall.ui.timecards;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.consumeIf;
import static rollcall.ui.controls.Controls.handled;
import static rollcall.ui.controls.Controls.hasFocus;
import static rollcall.ui.controls.Controls.menuItem;
import static rollcall.ui.controls.Controls.segment;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.stepButton;
import static rollcall.ui.controls.Controls.styled;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;
import rollcall.timecard.Rounding;
import rollcall.ui.controls.DateTitle;
import rollcall.ui.controls.PagePrinter;
import rollcall.ui.controls.ZoneBox;
import rollcall.ui.controls.ZoneMenu;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.ExportPreview;
import rollcall.ui.model.ExportResult;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.LocalNotice;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Timecards screen: range, grid or calendar, sums, and the proof of the selected number. Thread:
/// FX.
public final class TimecardsView extends BorderPane {
  /// Shows a person's day on the Presence screen.
  public interface DayOpener {
    void show(UserId person, Instant from, Instant to);
  }

  private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");
  private static final KeyCombination COPY_CSV = KeyCombination.valueOf("Shortcut+Shift+C");
  private static final double NARROW = 1100;

  /// Pixels by which the proof is wider at twice the text size.
  private static final double LARGER_TEXT = 130;

  private static final double SHORT_TITLE = 780;

  private final TimecardsModel model;
  private final Commands commands;
  private final HostDesktop desktop;
  private final PresenceModel presence;
  private final PagePrinter printer;
  private final DayOpener dayOpener;
  private final TimecardGrid grid;
  private final PersonMonthCalendar calendar;
  private final ProofPanel proof;
  private final StackPane middle = styled(new StackPane(), "timecard-middle");
  // Beside the grid, because a border of its own would move its content.
  private final Region focusLine = styled(new Region(), "timecard-focus");
  private final BorderPane main = new BorderPane(middle);
  private final HBox head;
  private final MenuButton rules;
  private final DateTitle title;
  private final Button earlier =
      stepButton("‹", "timecards.previous", "timecard-earlier", "timecard-step");
  private final Button later = stepButton("›", "timecards.next", "timecard-later", "timecard-step");
  private final Button everyone =
      button("timecards.everyone", "timecard-everyone", () -> showOnly(null));
  private final ToggleGroup periods = new ToggleGroup();
  private final ZoneMenu zone;
  private final Label legend = new Label(Messages.of("timecards.legend"));
  private final Label totals = new Label();
  private final Tooltip totalsHelp = new Tooltip();
  // The person of the calendar that was opened, or null.
  private @Nullable UserId onePerson;

  /// @param presence the model of the window
  /// @param printer prints pages
  /// @param zones saves the chosen zone
  /// @param dayOpener shows a day on the Presence screen
  public TimecardsView(
      TimecardsModel model,
      PresenceModel presence,
      Commands commands,
      HostDesktop desktop,
      PagePrinter printer,
      ZoneMenu.Actions zones,
      DayOpener dayOpener) {
    this.presence = presence;
    this.printer = printer;
    this.model = model;
    this.commands = commands;
    this.desktop = desktop;
    this.dayOpener = dayOpener;
    setId("timecards");
    legend.setId("timecard-legend");
    totals.setId("timecard-totals");
    getStyleClass().add("timecards");
    focusLine.setMouseTransparent(true);
    grid = new TimecardGrid(model);
    title = new DateTitle("timecard-range", () -> model.days().first(), model::showDay);
    calendar = new PersonMonthCalendar(model);
    proof =
        new ProofPanel(
            new ProofPanel.Actions(
                this::closeProof,
                this::showInTimeline,
                model::prove,
                desktop::copy,
                this::print,
                this::readEvents));
    zone = new ZoneMenu(presence, zones, new SeparatorMenuItem());
    zone.setId("timecard-zone");
    rules = new RulesMenu(presence, commands, model).button();
    head = head();
    main.setTop(head);
    main.setMinWidth(0);
    main.widthProperty().subscribe(this::fitHead);
    setCenter(main);
    ContextMenu menu = contextMenu();
    grid.setContextMenu(menu);
    calendar.setContextMenu(menu);
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
    widthProperty().subscribe(this::fitProof);
    middle
        .sceneProperty()
        .flatMap(Scene::focusOwnerProperty)
        .subscribe(_ -> middle.pseudoClassStateChanged(PseudoClasses.HAS_FOCUS, hasFocus(middle)));
  }

  /// Keeps the screen up to date until unsubscribed.
  public Subscription follow() {
    UserId selected = presence.selection().get();
    if (onePerson != null && selected != null) {
      onePerson = selected;
    }
    return Subscription.combine(
        model.follow(),
        model.table().subscribe(_ -> show()),
        model.failure().subscribe(_ -> showFailure()),
        presence.settings().subscribe(_ -> fitText()),
        presence.namesHidden().subscribe(_ -> showNames()),
        presence.userList().subscribe(_ -> grid.refresh()),
        model.selection().subscribe(_ -> showSelection()),
        model.proofOpen().subscribe(_ -> showProof()),
        model.proof().subscribe(_ -> showProof()));
  }

  private void showNames() {
    grid.refresh();
    show();
    showProof();
  }

  private void showFailure() {
    show();
    showProof();
  }

  /// Opens the calendar.
  public void goToDate() {
    title.openCalendar();
  }

  /// The proof of the selected number; only in the window while it is shown.
  public Node proof() {
    return proof;
  }

  /// Focuses the grid or the calendar.
  @Override
  public void requestFocus() {
    if (!middle.getChildren().isEmpty()) {
      middle.getChildren().getFirst().requestFocus();
    }
  }

  /// Focuses the grid or the calendar, and selects the first person in it unless one is selected.
  public void focusFirst() {
    requestFocus();
    if (middle.getChildren().contains(grid)) {
      grid.selectFirstUnlessSelected();
    }
  }

  private HBox head() {
    earlier.setOnAction(_ -> model.move(-1));
    later.setOnAction(_ -> model.move(1));
    everyone.setMinWidth(USE_PREF_SIZE);
    HBox segments = styled(new HBox(), "segmented");
    segments.setMaxHeight(USE_PREF_SIZE);
    for (RangeLength period : RangeLength.values()) {
      ToggleButton button = segment("timecards.period." + period.key(), "timecard-" + period.key());
      button.setToggleGroup(periods);
      button.setUserData(period);
      button.setSelected(period == model.period().get());
      button.setOnAction(_ -> {
        model.period().set(period);
        button.setSelected(true);
      });
      segments.getChildren().add(button);
    }
    segments.setMinWidth(USE_PREF_SIZE);
    // Another text size has its style after the next frame only.
    segments.widthProperty().subscribe((_, _) -> commands.fxExecutor().execute(this::placeHead));
    zone.setMinWidth(USE_PREF_SIZE);
    rules.setMinWidth(USE_PREF_SIZE);
    return styled(
        new HBox(earlier, title, later, segments, everyone, spacer(), zone, rules),
        "timecard-head");
  }

  /// Shortens the range and the zone, and then leaves out the rules, which the settings have, too,
  /// where the screen is narrow.
  private void fitHead() {
    double width = head.equals(getTop()) ? getWidth() : main.getWidth();
    boolean narrow = width > 0 && width < SHORT_TITLE * model.textScale();
    title.show(narrow ? model.shortTitle() : model.title());
    setShown(rules, true);
    zone.setText(zoneName());
    zone.show(width == 0 || head.prefWidth(-1) <= width ? zoneName() : shortZone(), zoneName());
    setShown(rules, width == 0 || head.prefWidth(-1) <= width);
  }

  private String zoneName() {
    AccountingRules current = model.rules();
    return current.ownZones() ? Messages.of("zone.own") : ZoneBox.name(current.zone(), model.now());
  }

  private String shortZone() {
    AccountingRules current = model.rules();
    return current.ownZones() ? Messages.of("zone.own.short") : ZoneBox.shortName(current.zone());
  }

  /// The meaning of the marks, or a message, for the status bar.
  public Region legend() {
    return legend;
  }

  /// The sums of the shown people, for the status bar.
  public Region totals() {
    return totals;
  }

  private ContextMenu contextMenu() {
    ContextMenu menu = new ContextMenu();
    menu.setId("timecard-menu");
    MenuItem month = item("timecards.menu.month", this::openMonth);
    menu.getItems()
        .addAll(
            item("timecards.menu.proof", model::openProof),
            month,
            item("timecards.menu.copy", this::copyText),
            item("timecards.menu.csv", this::copyCsv),
            item("timecards.print.menu", this::print));
    menu.setOnShowing(_ -> month.setVisible(middle.getChildren().contains(grid)));
    return menu;
  }

  private static MenuItem item(String key, Runnable action) {
    return menuItem(key, key.replace('.', '-'), action);
  }

  private void show() {
    GridContent table = model.table().get();
    fitHead();
    earlier.setDisable(!model.hasEarlier());
    later.setDisable(!model.hasLater());
    periods.getToggles().stream()
        .filter(one -> model.period().get().equals(one.getUserData()))
        .forEach(periods::selectToggle);
    String failure = model.failure().get();
    legend.setText(
        failure == null ? TimecardText.legend(table) : Messages.of("timecards.failed", failure));
    showTotals(table);
    grid.show();
    TimecardGridRow.Member only = calendarPerson(table);
    setShown(everyone, onePerson != null && only != null);
    if (only != null) {
      calendar.show(only);
    }
    Node content = only == null ? grid : calendar;
    if (!middle.getChildren().contains(content)) {
      boolean focused = hasFocus(middle);
      middle.getChildren().setAll(content, focusLine);
      if (focused) {
        content.requestFocus();
      }
    }
  }

  private void showTotals(GridContent table) {
    boolean answered = model.isAnswered();
    Rounding rounding = model.rules().rounding();
    totals.setText(answered ? TimecardText.totals(table, presence.rows().size(), rounding) : "");
    totalsHelp.setText(answered ? TimecardText.totalHelp(table.sum()) : "");
    totals.setTooltip(totalsHelp.getText().isEmpty() ? null : totalsHelp);
  }

  private void showSelection() {
    calendar.showSelection();
    grid.showSelection();
    showProof();
  }

  /// The person whose month is shown as a calendar: the only one, or the chosen one.
  private TimecardGridRow.@Nullable Member calendarPerson(GridContent table) {
    if (model.period().get() != RangeLength.MONTH) {
      return null;
    }
    List<TimecardGridRow.Member> members = table.members();
    return members.size() == 1
        ? members.getFirst()
        : members.stream()
            .filter(row -> row.person().id().equals(onePerson))
            .findFirst()
            .orElse(null);
  }

  /// Shows the calendar of this person, or everyone if null.
  void showOnly(@Nullable UserId person) {
    onePerson = person;
    show();
    requestFocus();
  }

  private void showProof() {
    CellId cell = model.selection().get();
    Proof shown = model.proof().get();
    if (!model.proofOpen().get() || cell == null) {
      setRight(null);
      placeHead();
      return;
    }
    if (shown == null) {
      Person person = presence.person(cell.user());
      proof.showUnread(person, presence.distinction(person), cell.days(), model.failure().get());
    } else {
      proof.show(shown, presence.distinction(shown.person()));
    }
    setRight(proof);
    fitProof();
  }

  private void fitText() {
    grid.fitColumns();
    fitHead();
    fitProof();
  }

  private void fitProof() {
    double larger = Math.max(0, model.textScale() - 1) * LARGER_TEXT;
    double width = (getWidth() < NARROW ? 340 : 400) + larger;
    proof.setPrefWidth(width);
    proof.setMinWidth(width);
    placeHead();
  }

  /// Places the head above the grid, or above the proof too where it would be cut.
  private void placeHead() {
    double beside = getRight() == null ? getWidth() : getWidth() - proof.getPrefWidth();
    title.show(model.shortTitle());
    zone.setText(shortZone());
    setShown(rules, true);
    boolean aboveProof = getRight() != null && beside < head.prefWidth(-1);
    if (aboveProof != head.equals(getTop())) {
      main.setTop(aboveProof ? null : head);
      setTop(aboveProof ? head : null);
    }
    fitHead();
  }

  private void closeProof() {
    model.closeProof();
    requestFocus();
  }

  private void showInTimeline(Proof shown) {
    AccountingRules own = entryRules(shown);
    Instant from = own.start(shown.days().first());
    Instant to = own.start(shown.days().last().plusDays(1));
    dayOpener.show(shown.person().id(), from, to);
  }

  /// The rules of the day of the entries: of a kept day, the proof is in the zone of its totals.
  private AccountingRules entryRules(Proof shown) {
    return isKept(shown) ? model.rules().of(shown.person()) : shown.rules();
  }

  private String noteOfKept(DayProof shown) {
    return isKept(shown)
        ? Messages.of("timecards.events.kept", TimeFormat.zone(entryRules(shown).zone()))
        : "";
  }

  private static boolean isKept(Proof shown) {
    return shown instanceof DayProof day && day.data().totalsOnly();
  }

  /// Prints the range of the selected person.
  private void print() {
    TimecardGridRow.Member person = model.selectedRow();
    if (person != null) {
      String workspace = presence.signInState().get().name();
      PagePrinter.Outcome outcome = printer.print(new TimecardPrintPage(model, person, workspace));
      if (outcome != PagePrinter.Outcome.CANCELED) {
        legend.setText(Messages.of("timecards.print." + Messages.word(outcome)));
      }
    }
  }

  private void readEvents(DayProof shown) {
    ExportSpec request =
        spec(
            ExportKind.EVENTS,
            Set.of(shown.person().id()),
            shown.days(),
            entryRules(shown),
            CsvDialect.DATA.unguarded());
    commands.preview(
        request, preview -> commands.fxExecutor().execute(() -> showEvents(shown, preview)));
  }

  private void showEvents(DayProof shown, CommandResult<ExportPreview> preview) {
    switch (preview) {
      case CommandResult.Done(ExportPreview(var cells, var sums)) -> {
        List<RawEvent> events = RawEvent.of(cells, shown.day());
        String note =
            sums != null && sums.rows() > events.size()
                ? Messages.of("timecards.events.more", events.size(), sums.rows())
                : events.isEmpty() ? Messages.of("timecards.events.none") : "";
        proof.showEvents(shown, events, (note + " " + noteOfKept(shown)).strip());
      }
      case CommandResult.Failed(String sentence) -> proof.showEvents(shown, List.of(), sentence);
    }
  }

  private void onKey(KeyEvent key) {
    boolean used =
        (COPY.match(key) && handled(this::copyText))
            || (COPY_CSV.match(key) && handled(this::copyCsv))
            || (!key.isShortcutDown() && !key.isAltDown() && onPlainKey(key.getCode()));
    consumeIf(used, key);
  }

  /// Handles the keys that the Presence screen has, too.
  private boolean onPlainKey(KeyCode code) {
    return switch (code) {
      case D -> handled(() -> model.period().set(RangeLength.DAY));
      case W -> handled(() -> model.period().set(RangeLength.WEEK));
      case M -> handled(() -> model.period().set(RangeLength.MONTH));
      case P -> handled(() -> step(earlier));
      case N -> handled(() -> step(later));
      case T -> handled(() -> model.showDay(model.today()));
      case G -> handled(this::goToDate);
      case Z -> handled(zone::show);
      case E -> handled(this::explain);
      case ESCAPE -> goBack();
      default -> false;
    };
  }

  private static void step(Button button) {
    if (!button.isDisabled()) {
      button.fire();
    }
  }

  /// Opens the proof of the selected number; again shows the events behind it.
  private void explain() {
    if (model.proof().get() != null) {
      proof.toggleEvents();
    } else if (model.selection().get() != null) {
      model.openProof();
    }
  }

  /// Leaves the raw events, closes the proof, or closes the calendar of one person.
  private boolean goBack() {
    if (getRight() != null) {
      if (!proof.closeEvents()) {
        closeProof();
      }
      return true;
    }
    if (onePerson != null) {
      showOnly(null);
      return true;
    }
    return false;
  }

  /// Opens the month of the selected person as a calendar.
  private void openMonth() {
    CellId cell = model.selection().get();
    if (cell != null) {
      model.period().set(RangeLength.MONTH);
      showOnly(cell.user());
    }
  }

  private List<CellId> selected() {
    CellId one = model.selection().get();
    List<CellId> cells = middle.getChildren().contains(grid) ? grid.selectedCells() : List.of();
    return cells.isEmpty() && one != null ? List.of(one) : cells;
  }

  /// Copies the selected cells as text.
  public void copyText() {
    List<CellId> cells = selected();
    Proof shown = model.proof().get();
    if (cells.size() == 1 && shown != null && shown.cell().equals(cells.getFirst())) {
      desktop.copy(shown.asText());
      return;
    }
    List<String> lines = new ArrayList<>();
    for (CellId cell : cells) {
      model.table().get().members().stream()
          .filter(row -> cell.user().equals(row.user()))
          .forEach(row -> lines.addAll(lines(row, cell)));
    }
    if (!lines.isEmpty()) {
      desktop.copy(String.join("\n", lines));
    }
  }

  /// The days of a number, and its total if it is one.
  private List<String> lines(TimecardGridRow.Member row, CellId cell) {
    Rounding rounding = model.rules().rounding();
    List<String> lines = new ArrayList<>();
    for (LocalDate day : cell.days().toList()) {
      lines.add(TimecardText.line(row, day, model.today(row), rounding));
    }
    if (cell.isTotal()) {
      lines.add(TimecardText.line(row, model.title(), rounding));
    }
    return lines;
  }

  /// Copies the rows of `timecards.csv` of the selected people, from the first to the last selected
  /// day.
  public void copyCsv() {
    List<CellId> cells = selected();
    if (cells.isEmpty()) {
      return;
    }
    DayRange days =
        new DayRange(
            cells.stream().map(CellId::day).min(Comparator.naturalOrder()).orElseThrow(),
            cells.stream()
                .map(cell -> cell.days().last())
                .max(Comparator.naturalOrder())
                .orElseThrow());
    ExportSpec request =
        spec(
            ExportKind.TIMECARDS,
            cells.stream().map(CellId::user).collect(Collectors.toSet()),
            days,
            model.rules(),
            CsvDialect.DATA);
    commands
        .copy(request)
        .thenAcceptAsync(
            result -> {
              switch (result) {
                case ExportResult.Copied copied -> desktop.copy(copied.text());
                case ExportResult.Failed(String sentence) ->
                    presence.setLocalNotice(
                        new LocalNotice.CommandFailed(
                            Messages.of("timecards.copy.failed", sentence)));
                case ExportResult.Saved _, ExportResult.Exists _ -> {}
              }
            },
            commands.fxExecutor());
  }

  /// An export of these people with the names that the screen shows.
  private ExportSpec spec(
      ExportKind kind, Set<UserId> people, DayRange days, AccountingRules rules, CsvDialect style) {
    ExportSpec named = ExportSpec.of(kind, people, days, rules, style);
    return presence.namesHidden().get() ? named.withNumbers(presence.hiddenNumbers(people)) : named;
  }
}
