package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;

/// Visible time range: `[from, to)`, from one minute to 366 days.
public record TimeWindow(Instant from, Instant to) {
  /// The limits of the length.
  public static final Duration SHORTEST = Duration.ofMinutes(1);

  public static final Duration LONGEST = Duration.ofDays(366);

  /// The share of the visible past that is kept free on the right while following.
  public static final double ROOM = 0.03;

  public TimeWindow {
    Duration length = Duration.between(from, to);
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "length must be between %s and %s, was %s.".formatted(SHORTEST, LONGEST, length));
    }
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  /// Whether the window contains this instant.
  public boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  /// The instant at this fraction of the width, 0 at the left edge and 1 at the right one.
  public Instant at(double part) {
    return from.plus(times(length(), part));
  }

  /// The position of this instant as a fraction of the width.
  public double partOf(Instant at) {
    return (double) Duration.between(from, at).toNanos() / length().toNanos();
  }

  /// The window with `factor` times the length (less than 1 zooms in), within the limits. `anchor`
  /// keeps its position.
  public TimeWindow zoomed(double factor, Instant anchor) {
    return at(anchor, partOf(anchor), clamp(times(length(), factor)));
  }

  /// The nearest length that a window can have.
  public static Duration clamp(Duration length) {
    return Duration.ofNanos(Math.clamp(length.toNanos(), SHORTEST.toNanos(), LONGEST.toNanos()));
  }

  /// The window of this length with `anchor` at this fraction of the width.
  public static TimeWindow at(Instant anchor, double part, Duration length) {
    Instant start = anchor.minus(times(length, part));
    return new TimeWindow(start, start.plus(length));
  }

  /// The shortest window that contains both.
  public TimeWindow union(TimeWindow other) {
    return new TimeWindow(
        from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
  }

  /// The window moved later, or earlier if negative.
  public TimeWindow moved(Duration by) {
    return new TimeWindow(from.plus(by), to.plus(by));
  }

  /// The nearest window of the same length that does not end after `latest` and, as far as
  /// possible, does not begin before `earliest`.
  public TimeWindow within(Instant earliest, Instant latest) {
    TimeWindow late = from.isBefore(earliest) ? moved(Duration.between(from, earliest)) : this;
    return late.to.isAfter(latest) ? late.moved(Duration.between(late.to, latest)) : late;
  }

  public static Duration times(Duration length, double factor) {
    return Duration.ofNanos(Math.round(length.toNanos() * factor));
  }
}
