package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusTimeline;
import rollcall.presence.Source;
import rollcall.presence.SpanArray;

/// Totals of the optional columns for one person's days, in whole seconds. Pure.
final class ExtraTotals {
  /// No optional columns.
  static final ExtraTotals NONE = new ExtraTotals(new long[] {0});

  private final long[] borders;
  private final int[] dnd;
  private final int[] rtm;
  private final int[] observed;

  private ExtraTotals(long[] borders) {
    this.borders = borders;
    dnd = new int[borders.length];
    rtm = new int[borders.length];
    observed = new int[borders.length];
  }

  /// @param spans unbridged, sorted and without overlap
  /// @param slackStatuses those from the first border to the last, as [SpanSource#slackStatuses]
  ///   returns them
  /// @param bridge the maximum length of a bridged gap
  /// @param borders the first second of each day, and that after the last
  static ExtraTotals of(
      SpanArray spans, List<SlackStatus> slackStatuses, Duration bridge, long[] borders) {
    ExtraTotals extras = new ExtraTotals(borders);
    for (int i = 0; i < spans.size(); i++) {
      if (spans.presence(i).isObserved()) {
        long from = second(spans.start(i));
        long to = second(spans.end(i));
        extras.add(extras.observed, from, to);
        extras.add(extras.rtm, from, spans.source(i) == Source.RTM ? to : from);
      }
    }
    Instant first = Instant.ofEpochSecond(borders[0]);
    Instant last = Instant.ofEpochSecond(borders[borders.length - 1]);
    extras.addDnd(
        spans.bridged(bridge), SlackStatusTimeline.of(slackStatuses).bands(first, last, spans));
    return extras;
  }

  /// The optional columns of a kept day, which is day 0.
  static ExtraTotals of(KeptDay day) {
    ExtraTotals extras = new ExtraTotals(new long[] {0});
    extras.dnd[0] = day.dnd();
    extras.rtm[0] = day.rtm();
    extras.observed[0] = day.observed();
    return extras;
  }

  /// The observed seconds within Do Not Disturb.
  int dndSeconds(int day) {
    return dnd[day];
  }

  /// The observed seconds that came from RTM.
  int rtmSeconds(int day) {
    return rtm[day];
  }

  /// The observed seconds.
  int observedSeconds(int day) {
    return observed[day];
  }

  private void addDnd(SpanArray spans, List<SlackStatusTimeline.Band> bands) {
    int next = 0;
    for (SlackStatusTimeline.Band band : bands) {
      long from = band.from().getEpochSecond();
      long to = band.until().getEpochSecond();
      while (next < spans.size() && second(spans.end(next)) <= from) {
        next++;
      }
      for (int i = next; i < spans.size() && second(spans.start(i)) < to; i++) {
        if (spans.presence(i).isObserved()) {
          add(dnd, Math.max(from, second(spans.start(i))), Math.min(to, second(spans.end(i))));
        }
      }
    }
  }

  /// Adds `[from, to)` to the days in which it lies.
  private void add(int[] sums, long from, long to) {
    int day = firstDay(from);
    while (day + 1 < borders.length && borders[day] < to) {
      long begin = Math.max(from, borders[day]);
      long end = Math.min(to, borders[day + 1]);
      sums[day] += (int) Math.max(0, end - begin);
      day++;
    }
  }

  private int firstDay(long second) {
    int found = Arrays.binarySearch(borders, second);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  private static long second(long millis) {
    return Math.floorDiv(millis, 1000);
  }
}
