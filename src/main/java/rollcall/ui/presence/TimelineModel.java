package rollcall.ui.presence;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.ui.timeline.RangeUnit;
import rollcall.ui.timeline.RecentRange;
import rollcall.ui.timeline.RowDensity;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;
import rollcall.ui.timeline.TotalsRange;
import rollcall.ui.timeline.VisibleHours;

/// Model of the timeline. Thread: FX.
///
/// Input: [#rows], [#now] (once a second), [#zone], and [#lanesChanged] after timelines have grown.
/// Output: the [#window], whether it [follows][#following] the current time, and the [#selection].
///
/// While following, the window moves so that the current time stays near its right edge; a window
/// that the user moved back stays where it is.
public final class TimelineModel {
  /// The window moves in steps, so that most seconds repaint only the last columns.
  private static final double STEP = 1 / 2000.0;

  private static final int MAX_HISTORY = 50;
  private static final Duration LONGEST_DAY = Duration.ofHours(25);

  private final ObservableList<TimelineRow> rows = FXCollections.observableArrayList();
  private final ObjectProperty<Instant> now;
  private final ObjectProperty<ZoneId> zone;
  private final ObjectProperty<RecordingSchedule> hours =
      new SimpleObjectProperty<>(RecordingSchedule.ALWAYS);
  private final ObjectProperty<Duration> bridge = new SimpleObjectProperty<>(Duration.ZERO);
  private final ObjectProperty<RowDensity> density = new SimpleObjectProperty<>(RowDensity.NORMAL);
  private final DoubleProperty textScale = new SimpleDoubleProperty(1);
  private final BooleanProperty alignClocks = new SimpleBooleanProperty();
  private final BooleanProperty ownClocks = new SimpleBooleanProperty();
  private final ObjectProperty<Duration> hideShorter = new SimpleObjectProperty<>(Duration.ZERO);
  private final ObjectProperty<@Nullable Presence> emphasis = new SimpleObjectProperty<>();
  private final ObjectProperty<TimeWindow> window;
  private final ObjectProperty<@Nullable RangeUnit> unit =
      new SimpleObjectProperty<>(RangeUnit.DAY);
  private final BooleanProperty filtered = new SimpleBooleanProperty();
  private final BooleanProperty aligned = new SimpleBooleanProperty();
  private final BooleanProperty following = new SimpleBooleanProperty();
  private final IntegerProperty revision = new SimpleIntegerProperty();
  private final Deque<View> back = new ArrayDeque<>();
  private final Deque<View> forward = new ArrayDeque<>();
  private final TimelineSelection selection = new TimelineSelection(this);
  private @Nullable Instant recordedSince;
  private LocalDate unitStart;
  private boolean isBeforeRecord = true;
  private Move lastMove = Move.JUMP;
  private String restored = "";

  /// Window of the past.
  ///
  /// @param unit the calendar unit that it showed, or null for any other range
  /// @param day the first day of the unit
  private record View(TimeWindow window, @Nullable RangeUnit unit, LocalDate day) {}

  private enum Move {
    PAN,
    ZOOM,
    JUMP
  }

  /// A timeline that shows today, or at night the last 24 hours, and follows the current time.
  public TimelineModel(Instant now, ZoneId zone) {
    this.now = new SimpleObjectProperty<>(now);
    this.zone = new SimpleObjectProperty<>(zone);
    this.unitStart = LocalDate.ofInstant(now, zone);
    this.window =
        new SimpleObjectProperty<>(VisibleHours.of(unitStart, zone, now, null, List.of()));
    if (now.atZone(zone).getHour() < VisibleHours.FIRST_HOUR) {
      unit.set(null);
      window.set(RecentRange.LAST_24_HOURS.window(now));
    }
    this.following.set(true);
    this.window.subscribe(_ -> updateAligned());
    this.alignClocks.subscribe(_ -> updateAligned());
    this.rows.subscribe(this::onRows);
    this.now.subscribe(_ -> follow());
    this.zone.subscribe(_ -> onZone());
  }

  /// The rows, in display order.
  public ObservableList<TimelineRow> rows() {
    return rows;
  }

  /// Whether a filter hides watched people.
  public BooleanProperty filtered() {
    return filtered;
  }

  /// The current time; set once a second by the owner.
  public ObjectProperty<Instant> now() {
    return now;
  }

  /// The zone whose midnights are drawn.
  public ObjectProperty<ZoneId> zone() {
    return zone;
  }

  /// The recording hours, in each person's time zone.
  public ObjectProperty<RecordingSchedule> hours() {
    return hours;
  }

  /// The maximum length of a bridged unknown gap, as in timecards.
  public ObjectProperty<Duration> bridging() {
    return bridge;
  }

  /// The lane of a person, if its row is shown.
  Optional<TimelineRow> lane(UserId user) {
    return rows.stream().filter(row -> row.user().equals(user)).findFirst();
  }

  /// The totals of the visible time of a person, until now.
  public TotalsRange range(Person person) {
    return TotalsRange.of(window.get().moved(shift(person)), now.get(), bridge.get());
  }

  /// Whether the lanes of a range of up to a day show each person's local time of day.
  public BooleanProperty alignClocks() {
    return alignClocks;
  }

  /// Whether the lanes show each person's local time of day now.
  ReadOnlyBooleanProperty aligned() {
    return aligned;
  }

  /// Whether [#aligned] is true.
  public boolean isAligned() {
    return aligned.get();
  }

  private void updateAligned() {
    aligned.set(alignClocks.get() && window.get().length().compareTo(LONGEST_DAY) <= 0);
  }

  /// Whether times in texts are those of each person's own clock.
  BooleanProperty ownClocks() {
    return ownClocks;
  }

  /// The zone of the times in the texts about a person.
  ZoneId zoneOf(Person person) {
    boolean own = ownClocks.get() || isAligned();
    return own ? person.clock().orElse(zone.get()) : zone.get();
  }

  /// The time by which the lane of a person is moved so that clocks are aligned; else zero.
  Duration shift(Person person) {
    Instant middle = window.get().at(0.5);
    return isAligned()
        ? person
            .clock()
            .map(clock -> Duration.ofSeconds(offset(zone.get(), middle) - offset(clock, middle)))
            .orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static long offset(ZoneId zone, Instant at) {
    return zone.getRules().getOffset(at).getTotalSeconds();
  }

  /// The length below which observed intervals are not drawn; zero draws all. Totals do not change.
  public ObjectProperty<Duration> hideShorter() {
    return hideShorter;
  }

  /// The factor by which text, and with it the rows, are larger than normal.
  public DoubleProperty textScale() {
    return textScale;
  }

  /// The height of the lanes.
  public ObjectProperty<RowDensity> density() {
    return density;
  }

  /// The height of a lane with its margins, in logical pixels.
  double laneHeight() {
    return Math.rint(density.get().rowHeight() * textScale.get());
  }

  /// The highlighted state, or null.
  public ObjectProperty<@Nullable Presence> emphasis() {
    return emphasis;
  }

  /// The visible time range.
  public ReadOnlyObjectProperty<TimeWindow> window() {
    return window;
  }

  /// Whether the window contains the current time.
  boolean showsNow() {
    return window.get().holds(now.get());
  }

  /// The calendar unit that the window shows, or null for any other range.
  public ReadOnlyObjectProperty<@Nullable RangeUnit> unit() {
    return unit;
  }

  /// Whether the window follows the current time.
  public ReadOnlyBooleanProperty following() {
    return following;
  }

  /// Increases when timelines may have changed.
  ReadOnlyIntegerProperty revision() {
    return revision;
  }

  /// The selected person and interval.
  public TimelineSelection selection() {
    return selection;
  }

  /// Must be called after timelines have grown, once for any number of changes.
  public void lanesChanged() {
    if (recordedSince == null) {
      updateRecordedSince();
    }
    if (isBeforeRecord) {
      growDay();
    }
    revision.set(revision.get() + 1);
  }

  /// The start of the earliest timeline; empty while nothing was recorded.
  public Optional<Instant> recordedSince() {
    return Optional.ofNullable(recordedSince);
  }

  /// Updates the start of the record and the hours of the day; they stay while a filter or
  /// collapsed groups hide all rows.
  private void onRows() {
    if (!rows.isEmpty()) {
      updateRecordedSince();
      growDay();
    }
  }

  private void updateRecordedSince() {
    long earliest = Long.MAX_VALUE;
    for (TimelineRow row : rows) {
      PresenceTimeline lane = row.timeline();
      earliest = lane.size() == 0 ? earliest : Math.min(earliest, lane.startSecond(0));
    }
    recordedSince = earliest == Long.MAX_VALUE ? null : Instant.ofEpochSecond(earliest);
  }

  /// The range that the user chose, for [#restore]: a calendar unit, or the length of another range
  /// in ISO 8601; empty while the user chose none.
  public String chosenRange() {
    RangeUnit current = unit.get();
    boolean chosen = canGoBack() || canGoForward();
    return !chosen ? restored : current != null ? current.word() : window.get().length().toString();
  }

  /// Shows a range from an earlier start, up to the current time.
  ///
  /// @param range from [#chosenRange]; any other text has no effect
  public void restore(String range) {
    Optional<RangeUnit> known =
        Stream.of(RangeUnit.values()).filter(one -> one.word().equals(range)).findFirst();
    try {
      if (known.isPresent()) {
        showUnit(known.get(), today());
      } else if (!range.isEmpty()) {
        window.set(followed(Duration.parse(range)));
        unit.set(null);
      }
      following.set(true);
      restored = range;
    } catch (IllegalArgumentException | DateTimeException e) {
      // Written by another version, or by hand.
    }
  }

  /// The window of this length in which the current time is near the right edge.
  private TimeWindow followed(Duration length) {
    return TimeWindow.at(now.get(), 1 / (1 + TimeWindow.ROOM), length);
  }

  /// Shows this range and follows the current time.
  public void show(RecentRange range) {
    jump(range.window(now.get()));
    following.set(true);
  }

  /// Shows the calendar unit that contains this day, of a day the hours with activity. Follows the
  /// current time if it is visible.
  public void show(RangeUnit newUnit, LocalDate day) {
    pushHistory(Move.JUMP);
    showUnit(newUnit, day);
    following.set(showsNow());
  }

  /// Shows the calendar unit that contains the visible time: while following, today.
  public void show(RangeUnit newUnit) {
    show(newUnit, following.get() ? lastDay() : firstDay());
  }

  /// Whether there is a later range, or an earlier one with recorded time.
  boolean canStep(TimeDirection direction) {
    RangeUnit current = unit.get();
    // Of a day, not all hours are visible.
    TimeWindow whole = current == null ? window.get() : current.window(unitStart, zone.get());
    return direction.isLater()
        ? !whole.to().isAfter(now.get())
        : whole.from().isAfter(recordedSince().orElse(now.get()));
  }

  /// Shows the next calendar unit, or the previous one if negative, if [there is one][#canStep];
  /// any other range is moved by its length.
  public void step(int by) {
    if (!canStep(by > 0 ? TimeDirection.LATER : TimeDirection.EARLIER)) {
      return;
    }
    RangeUnit current = unit.get();
    if (current == null) {
      pan((double) by);
    } else {
      show(current, current.plus(unitStart, by));
    }
  }

  /// The first visible local day.
  public LocalDate firstDay() {
    return unit.get() == null ? LocalDate.ofInstant(window.get().from(), zone.get()) : unitStart;
  }

  /// The last visible local day; today when the rest of the window is in the future.
  public LocalDate lastDay() {
    Instant last = window.get().to().minusNanos(1);
    boolean future = last.isAfter(now.get()) && window.get().holds(now.get());
    return LocalDate.ofInstant(future ? now.get() : last, zone.get());
  }

  /// The current local day.
  public LocalDate today() {
    return LocalDate.ofInstant(now.get(), zone.get());
  }

  public void showToday() {
    show(RangeUnit.DAY, today());
  }

  private void showUnit(RangeUnit newUnit, LocalDate day) {
    unitStart = newUnit.start(day);
    unit.set(newUnit);
    window.set(unitWindow(newUnit));
    isBeforeRecord = recordedSince == null;
  }

  private TimeWindow unitWindow(RangeUnit current) {
    return current == RangeUnit.DAY
        ? VisibleHours.of(
            unitStart,
            zone.get(),
            now.get(),
            recordedSince,
            rows.stream().map(TimelineRow::timeline).toList())
        : current.window(unitStart, zone.get());
  }

  /// Adds hours to the visible day. It does not become shorter while it is shown, so that it does
  /// not move without need; only the hours that were shown before anything was recorded are
  /// replaced.
  private void growDay() {
    if (unit.get() == RangeUnit.DAY) {
      TimeWindow wanted = unitWindow(RangeUnit.DAY);
      window.set(isBeforeRecord ? wanted : window.get().union(wanted));
      isBeforeRecord = recordedSince == null;
    }
  }

  /// Shows all recorded time.
  public void fit() {
    Instant since = recordedSince().orElse(now.get());
    Duration past = Duration.between(since, now.get());
    Duration length =
        Duration.ofNanos(
            Math.clamp(
                TimeWindow.times(past, 1 + 2 * TimeWindow.ROOM).toNanos(),
                Duration.ofHours(1).toNanos(),
                TimeWindow.LONGEST.toNanos()));
    jump(followed(length));
    following.set(true);
  }

  /// Multiplies the length of the window by `factor`, keeping `anchor` in place.
  public void zoom(double factor, Instant anchor) {
    pushHistory(Move.ZOOM);
    applyWindow(window.get().zoomed(factor, anchor));
    following.set(following.get() && window.get().holds(now.get()));
  }

  /// Zooms around the selected interval, else around the middle.
  public void zoom(double factor) {
    Instant middle = window.get().at(0.5);
    zoom(
        factor,
        selection
            .span()
            .map(span -> span.start().plus(span.length().dividedBy(2)))
            .filter(window.get()::holds)
            .orElse(middle));
  }

  /// Moves later, or earlier if negative. Moving back stops following; moving forward to the
  /// current time resumes it.
  public void pan(Duration by) {
    pushHistory(Move.PAN);
    applyWindow(window.get().moved(by));
    following.set(!by.isNegative() && !window.get().to().isBefore(now.get()));
  }

  /// Moves later by this fraction of the window.
  public void pan(double part) {
    pan(TimeWindow.times(window.get().length(), part));
  }

  /// Shows an interval of a person on 60 % of the width, where the lane has it.
  void zoomTo(Person person, Span span) {
    Duration shift = shift(person);
    zoomTo(span.start().minus(shift), span.end().minus(shift));
  }

  /// Shows `[from, to)` on 60 % of the width.
  public void zoomTo(Instant from, Instant to) {
    Duration length = TimeWindow.times(Duration.between(from, to), 1 / 0.6);
    Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
    jump(TimeWindow.at(middle, 0.5, TimeWindow.clamp(length)));
    following.set(false);
  }

  /// Shows `[from, to)`, or its last part if it is too long or begins before the record; as a day,
  /// a week or a month if it is one.
  public void show(Instant from, Instant to) {
    Instant earliest = to.minus(TimeWindow.LONGEST);
    TimeWindow wanted = new TimeWindow(from.isBefore(earliest) ? earliest : from, to);
    LocalDate day = LocalDate.ofInstant(wanted.from(), zone.get());
    Optional<RangeUnit> unit =
        Stream.of(RangeUnit.values())
            .filter(one -> one.window(day, zone.get()).equals(wanted))
            .findFirst();
    if (unit.isPresent()) {
      show(unit.get(), day);
    } else {
      boolean isPartlyBefore = wanted.from().isBefore(first()) && first().isBefore(to);
      pushHistory(Move.JUMP);
      applyWindow(isPartlyBefore ? new TimeWindow(first(), to) : wanted, wanted.from());
      following.set(false);
    }
  }

  /// Moves to the start of today.
  public void goToStartOfToday() {
    Instant midnight = today().atStartOfDay(zone.get()).toInstant();
    jump(TimeWindow.at(midnight, 0, window.get().length()));
    following.set(window.get().holds(now.get()));
  }

  /// Shows the current day, week or month, or moves another range to the current time, and follows
  /// it.
  public void goToNow() {
    RangeUnit current = unit.get();
    if (current != null) {
      show(current, today());
      return;
    }
    jump(followed(window.get().length()));
    following.set(true);
  }

  /// Moves so that this instant is visible, if it is not.
  public void scrollTo(Instant at) {
    if (!window.get().holds(at)) {
      jump(TimeWindow.at(at, 0.5, window.get().length()));
      following.set(false);
    }
  }

  /// Whether [#back] has an effect.
  boolean canGoBack() {
    return !back.isEmpty();
  }

  /// Whether [#forward] has an effect.
  boolean canGoForward() {
    return !forward.isEmpty();
  }

  /// Returns to the window before the last move.
  public void back() {
    navigate(back, forward);
  }

  /// Reverts the last [#back].
  public void forward() {
    navigate(forward, back);
  }

  private void navigate(Deque<View> from, Deque<View> to) {
    if (!from.isEmpty()) {
      to.push(view());
      View view = from.pop();
      if (view.unit() == null) {
        applyWindow(view.window(), view.window().from());
      } else {
        showUnit(view.unit(), view.day());
      }
      lastMove = Move.JUMP;
      following.set(window.get().holds(now.get()));
    }
  }

  private View view() {
    return new View(window.get(), unit.get(), unitStart);
  }

  private void jump(TimeWindow newWindow) {
    pushHistory(Move.JUMP);
    applyWindow(newWindow);
  }

  private void pushHistory(Move move) {
    if (move == Move.JUMP || move != lastMove) {
      back.push(view());
      forward.clear();
      if (back.size() > MAX_HISTORY) {
        back.removeLast();
      }
    }
    lastMove = move;
  }

  /// Shows this window, moved into the time that can be shown; an earlier range that the user chose
  /// is not left by moving.
  private void applyWindow(TimeWindow newWindow) {
    applyWindow(newWindow, window.get().from());
  }

  /// Shows this window, moved into the time that can be shown.
  ///
  /// @param allowed the earliest start, if it is before the time that can be shown
  private void applyWindow(TimeWindow newWindow, Instant allowed) {
    unit.set(null);
    Instant first = first();
    Instant endOfToday = RangeUnit.DAY.window(today(), zone.get()).to();
    Instant soon = now.get().plus(TimeWindow.times(newWindow.length(), 0.05));
    window.set(
        newWindow.within(
            allowed.isBefore(first) ? allowed : first,
            soon.isAfter(endOfToday) ? soon : endOfToday));
  }

  /// The start of the time that can be shown: a day before the record.
  private Instant first() {
    return recordedSince().orElse(now.get()).minus(Duration.ofDays(1));
  }

  private void onZone() {
    RangeUnit current = unit.get();
    if (current != null) {
      showUnit(current, following.get() ? today() : unitStart);
    }
  }

  private void follow() {
    RangeUnit current = unit.get();
    if (current == null) {
      slide();
    } else if (following.get() && !current.start(today()).equals(unitStart)) {
      showUnit(current, today());
    } else {
      growDay();
    }
  }

  private void slide() {
    TimeWindow shown = window.get();
    Duration room = TimeWindow.times(shown.length(), TimeWindow.ROOM / (1 + TimeWindow.ROOM));
    Duration lag = Duration.between(shown.to().minus(room), now.get());
    if (following.get() && lag.compareTo(TimeWindow.times(shown.length(), STEP)) >= 0) {
      window.set(shown.moved(lag));
    }
  }
}
