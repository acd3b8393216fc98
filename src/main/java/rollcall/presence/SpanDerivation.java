package rollcall.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Derives spans from sightings. The result does not depend on the order of the sightings.
public final class SpanDerivation {
  private SpanDerivation() {}

  /// One person's sightings as spans: without overlap, sorted, adjacent spans differing in state.
  ///
  /// The last observation holds until `knownUntil`, the last confirmed instant (now, while Rollcall
  /// runs; its last heartbeat, when it does not); from there to `now` the person is unknown.
  ///
  /// @param sightings all of one person, in any order; of two at one instant the later in the list
  ///   wins
  /// @param knownUntil the last instant at which observation is confirmed
  /// @param now where open spans end; later sightings are ignored
  public static List<Span> of(List<Sighting> sightings, Instant knownUntil, Instant now) {
    List<Sighting> order = new ArrayList<>(sightings);
    order.sort(Comparator.comparing(Sighting::at));
    List<Span> spans = new ArrayList<>(order.size() + 1);
    for (int i = 0; i < order.size(); i++) {
      Sighting seen = order.get(i);
      if (i + 1 < order.size() && order.get(i + 1).at().isBefore(now)) {
        Sighting next = order.get(i + 1);
        add(spans, seen, next.at(), next.cause());
        continue;
      }
      if (seen.presence().isObserved() && knownUntil.isBefore(now)) {
        Instant end = knownUntil.isAfter(seen.at()) ? knownUntil : seen.at();
        add(spans, seen, end, Cause.APP_NOT_RUNNING);
        add(spans, Sighting.unknown(seen.user(), end, Cause.APP_NOT_RUNNING), now, Cause.NOW);
      } else {
        add(spans, seen, now, Cause.NOW);
      }
      break;
    }
    return List.copyOf(spans);
  }

  /// The same spans with short gaps closed: an unknown span of at most `limit` with the same
  /// observed state on both sides counts as that state, and the whole is [SpanQuality#BRIDGED].
  public static List<Span> bridged(List<Span> spans, Duration limit) {
    List<Span> out = new ArrayList<>();
    for (Span span : spans) {
      int n = out.size();
      if (n >= 2 && bridges(out.get(n - 2), out.get(n - 1), span, limit)) {
        Span first = out.get(n - 2);
        out.subList(n - 2, n).clear();
        out.add(first.until(span.end(), span.endCause(), SpanQuality.BRIDGED));
      } else {
        out.add(span);
      }
    }
    return List.copyOf(out);
  }

  private static boolean bridges(Span before, Span gap, Span after, Duration limit) {
    return gap.presence() == Presence.UNKNOWN
        && before.presence().isObserved()
        && before.presence() == after.presence()
        && before.end().equals(gap.start())
        && gap.end().equals(after.start())
        && gap.length().compareTo(limit) <= 0;
  }

  private static void add(List<Span> spans, Sighting seen, Instant end, Cause endCause) {
    Instant start = seen.at();
    if (seen.presence() == Presence.NOT_WATCHED || !start.isBefore(end)) {
      return;
    }
    if (!spans.isEmpty()) {
      Span last = spans.getLast();
      if (last.presence() == seen.presence() && last.end().equals(start)) {
        spans.set(spans.size() - 1, last.until(end, endCause, last.quality()));
        return;
      }
    }
    SpanQuality quality = seen.presence().isObserved() ? SpanQuality.OBSERVED : SpanQuality.NONE;
    spans.add(
        new Span(
            seen.user(),
            seen.presence(),
            seen.earliest(),
            start,
            end,
            seen.cause(),
            endCause,
            quality,
            seen.source()));
  }
}
