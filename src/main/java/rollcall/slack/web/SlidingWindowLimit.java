package rollcall.slack.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Sliding-window rate limit: at most `calls` per `within`. Pure.
///
/// @param calls how many times
/// @param within the length of the stretch
/// @param turns when it was done or will be, as far as it still counts, in order
/// @param rest end of a pause without calls
/// @param seen the last instant that was heard of
record SlidingWindowLimit(
    int calls, Duration within, List<Instant> turns, Instant rest, Instant seen) {
  /// Limit without past calls.
  static SlidingWindowLimit afterPause(int calls, Duration within) {
    return new SlidingWindowLimit(calls, within, List.of(), Instant.MIN, Instant.MIN);
  }

  /// The earliest instant, from `now` on, of the next call.
  Instant next(Instant now) {
    Instant free = turns.size() < calls ? now : turns.get(turns.size() - calls).plus(within);
    return nextAllowed(nextAllowed(now, free), rest);
  }

  /// After doing it, or promising to, at an instant that [#next] gave.
  SlidingWindowLimit afterCall(Instant turn) {
    List<Instant> counting =
        Stream.concat(turns.stream(), Stream.of(turn))
            .filter(other -> other.plus(within).isAfter(seen))
            .toList();
    return new SlidingWindowLimit(calls, within, counting, rest, seen);
  }

  /// Returns the limit with a pause until then.
  SlidingWindowLimit pausedUntil(Instant until) {
    return new SlidingWindowLimit(calls, within, turns, nextAllowed(rest, until), seen);
  }

  /// At this instant. A clock that was set back makes all forgotten: what happened "later" would
  /// otherwise count for as long as the clock was set back.
  SlidingWindowLimit at(Instant now) {
    boolean setBack = seen.isAfter(Instant.MIN) && now.isBefore(seen.minusSeconds(60));
    return setBack
        ? new SlidingWindowLimit(calls, within, List.of(), Instant.MIN, now)
        : new SlidingWindowLimit(calls, within, turns, rest, nextAllowed(seen, now));
  }

  private static Instant nextAllowed(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
