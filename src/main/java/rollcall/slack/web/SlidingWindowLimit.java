package rollcall.slack.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Sliding-window rate limit: at most `calls` per `within`. Pure.
///
/// Slack counts a call at a time between its request and its answer, so it counts from its answer
/// on. Until then it counts from its request, so that simultaneous calls do not wait for its
/// answer.
///
/// @param calls maximum number of calls
/// @param within length of the window
/// @param turns instants from which the calls made or promised count, in order
/// @param rest end of the pause that Slack requires
/// @param seen latest instant passed to [#at]
record SlidingWindowLimit(
    int calls, Duration within, List<Instant> turns, Instant rest, Instant seen) {
  /// Limit without past calls.
  static SlidingWindowLimit of(int calls, Duration within) {
    return new SlidingWindowLimit(calls, within, List.of(), Instant.MIN, Instant.MIN);
  }

  /// The earliest instant, from `now` on, of the next call.
  Instant next(Instant now) {
    Instant free = turns.size() < calls ? now : turns.get(turns.size() - calls).plus(within);
    return later(later(now, free), rest);
  }

  /// The limit after a call at an instant that [#next] returned.
  SlidingWindowLimit afterCall(Instant turn) {
    List<Instant> counting =
        Stream.concat(turns.stream(), Stream.of(turn))
            .filter(other -> other.plus(within).isAfter(seen))
            .toList();
    return new SlidingWindowLimit(calls, within, counting, rest, seen);
  }

  /// The limit after the answer, of any kind, to the call at `turn`.
  SlidingWindowLimit afterAnswer(Instant turn, Instant now) {
    List<Instant> counting = new ArrayList<>(turns);
    counting.remove(turn);
    counting.add(now);
    Collections.sort(counting);
    return new SlidingWindowLimit(calls, within, List.copyOf(counting), rest, seen);
  }

  /// Returns the limit with a pause until then.
  SlidingWindowLimit pausedUntil(Instant until) {
    return new SlidingWindowLimit(calls, within, turns, later(rest, until), seen);
  }

  /// The limit at this instant. After the clock was set back, no earlier call counts: calls "later"
  /// than now would otherwise count for as long as it was set back.
  SlidingWindowLimit at(Instant now) {
    boolean setBack = seen.isAfter(Instant.MIN) && now.isBefore(seen.minusSeconds(60));
    return setBack
        ? new SlidingWindowLimit(calls, within, List.of(), Instant.MIN, now)
        : new SlidingWindowLimit(calls, within, turns, rest, later(seen, now));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
