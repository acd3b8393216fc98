package rollcall.timecard;

import rollcall.presence.Presence;
import rollcall.presence.SpanArray;
import rollcall.presence.TimelineTotals;

/// Accumulator of one person's days, in order, in one pass over their spans. One per fold. Thread:
/// one. Allocates no object per span.
final class DayAccumulator {
  private static final long NEVER = Long.MIN_VALUE;

  private final SpanArray spans;
  private final long breakOver;
  private final long now;
  private final SessionCollector sessions = new SessionCollector();
  private final SessionCollector breaks = new SessionCollector();
  private int next;

  private long start;
  private long end;
  private long active;
  private long away;
  private long unknown;
  private long awayBeforeLastActive;
  private long unknownBeforeLastActive;
  private long awayBeforeFirstActive;
  private long unknownBeforeFirstActive;
  private long sessionStart;
  private long lastActive;

  /// @param spans of one person, bridged
  /// @param now the second at which the available time ends
  DayAccumulator(SpanArray spans, AccountingRules rules, long now) {
    this.spans = spans;
    this.now = now;
    breakOver = rules.breakOver().toSeconds();
  }

  /// Sums the next day, which begins where the one before ended or later.
  ///
  /// @param start the first second of the day
  /// @param end the first second after it
  /// @return whether any time of it was watched
  boolean day(long start, long end) {
    begin(start, end);
    while (next < spans.size() && spans.start(next) < end * 1000) {
      add(
          spans.presence(next),
          Math.floorDiv(spans.start(next), 1000L),
          Math.floorDiv(spans.end(next), 1000L));
      if (spans.end(next) > end * 1000) {
        break;
      }
      next++;
    }
    if (lastActive != NEVER) {
      sessions.add(sessionStart, lastActive);
    }
    return active + away + unknown > 0;
  }

  /// The sums of this day.
  DayTotals totals() {
    return new DayTotals(
        (int) (end - start),
        (int) active,
        (int) away,
        (int) unknown,
        (int) (awayBeforeLastActive - awayBeforeFirstActive),
        (int) (unknownBeforeLastActive - unknownBeforeFirstActive),
        sessions.size(),
        sessions.longest(),
        breaks.size(),
        breaks.sum(),
        breaks.longest(),
        sessions.start(),
        sessions.end(),
        status());
  }

  /// The sessions of this day, in order.
  SessionCollector sessions() {
    return sessions;
  }

  /// The breaks of this day, in order.
  SessionCollector breaks() {
    return breaks;
  }

  private void begin(long from, long to) {
    start = from;
    end = to;
    active = 0;
    away = 0;
    unknown = 0;
    awayBeforeLastActive = 0;
    unknownBeforeLastActive = 0;
    awayBeforeFirstActive = 0;
    unknownBeforeFirstActive = 0;
    sessions.clear();
    breaks.clear();
    lastActive = NEVER;
  }

  /// Adds the part of a span that lies in this day and before `now`. Edges are truncated to whole
  /// seconds: a span that begins and ends within one second counts zero, and no second counts
  /// twice.
  private void add(Presence presence, long first, long last) {
    long from = Math.max(start, first);
    long to = Math.min(Math.min(end, now), last);
    if (from >= to) {
      return;
    }
    switch (presence) {
      case ACTIVE -> addActive(from, to);
      case AWAY -> away += to - from;
      case UNKNOWN -> unknown += to - from;
      case NOT_WATCHED -> throw new IllegalArgumentException("A span must not be NOT_WATCHED.");
    }
  }

  private void addActive(long from, long to) {
    if (lastActive == NEVER) {
      awayBeforeFirstActive = away;
      unknownBeforeFirstActive = unknown;
      sessionStart = from;
    } else if (from - lastActive > breakOver) {
      sessions.add(sessionStart, lastActive);
      if (away - awayBeforeLastActive == from - lastActive) {
        breaks.add(lastActive, from);
      }
      sessionStart = from;
    }
    active += to - from;
    awayBeforeLastActive = away;
    unknownBeforeLastActive = unknown;
    lastActive = to;
  }

  private Timecard.Status status() {
    if (now < end) {
      return Timecard.Status.RUNNING;
    }
    return TimelineTotals.isComplete(active + away, active + away + unknown)
        ? Timecard.Status.COMPLETE
        : Timecard.Status.PARTIAL;
  }
}
