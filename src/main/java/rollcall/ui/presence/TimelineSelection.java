package rollcall.ui.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.ui.timeline.TimeWindow;
import rollcall.ui.timeline.TimelineRow;

/// Selected person and interval. Thread: FX.
///
/// The person may be shared with other views; selecting another one clears the interval.
public final class TimelineSelection {
  private final TimelineModel model;
  private final ObjectProperty<@Nullable UserId> person = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Instant> start = new SimpleObjectProperty<>();

  TimelineSelection(TimelineModel model) {
    this.model = model;
    person.subscribe(_ -> start.set(null));
  }

  /// The selected person, or null.
  public ObjectProperty<@Nullable UserId> person() {
    return person;
  }

  /// The start of the selected interval, or null.
  public ReadOnlyObjectProperty<@Nullable Instant> start() {
    return start;
  }

  /// The selected interval in its current length, across gaps that totals bridge.
  public Optional<Span> span() {
    Instant at = start.get();
    return at == null ? Optional.empty() : row().flatMap(row -> interval(row.timeline(), at));
  }

  private Optional<Span> interval(PresenceTimeline lane, Instant at) {
    return lane.spanAt(at, model.now().get()).map(span -> whole(lane, span));
  }

  private Span whole(PresenceTimeline lane, Span span) {
    return lane.bridged(span, model.now().get(), model.bridging().get());
  }

  /// The row of the selected person, if it is shown.
  public Optional<TimelineRow> row() {
    UserId who = person.get();
    return who == null ? Optional.empty() : model.lane(who);
  }

  /// Selects a person, and the interval that contains this instant if there is one.
  public void select(TimelineRow row, Instant at) {
    person.set(row.user());
    start.set(interval(row.timeline(), at).map(Span::start).orElse(null));
  }

  /// Clears the interval, or the person if no interval is selected.
  ///
  /// @return whether anything was selected
  public boolean clear() {
    boolean selected = person.get() != null;
    if (start.get() == null) {
      person.set(null);
    } else {
      start.set(null);
    }
    return selected;
  }

  /// Zooms to the selected interval.
  ///
  /// @return whether an interval is selected
  public boolean zoom() {
    Optional<Span> span = span();
    span.ifPresent(one -> row().ifPresent(row -> model.zoomTo(row.person(), one)));
    return span.isPresent();
  }

  /// Selects the next or previous interval of the lane; without a selection, the last one that has
  /// begun. Scrolls to it.
  public void moveInterval(TimeDirection direction) {
    moveTo(direction, _ -> true);
  }

  /// Selects the next or previous unknown interval of the lane that totals do not bridge; without a
  /// selection, that of the first lane.
  ///
  /// @return whether there is one
  public boolean moveGap(TimeDirection direction) {
    return moveTo(direction, Presence.UNKNOWN::equals);
  }

  private boolean moveTo(TimeDirection direction, Predicate<Presence> wanted) {
    if (row().isEmpty() && !model.rows().isEmpty()) {
      person.set(model.rows().getFirst().user());
    }
    return row().filter(row -> moveTo(row, direction, wanted)).isPresent();
  }

  private boolean moveTo(TimelineRow row, TimeDirection direction, Predicate<Presence> wanted) {
    PresenceTimeline lane = row.timeline();
    int i = indexBeside(lane, direction);
    for (i = Math.max(i, direction.isLater() ? 0 : -1);
        i >= 0 && i < lane.size();
        i += direction.isLater() ? 1 : -1) {
      Optional<Span> span = lane.span(i, model.now().get());
      boolean matches = wanted.test(lane.presence(i));
      if (span.isPresent() && matches && !lane.isBridged(i, model.bridging().get())) {
        Span whole = whole(lane, span.get());
        start.set(whole.start());
        revealSelected(row, whole);
        return true;
      }
    }
    return false;
  }

  /// The index of the change after or before the selected interval; without one, of the first or
  /// last visible interval.
  private int indexBeside(PresenceTimeline lane, TimeDirection direction) {
    Instant from = start.get();
    if (from == null) {
      return lane.indexAt(model.window().get().at(direction.isLater() ? 0 : 1).getEpochSecond());
    }
    if (!direction.isLater()) {
      return lane.indexAt(from.getEpochSecond()) - 1;
    }
    Instant end = interval(lane, from).filter(span -> !span.isOpen()).map(Span::end).orElse(null);
    return end == null ? lane.size() : lane.indexAt(end.getEpochSecond());
  }

  private void revealSelected(TimelineRow row, Span span) {
    Duration shift = model.shift(row.person());
    TimeWindow window = model.window().get().moved(shift);
    if (!span.start().isBefore(window.to()) || !span.end().isAfter(window.from())) {
      model.scrollTo(span.start().minus(shift));
    }
  }

  /// Selects the interval with the next or previous change in any lane.
  public void moveChange(TimeDirection direction) {
    Instant from = start.get();
    Instant pivot = from == null ? model.window().get().at(direction.isLater() ? 0 : 1) : from;
    model.rows().stream()
        .flatMap(
            row -> change(row.timeline(), pivot, direction).map(at -> new Change(row, at)).stream())
        .reduce((a, b) -> a.at().isAfter(b.at()) == direction.isLater() ? b : a)
        .ifPresent(change -> {
          select(change.row(), change.at());
          span().ifPresent(span -> revealSelected(change.row(), span));
        });
  }

  private record Change(TimelineRow row, Instant at) {}

  private Optional<Instant> change(PresenceTimeline lane, Instant pivot, TimeDirection direction) {
    long second = pivot.getEpochSecond();
    int i = direction.isLater() ? lane.indexAt(second) + 1 : lane.indexAt(second - 1);
    for (; i >= 0 && i < lane.size(); i += direction.isLater() ? 1 : -1) {
      Optional<Instant> at = lane.span(i, model.now().get()).map(Span::start);
      if (at.isPresent() && !isWithinBar(lane, i)) {
        return at;
      }
    }
    return Optional.empty();
  }

  /// Whether a change is the start or the end of a gap that totals bridge.
  boolean isWithinBar(PresenceTimeline lane, int change) {
    Duration bridge = model.bridging().get();
    return lane.isBridged(change, bridge) || lane.isBridged(change - 1, bridge);
  }
}
