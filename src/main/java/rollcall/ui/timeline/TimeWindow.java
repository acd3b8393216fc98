package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;

/// The stretch of time that is on the screen: `[from, to)`, between a minute and 366 days long.
public record TimeWindow(Instant from, Instant to) {
  /// The shortest and the longest time that can be looked at.
  public static final Duration SHORTEST = Duration.ofMinutes(1);

  public static final Duration LONGEST = Duration.ofDays(366);

  public TimeWindow {
    Duration length = Duration.between(from, to);
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("A window of " + length);
    }
  }

  /// How much time it shows.
  public Duration length() {
    return Duration.between(from, to);
  }

  /// Whether this instant is on the screen.
  public boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  /// The instant at this part of the width, 0 at the left edge and 1 at the right one.
  public Instant at(double part) {
    return from.plus(times(length(), part));
  }

  /// Where this instant lies, as a part of the width.
  public double partOf(Instant at) {
    return (double) Duration.between(from, at).toNanos() / length().toNanos();
  }

  /// The window that shows `factor` times as much (less than 1 zooms in), as far as the limits
  /// allow. `anchor` stays where it is on the screen.
  public TimeWindow zoomed(double factor, Instant anchor) {
    double nanos = length().toNanos() * factor;
    Duration wanted =
        Duration.ofNanos(Math.clamp(Math.round(nanos), SHORTEST.toNanos(), LONGEST.toNanos()));
    return at(anchor, partOf(anchor), wanted);
  }

  /// The window of this length in which `anchor` lies at this part of the width.
  public static TimeWindow at(Instant anchor, double part, Duration length) {
    Instant start = anchor.minus(times(length, part));
    return new TimeWindow(start, start.plus(length));
  }

  /// The same length, later (or earlier, if negative).
  public TimeWindow moved(Duration by) {
    return new TimeWindow(from.plus(by), to.plus(by));
  }

  /// The window that begins here, or as near as possible so that it does not end after `latest`
  /// and, before that, does not begin before `earliest`.
  TimeWindow within(Instant earliest, Instant latest) {
    TimeWindow late = from.isBefore(earliest) ? moved(Duration.between(from, earliest)) : this;
    return late.to.isAfter(latest) ? late.moved(Duration.between(late.to, latest)) : late;
  }

  static Duration times(Duration length, double factor) {
    return Duration.ofNanos(Math.round(length.toNanos() * factor));
  }
}
