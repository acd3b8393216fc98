package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Span;

/// Reference implementation of a timecard: counts second by second. Expects bridged spans.
final class PerSecondOracle {
  private PerSecondOracle() {}

  static List<Timecard> timecards(
      Person person,
      List<Span> spans,
      AccountingRules rules,
      LocalDate from,
      LocalDate to,
      Instant now) {
    List<Timecard> cards = new ArrayList<>();
    for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
      long start = rules.start(day).getEpochSecond();
      long end = rules.start(day.plusDays(1)).getEpochSecond();
      Presence[] seconds = new Presence[(int) (end - start)];
      fill(seconds, spans, start, Math.min(end, now.getEpochSecond()));
      long watched = seconds.length - count(seconds, 0, seconds.length, Presence.NOT_WATCHED);
      if (watched > 0) {
        cards.add(card(person, rules, day, start, seconds, now.getEpochSecond() < end));
      }
    }
    return cards;
  }

  private static Timecard card(
      Person person,
      AccountingRules rules,
      LocalDate day,
      long start,
      Presence[] seconds,
      boolean running) {
    int n = seconds.length;
    int first = 0;
    while (first < n && seconds[first] != Presence.ACTIVE) {
      first++;
    }
    int last = n;
    while (last > first && seconds[last - 1] != Presence.ACTIVE) {
      last--;
    }
    List<TimeRange> sessions = new ArrayList<>();
    List<TimeRange> breaks = new ArrayList<>();
    int i = first;
    while (i < last) {
      int sessionStart = i;
      int lastActive = i;
      while (i < last && i - lastActive <= rules.breakOver().toSeconds()) {
        lastActive = seconds[i] == Presence.ACTIVE ? i + 1 : lastActive;
        i++;
      }
      sessions.add(stretch(start, sessionStart, lastActive));
      if (lastActive < last) {
        i = lastActive;
        while (seconds[i] != Presence.ACTIVE) {
          i++;
        }
        if (count(seconds, lastActive, i, Presence.AWAY) == i - lastActive) {
          breaks.add(stretch(start, lastActive, i));
        }
      }
    }
    int active = count(seconds, 0, n, Presence.ACTIVE);
    int away = count(seconds, 0, n, Presence.AWAY);
    int unknown = count(seconds, 0, n, Presence.UNKNOWN);
    double coverage = 100.0 * (active + away) / (active + away + unknown);
    DayTotals totals =
        new DayTotals(
            n,
            active,
            away,
            unknown,
            count(seconds, first, last, Presence.AWAY),
            count(seconds, first, last, Presence.UNKNOWN),
            sessions.size(),
            lengths(sessions).max().orElse(0),
            breaks.size(),
            lengths(breaks).sum(),
            lengths(breaks).max().orElse(0),
            sessions.isEmpty() ? 0 : start + first,
            sessions.isEmpty() ? 0 : start + last,
            running
                ? Timecard.Status.RUNNING
                : coverage >= 99.95 ? Timecard.Status.COMPLETE : Timecard.Status.PARTIAL);
    return new Timecard(person, day, rules.zone(), totals, sessions, breaks);
  }

  private static IntStream lengths(List<TimeRange> stretches) {
    return stretches.stream()
        .mapToInt(stretch -> (int) Duration.between(stretch.start(), stretch.end()).toSeconds());
  }

  /// The state of a second is the state at its end.
  private static void fill(Presence[] seconds, List<Span> spans, long start, long until) {
    Arrays.fill(seconds, Presence.NOT_WATCHED);
    int span = 0;
    for (long second = start; second < until; second++) {
      Instant end = Instant.ofEpochSecond(second).plusMillis(999);
      while (span < spans.size() && !spans.get(span).end().isAfter(end)) {
        span++;
      }
      if (span < spans.size() && !spans.get(span).start().isAfter(end)) {
        seconds[(int) (second - start)] = spans.get(span).presence();
      }
    }
  }

  private static int count(Presence[] seconds, int from, int to, Presence presence) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += seconds[i] == presence ? 1 : 0;
    }
    return count;
  }

  private static TimeRange stretch(long start, int from, int to) {
    return new TimeRange(Instant.ofEpochSecond(start + from), Instant.ofEpochSecond(start + to));
  }
}
