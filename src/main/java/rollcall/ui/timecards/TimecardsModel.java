package rollcall.ui.timecards;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.WeekFields;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DaySpans;
import rollcall.timecard.DayTotals;
import rollcall.timecard.Rounding;
import rollcall.timecard.Timecard;
import rollcall.timecard.TotalsByDay;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.DefaultRules;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.TimecardRequest;

/// State of the Timecards screen: the range, the totals from the history, the selected number and
/// its proof. Thread: FX.
///
/// The rules are those of the settings, so that the export dialog and the command line use them,
/// too.
public final class TimecardsModel {
  /// The age at which totals that can change are read again.
  private static final Duration REFRESH = Duration.ofSeconds(10);

  private final PresenceModel model;
  private final Commands commands;
  private final DayOfWeek firstDay;
  private final ObservableValue<List<PeopleGroup>> shown;

  private final ObjectProperty<RangeLength> period = new SimpleObjectProperty<>(RangeLength.WEEK);
  // A day of the range; null for the range that contains today.
  private final ObjectProperty<@Nullable LocalDate> anchor = new SimpleObjectProperty<>();
  private final ObjectProperty<GridContent> table;
  private final ObjectProperty<@Nullable String> failure = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable CellId> selection = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Proof> proof = new SimpleObjectProperty<>();
  private final BooleanProperty proofOpen = new SimpleBooleanProperty();
  private Map<UserId, TotalsByDay> totals = Map.of();
  private @Nullable TimecardRequest current;
  private boolean answered;
  private DayWindow window = new DayWindow(0, 24);
  private Instant requestedAt = Instant.EPOCH;
  // The revision of the timelines at that time, or -1.
  private int readRevision = -1;
  // Whether a day of the totals is not over or not known to its end, or they could not be read.
  private boolean unsettled;

  /// @param shown the people to show, as on the Presence screen
  /// @param locale the locale of the first day of the week
  public TimecardsModel(
      PresenceModel model,
      Commands commands,
      ObservableValue<List<PeopleGroup>> shown,
      Locale locale) {
    this.model = model;
    this.commands = commands;
    this.shown = shown;
    firstDay = WeekFields.of(locale).getFirstDayOfWeek();
    table = new SimpleObjectProperty<>(layOut());
  }

  /// Subscribes to the presence model, and keeps the totals up to date until unsubscribed.
  public Subscription follow() {
    if (current == null) {
      showCompleteRange();
    }
    // Read again: the record may have changed unseen.
    requestedAt = Instant.EPOCH;
    readRevision = -1;
    selectSharedPerson();
    return Subscription.combine(
        model.settings().subscribe(_ -> update()),
        model.zone().subscribe(_ -> update()),
        model.now().subscribe(_ -> onTick()),
        period.subscribe((before, _) -> showSelectedDay(before)),
        period.subscribe(_ -> update()),
        anchor.subscribe(_ -> update()),
        shown.subscribe(_ -> update()),
        model.namesHidden().subscribe(_ -> nameProof()),
        selection.subscribe((_, _) -> sharePerson()),
        selection.subscribe(_ -> readProof()));
  }

  /// Moves the selection to the person that was selected on another screen since.
  private void selectSharedPerson() {
    UserId person = model.selection().get();
    CellId cell = selection.get();
    if (cell != null && !cell.user().equals(person)) {
      selection.set(person == null ? null : new CellId(person, cell.days()));
    }
  }

  /// Selects the person on all screens.
  private void sharePerson() {
    CellId cell = selection.get();
    if (cell != null) {
      model.selection().set(cell.user());
    }
  }

  /// On the first day of a week or month, shows the one before, because the current one has only
  /// this day.
  private void showCompleteRange() {
    boolean onlyToday = days().first().equals(today()) && days().last().isAfter(today());
    if (anchor.get() == null && onlyToday && hasEarlier()) {
      anchor.set(today().minusDays(1));
    }
  }

  /// The length of the range.
  public ObjectProperty<RangeLength> period() {
    return period;
  }

  /// The people and their totals.
  ReadOnlyObjectProperty<GridContent> table() {
    return table;
  }

  /// The reason why the totals cannot be read, or null.
  ReadOnlyObjectProperty<@Nullable String> failure() {
    return failure;
  }

  /// Whether the totals of the range have been read.
  boolean isAnswered() {
    return answered;
  }

  /// The selected number, or null.
  ObjectProperty<@Nullable CellId> selection() {
    return selection;
  }

  /// The proof of the selected number; null while it is closed, is being read, or cannot be read.
  ReadOnlyObjectProperty<@Nullable Proof> proof() {
    return proof;
  }

  public DayRange days() {
    LocalDate day = anchor.get();
    return period.get().around(day == null ? today() : day, firstDay);
  }

  DayOfWeek firstDay() {
    return firstDay;
  }

  /// The people that the screen shows.
  public Set<UserId> people() {
    return shown.getValue().stream()
        .flatMap(group -> group.people().stream())
        .map(PersonRow::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The range in words.
  String title() {
    return TimecardText.title(period.get(), days());
  }

  /// The range in few words.
  String shortTitle() {
    return TimecardText.shortTitle(period.get(), days());
  }

  /// Moves to a later range, or to an earlier one if negative; not beyond the last day.
  void move(int by) {
    LocalDate day = anchor.get();
    if (by < 0 || hasLater()) {
      showDay(period.get().move(day == null ? today() : day, by));
    }
  }

  /// Shows the range that contains this day, or today if it lies in the future of all people.
  public void showDay(LocalDate day) {
    boolean isCurrent =
        period.get().around(day, firstDay).contains(today()) || day.isAfter(lastDay());
    anchor.set(isCurrent ? null : day);
  }

  /// Selects the number of a person and day, and opens its proof.
  public void prove(UserId person, LocalDate day) {
    if (!days().contains(day)) {
      showDay(day);
    }
    selection.set(new CellId(person, day));
    sharePerson();
    openProof();
  }

  /// Moves to the selected day when the length of the range changes, if that day was shown.
  private void showSelectedDay(RangeLength before) {
    CellId cell = selection.get();
    LocalDate day = anchor.get();
    DayRange shownBefore = before.around(day == null ? today() : day, firstDay);
    if (cell != null && !cell.isTotal() && shownBefore.contains(cell.day())) {
      showDay(cell.day());
    }
  }

  /// Whether a later range exists.
  boolean hasLater() {
    return days().last().isBefore(lastDay());
  }

  /// Whether an earlier range exists; nothing is recorded before it.
  boolean hasEarlier() {
    Instant first = model.recordedSince().get();
    LocalDate totals = model.totalsSince().get();
    return first == null
        || rules().start(days().first()).isAfter(first)
        || (totals != null && days().first().isAfter(totals));
  }

  /// The current day by the rules.
  LocalDate today() {
    return rules().day(model.now().get());
  }

  /// The current day of a person.
  LocalDate today(TimecardGridRow.Member row) {
    return rules().of(row.person().state().person()).day(now());
  }

  /// The last day with totals: with the people's own time zones, it can be tomorrow here.
  public LocalDate lastDay() {
    return model.lastDay(rules());
  }

  /// The text that tells the person apart from others of the same name; empty for other people and
  /// for groups.
  String distinction(TimecardGridRow row) {
    return row instanceof TimecardGridRow.Member member
        ? model.distinction(member.person().state().person())
        : "";
  }

  /// The text of a cell; empty for days to come, and before the totals are read.
  ///
  /// @param marked whether the text begins with the mark of partly observed days
  String cellText(TimecardGridRow.Member row, LocalDate day, boolean marked) {
    DayTotals totals = row.days().get(day);
    Rounding rounding = rules().rounding();
    return totals == null && (day.isAfter(today(row)) || !answered)
        ? ""
        : marked ? TimecardText.cell(totals, rounding) : TimecardText.plainCell(totals, rounding);
  }

  /// The hours that all strips show.
  DayWindow window() {
    return window;
  }

  /// The states of a person's day within those hours; none if nothing was watched.
  List<DayWindow.Piece> pieces(TimecardGridRow.Member row, LocalDate day) {
    return row.days().containsKey(day)
        ? window.pieces(row.person().timeline(), day, row.zone(), now(), rules().bridgeUpTo())
        : List.of();
  }

  /// The factor by which text is larger than normal.
  double textScale() {
    return model.settings().get().appearance().textScale();
  }

  Instant now() {
    return model.now().get();
  }

  /// The accounting rules of the screen.
  public AccountingRules rules() {
    return model.rules().withRounding(DefaultRules.rounding(model.settings().get()));
  }

  /// Opens the proof of the selected number.
  void openProof() {
    proofOpen.set(true);
    readProof();
  }

  /// Whether the proof of the selected number is open, also while it is not known.
  ReadOnlyBooleanProperty proofOpen() {
    return proofOpen;
  }

  void closeProof() {
    proofOpen.set(false);
    proof.set(null);
  }

  /// The row of the selected person, if shown.
  TimecardGridRow.@Nullable Member selectedRow() {
    CellId cell = selection.get();
    return cell == null
        ? null
        : table.get().members().stream()
            .filter(row -> cell.user().equals(row.user()))
            .findFirst()
            .orElse(null);
  }

  private void readProof() {
    CellId cell = selection.get();
    Proof shown = proof.get();
    if (!proofOpen.get() || cell == null) {
      proof.set(null);
      return;
    }
    if (shown != null && !shown.cell().equals(cell)) {
      proof.set(null);
    }
    if (cell.isTotal()) {
      if (answered) {
        proof.set(totalProof(cell));
      }
      return;
    }
    AccountingRules rules = rules();
    commands.timecardDay(
        cell.user(),
        cell.day(),
        rules,
        result -> commands.fxExecutor().execute(() -> onProof(cell, rules, result)));
  }

  /// Shows the failure, and no longer a proof by other rules than those of the screen.
  private void fail(String sentence) {
    AccountingRules rules = rules();
    Proof shown = proof.get();
    if (shown != null && !shown.rules().equals(own(rules, shown.rules().zone()))) {
      proof.set(null);
    }
    failure.set(sentence);
  }

  private static AccountingRules own(AccountingRules rules, ZoneId zone) {
    return rules.ownZones() ? rules.withZone(zone) : rules;
  }

  /// Shows the proof of a day with the current name of its person.
  private void nameProof() {
    if (proof.get() instanceof DayProof day) {
      proof.set(day.withPerson(model.person(day.person().id())));
    }
  }

  /// The proof of a total, from the totals of the days; null if they are not shown.
  private @Nullable TotalProof totalProof(CellId cell) {
    TimecardGridRow.Member row = selectedRow();
    if (row == null || !cell.days().equals(days())) {
      return null;
    }
    DayRange range = days();
    // The totals may be newer than the clock of the window.
    LocalDate last =
        Stream.concat(row.days().keySet().stream(), Stream.of(range.first(), today(row)))
            .filter(range::contains)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    boolean isOver = today(row).isAfter(range.last());
    return new TotalProof(
        row,
        title(),
        range,
        isOver ? range : new DayRange(range.first(), last),
        rules().withZone(row.zone()));
  }

  private void onProof(CellId cell, AccountingRules rules, CommandResult<DaySpans> result) {
    if (!proofOpen.get() || !cell.equals(selection.get()) || !rules.equals(rules())) {
      return;
    }
    switch (result) {
      case CommandResult.Done(var day) -> {
        var person = model.person(cell.user());
        AccountingRules own =
            day.card().map(card -> rules.withZone(card.zone())).orElseGet(() -> rules.of(person));
        proof.set(new DayProof(person, cell.day(), own.day(now()), own, day));
      }
      case CommandResult.Failed(String sentence) -> fail(sentence);
    }
  }

  /// Updates when another range is shown or the totals are too old; nothing else depends on the
  /// time.
  private void onTick() {
    LocalDate day = anchor.get();
    if (day != null && days().contains(today())) {
      showDay(day);
    }
    if (isOld() || !days().equals(table.get().days())) {
      update();
    }
  }

  /// Whether the totals are to be read again: old, and of days that are not over, or of a record
  /// that was filled since.
  private boolean isOld() {
    boolean changes =
        unsettled || days().contains(today()) || model.laneRevision().get() != readRevision;
    return changes && Duration.between(requestedAt, now()).abs().compareTo(REFRESH) >= 0;
  }

  /// Shows what is known, and reads the totals if they are not those of the request or too old.
  private void update() {
    DayRange days = days();
    CellId cell = selection.get();
    if (cell != null && cell.isTotal() && !cell.days().equals(days)) {
      selection.set(new CellId(cell.user(), days));
    }
    TimecardRequest request =
        new TimecardRequest(
            model.rows().stream().map(PersonRow::id).collect(Collectors.toSet()), days, rules());
    boolean changed = !request.equals(current);
    if (changed || isOld()) {
      if (changed && !sameRange(request)) {
        totals = Map.of();
        unsettled = false;
        answered = false;
      }
      current = request;
      requestedAt = now();
      readRevision = model.laneRevision().get();
      commands.timecards(
          request, result -> commands.fxExecutor().execute(() -> onTotals(request, result)));
      readProof();
    }
    GridContent next = layOut();
    if (!next.equals(table.get())) {
      show(next);
    }
  }

  private void show(GridContent next) {
    window = DayWindow.of(next.members(), rules());
    table.set(next);
    CellId cell = selection.get();
    if (cell != null && cell.isTotal()) {
      readProof();
    }
  }

  private boolean sameRange(TimecardRequest request) {
    return current != null
        && current.days().equals(request.days())
        && current.rules().equals(request.rules());
  }

  private void onTotals(TimecardRequest request, CommandResult<Map<UserId, TotalsByDay>> result) {
    if (!request.equals(current)) {
      return;
    }
    switch (result) {
      case CommandResult.Done(var people) -> {
        totals = people;
        unsettled =
            people.values().stream()
                .flatMap(one -> one.days().values().stream())
                .anyMatch(day -> day.status() == Timecard.Status.RUNNING);
        answered = true;
        failure.set(null);
        show(layOut());
      }
      case CommandResult.Failed(String sentence) -> {
        unsettled = true;
        fail(sentence);
      }
    }
  }

  private GridContent layOut() {
    return GridContent.of(
        days(), Objects.requireNonNullElse(shown.getValue(), List.of()), totals, rules().zone());
  }
}
