package rollcall.ui.presence;

import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Span;
import rollcall.ui.timeline.TotalsRange;

/// Time range chosen across all lanes, for totals, zoom and export. Thread: FX.
public final class TimeRangeSelection {
  private final TimelineModel model;
  private final ObjectProperty<@Nullable Range> range = new SimpleObjectProperty<>();
  private @Nullable Range origin;

  /// Time range `[from, to)`.
  public record Range(Instant from, Instant to) {}

  TimeRangeSelection(TimelineModel model) {
    this.model = model;
  }

  /// The range, or null.
  public ReadOnlyObjectProperty<@Nullable Range> range() {
    return range;
  }

  /// Chooses the time between two instants, in any order, up to now.
  void choose(Instant one, Instant other) {
    Instant now = model.now().get();
    Instant from = one.isBefore(other) ? one : other;
    Instant last = one.isBefore(other) ? other : one;
    Instant to = last.isBefore(now) ? last : now;
    origin = null;
    range.set(from.isBefore(to) ? new Range(from, to) : null);
  }

  /// Clears the range.
  ///
  /// @return whether there was one
  boolean clear() {
    boolean chosen = range.get() != null;
    origin = null;
    range.set(null);
    return chosen;
  }

  /// Moves the end of the range that is not the selected interval by an interval of the selected
  /// lane. Without a range, begins with the selected interval.
  void extend(TimeDirection direction) {
    if (model.selection().span().isEmpty()) {
      model.selection().moveInterval(TimeDirection.EARLIER);
    }
    model
        .selection()
        .row()
        .ifPresent(row ->
            model.selection().span().ifPresent(span -> extend(row.timeline(), span, direction)));
  }

  private void extend(PresenceTimeline lane, Span selected, TimeDirection direction) {
    Range start = new Range(selected.start(), selected.end());
    Range now = range.get();
    if (now == null || !start.equals(origin)) {
      origin = start;
      now = start;
    }
    boolean shrinks =
        direction.isLater() ? now.from().isBefore(start.from()) : now.to().isAfter(start.to());
    Range next = shrinks ? shrunk(lane, now, direction) : grown(lane, now, direction);
    range.set(next);
    model.scrollTo(direction.isLater() == shrinks ? next.from() : next.to().minusSeconds(1));
  }

  private Range grown(PresenceTimeline lane, Range now, TimeDirection direction) {
    return direction.isLater()
        ? new Range(now.from(), changeAfter(lane, now.to()))
        : new Range(changeBefore(lane, now.from()), now.to());
  }

  private Range shrunk(PresenceTimeline lane, Range now, TimeDirection direction) {
    return direction.isLater()
        ? new Range(changeAfter(lane, now.from()), now.to())
        : new Range(now.from(), changeBefore(lane, now.to()));
  }

  private Instant changeAfter(PresenceTimeline lane, Instant at) {
    int index = lane.indexAt(at.getEpochSecond()) + 1;
    while (index < lane.size() && model.selection().isWithinBar(lane, index)) {
      index++;
    }
    Instant now = model.now().get();
    Instant next = index < lane.size() ? Instant.ofEpochSecond(lane.startSecond(index)) : now;
    return next.isBefore(now) ? next : now;
  }

  private Instant changeBefore(PresenceTimeline lane, Instant at) {
    int index = lane.indexAt(at.getEpochSecond() - 1);
    while (index > 0 && model.selection().isWithinBar(lane, index)) {
      index--;
    }
    return index < 0 ? at : Instant.ofEpochSecond(lane.startSecond(index));
  }

  /// The totals of the range; empty without one.
  Optional<TotalsRange> totals() {
    return Optional.ofNullable(range.get())
        .map(chosen -> new TotalsRange(chosen.from(), chosen.to(), model.bridging().get()));
  }

  /// Shows the range on the whole width.
  void zoom() {
    Range chosen = range.get();
    if (chosen != null) {
      model.zoomTo(chosen.from(), chosen.to());
      clear();
    }
  }
}
