package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingHours;
import rollcall.presence.TimelineTotals;

/// What the timeline shows and what can be done to it. Belongs to the FX lane.
///
/// In: [#rows], [#now] (once a second), [#zone], and [#lanesChanged] after lanes were appended to.
/// Out: the [#window], whether it [follows][#following] now, and the [#selection].
///
/// While it follows, the window slides so that now stays near its right edge; a window that was
/// moved back stays where it is, whatever arrives.
public final class TimelineModel {
  /// The part of the past shown that is kept free at the right for what comes.
  static final double ROOM = 0.03;

  /// A sliding window moves in steps, so that most seconds repaint nothing but the last columns.
  private static final double STEP = 1 / 2000.0;

  private static final int VIEWS_KEPT = 50;

  private final ObservableList<TimelineRow> rows = FXCollections.observableArrayList();
  private final ObjectProperty<Instant> now;
  private final ObjectProperty<ZoneId> zone;
  private final ObjectProperty<RecordingHours> hours =
      new SimpleObjectProperty<>(RecordingHours.ALWAYS);
  private final ObjectProperty<Duration> bridge = new SimpleObjectProperty<>(Duration.ZERO);
  private final ObjectProperty<Density> density = new SimpleObjectProperty<>(Density.NORMAL);
  private final ObjectProperty<@Nullable Presence> emphasis = new SimpleObjectProperty<>();
  private final ReadOnlyObjectWrapper<TimeWindow> window;
  private final ReadOnlyObjectWrapper<@Nullable Preset> preset = new ReadOnlyObjectWrapper<>();
  private final BooleanProperty filtered = new SimpleBooleanProperty();
  private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
  private final Deque<TimeWindow> back = new ArrayDeque<>();
  private final Deque<TimeWindow> forward = new ArrayDeque<>();
  private final TimelineSelection selection = new TimelineSelection(this);
  private @Nullable Instant recordedSince;
  private Move lastMove = Move.JUMP;

  private enum Move {
    PAN,
    ZOOM,
    JUMP
  }

  /// A timeline of this stretch, following.
  public TimelineModel(Instant now, ZoneId zone, Preset begin) {
    this.now = new SimpleObjectProperty<>(now);
    this.zone = new SimpleObjectProperty<>(zone);
    this.window = new ReadOnlyObjectWrapper<>(begin.window(now, zone));
    this.preset.set(begin);
    this.following.set(true);
    this.rows.subscribe(this::lookForFirst);
    this.now.subscribe(_ -> follow());
    this.zone.subscribe(_ -> follow());
  }

  /// Those who are shown, in the order in which they are shown.
  public ObservableList<TimelineRow> rows() {
    return rows;
  }

  /// Whether a filter leaves out people who are watched.
  public BooleanProperty filtered() {
    return filtered;
  }

  /// What time it is; set once a second from outside.
  public ObjectProperty<Instant> now() {
    return now;
  }

  /// Whose midnights are drawn.
  public ObjectProperty<ZoneId> zone() {
    return zone;
  }

  /// When people are recorded, each by their own clock.
  public ObjectProperty<RecordingHours> hours() {
    return hours;
  }

  /// How long an unknown gap may be that counts as the state on both its sides, as in timecards.
  public ObjectProperty<Duration> bridging() {
    return bridge;
  }

  /// What this lane adds up to in the time on the screen, until now.
  public TimelineTotals totals(PresenceTimeline lane) {
    Instant end = window.get().to().isBefore(now.get()) ? window.get().to() : now.get();
    return lane.totals(window.get().from(), end, bridge.get());
  }

  /// How tall the lanes are.
  public ObjectProperty<Density> density() {
    return density;
  }

  /// The state that is brought out while the others fade, or null.
  public ObjectProperty<@Nullable Presence> emphasis() {
    return emphasis;
  }

  /// The time on the screen.
  public ReadOnlyObjectProperty<TimeWindow> window() {
    return window.getReadOnlyProperty();
  }

  /// The preset that the window still shows, or null when it was moved since.
  public ReadOnlyObjectProperty<@Nullable Preset> preset() {
    return preset.getReadOnlyProperty();
  }

  /// Whether the window moves with now.
  public ReadOnlyBooleanProperty following() {
    return following.getReadOnlyProperty();
  }

  /// Rises whenever a lane may have changed.
  ReadOnlyIntegerProperty revision() {
    return revision.getReadOnlyProperty();
  }

  /// Who and which interval is selected.
  public TimelineSelection selection() {
    return selection;
  }

  /// To be called after lanes were appended to, once for any number of changes.
  public void lanesChanged() {
    lookForFirst();
    revision.set(revision.get() + 1);
  }

  /// When the earliest lane begins; empty while nothing was recorded.
  public Optional<Instant> recordedSince() {
    return Optional.ofNullable(recordedSince);
  }

  private void lookForFirst() {
    recordedSince =
        rows.stream()
            .map(TimelineRow::lane)
            .filter(lane -> lane.size() > 0)
            .map(lane -> Instant.ofEpochSecond(lane.startSecond(0)))
            .min(Instant::compareTo)
            .orElse(null);
  }

  /// Shows this stretch, and follows.
  public void show(Preset wanted) {
    jump(wanted.window(now.get(), zone.get()));
    preset.set(wanted);
    following.set(true);
  }

  /// Shows all that was recorded.
  public void fit() {
    Instant since = recordedSince().orElse(now.get());
    Duration past = Duration.between(since, now.get());
    Duration length =
        Duration.ofNanos(
            Math.clamp(
                TimeWindow.times(past, 1 + 2 * ROOM).toNanos(),
                Duration.ofHours(1).toNanos(),
                TimeWindow.LONGEST.toNanos()));
    jump(TimeWindow.at(now.get(), 1 / (1 + ROOM), length));
    following.set(true);
  }

  /// Shows `factor` times as much, keeping `anchor` where it is.
  public void zoom(double factor, Instant anchor) {
    remember(Move.ZOOM);
    settle(window.get().zoomed(factor, anchor));
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

  /// Moves on in time, or back if negative. Back ends following; on to now begins it again.
  public void pan(Duration by) {
    remember(Move.PAN);
    settle(window.get().moved(by));
    following.set(!by.isNegative() && !window.get().to().isBefore(now.get()));
  }

  /// Moves on by this part of what is shown.
  public void pan(double part) {
    pan(TimeWindow.times(window.get().length(), part));
  }

  /// Shows `[from, to)` on 60 % of the width.
  public void zoomTo(Instant from, Instant to) {
    Duration length = TimeWindow.times(Duration.between(from, to), 1 / 0.6);
    Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
    jump(
        TimeWindow.at(
            middle,
            0.5,
            Duration.ofNanos(
                Math.clamp(
                    length.toNanos(),
                    TimeWindow.SHORTEST.toNanos(),
                    TimeWindow.LONGEST.toNanos()))));
    following.set(false);
  }

  /// Shows `[from, to)`, or as much of its end as can be shown at once.
  public void show(Instant from, Instant to) {
    Instant earliest = to.minus(TimeWindow.LONGEST);
    jump(new TimeWindow(from.isBefore(earliest) ? earliest : from, to));
    following.set(false);
  }

  /// Shows this local day, from midnight to midnight.
  public void showDay(LocalDate day) {
    jump(
        new TimeWindow(
            day.atStartOfDay(zone.get()).toInstant(),
            day.plusDays(1).atStartOfDay(zone.get()).toInstant()));
    following.set(window.get().holds(now.get()));
  }

  /// Moves back to where today begins.
  public void goToStartOfToday() {
    Instant midnight =
        now.get().atZone(zone.get()).toLocalDate().atStartOfDay(zone.get()).toInstant();
    jump(TimeWindow.at(midnight, 0, window.get().length()));
    following.set(window.get().holds(now.get()));
  }

  /// Moves to now and follows.
  public void goToNow() {
    jump(TimeWindow.at(now.get(), 1 / (1 + ROOM), window.get().length()));
    following.set(true);
  }

  /// Moves, if need be, so that this instant is on the screen.
  public void scrollTo(Instant at) {
    if (!window.get().holds(at)) {
      jump(TimeWindow.at(at, 0.5, window.get().length()));
      following.set(false);
    }
  }

  /// Whether there is a view to go [#back] to.
  public ReadOnlyBooleanProperty canGoBack() {
    return canGoBack.getReadOnlyProperty();
  }

  /// Whether there is a view to go [#forward] to.
  public ReadOnlyBooleanProperty canGoForward() {
    return canGoForward.getReadOnlyProperty();
  }

  /// Shows what was shown before the last move.
  public void back() {
    navigate(back, forward);
  }

  /// Takes back the last [#back].
  public void forward() {
    navigate(forward, back);
  }

  private void navigate(Deque<TimeWindow> from, Deque<TimeWindow> to) {
    if (!from.isEmpty()) {
      to.push(window.get());
      settle(from.pop());
      lastMove = Move.JUMP;
      following.set(window.get().holds(now.get()));
    }
  }

  private void jump(TimeWindow wanted) {
    remember(Move.JUMP);
    settle(wanted);
  }

  private void remember(Move move) {
    if (move == Move.JUMP || move != lastMove) {
      back.push(window.get());
      forward.clear();
      if (back.size() > VIEWS_KEPT) {
        back.removeLast();
      }
    }
    lastMove = move;
  }

  private void settle(TimeWindow wanted) {
    preset.set(null);
    canGoBack.set(!back.isEmpty());
    canGoForward.set(!forward.isEmpty());
    Instant endOfToday = Preset.TODAY.window(now.get(), zone.get()).to();
    Instant soon = now.get().plus(TimeWindow.times(wanted.length(), 0.05));
    Instant first = recordedSince().orElse(now.get()).minus(Duration.ofDays(1));
    window.set(wanted.within(first, soon.isAfter(endOfToday) ? soon : endOfToday));
  }

  private void follow() {
    if (preset.get() == Preset.TODAY) {
      window.set(Preset.TODAY.window(now.get(), zone.get()));
      return;
    }
    TimeWindow shown = window.get();
    Duration room = TimeWindow.times(shown.length(), ROOM / (1 + ROOM));
    Duration late = Duration.between(shown.to().minus(room), now.get());
    if (following.get() && late.compareTo(TimeWindow.times(shown.length(), STEP)) >= 0) {
      window.set(shown.moved(late));
    }
  }
}
