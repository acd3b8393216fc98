package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.presence.Person;
import rollcall.presence.Span;

/// Sums one person's day while its spans go by in order. Lives for one fold, on one thread.
final class DayFold {
  private final Person person;
  private final LocalDate date;
  private final Rules rules;
  private final long start;
  private final long end;

  private long active;
  private long away;
  private long unknown;
  private long awayBeforeLastActive;
  private long unknownBeforeLastActive;
  private long awayBeforeFirstActive;
  private long unknownBeforeFirstActive;
  private final List<Stretch> sessions = new ArrayList<>();
  private final List<Stretch> breaks = new ArrayList<>();
  private long sessionStart;
  private long lastActive = Long.MIN_VALUE;

  /// @param start the first second of the day
  /// @param end the first second after it
  DayFold(Person person, LocalDate date, Rules rules, Instant start, Instant end) {
    this.person = person;
    this.date = date;
    this.rules = rules;
    this.start = start.getEpochSecond();
    this.end = end.getEpochSecond();
  }

  /// Takes the part of the span that lies in this day and before `now`. Edges are cut to the second
  /// they lie in: what began and ended within one second is gone, and no second counts twice.
  void add(Span span, Instant now) {
    long from = Math.max(start, span.start().getEpochSecond());
    long to = Math.min(Math.min(end, now.getEpochSecond()), span.end().getEpochSecond());
    if (from >= to) {
      return;
    }
    switch (span.presence()) {
      case ACTIVE -> addActive(from, to);
      case AWAY -> away += to - from;
      case UNKNOWN -> unknown += to - from;
      case NOT_WATCHED -> throw new IllegalArgumentException("Such time is in no span: " + span);
    }
  }

  /// The account, unless nothing was watched.
  Optional<Timecard> timecard(Instant now) {
    if (active + away + unknown == 0) {
      return Optional.empty();
    }
    closeSession();
    return Optional.of(
        new Timecard(
            person,
            date,
            rules.zone(),
            Duration.ofSeconds(end - start),
            Duration.ofSeconds(active),
            Duration.ofSeconds(away),
            Duration.ofSeconds(unknown),
            Duration.ofSeconds(awayBeforeLastActive - awayBeforeFirstActive),
            Duration.ofSeconds(unknownBeforeLastActive - unknownBeforeFirstActive),
            sessions,
            breaks,
            status(now)));
  }

  private void addActive(long from, long to) {
    if (lastActive == Long.MIN_VALUE) {
      awayBeforeFirstActive = away;
      unknownBeforeFirstActive = unknown;
      sessionStart = from;
    } else if (from - lastActive > rules.breakOver().toSeconds()) {
      closeSession();
      if (away - awayBeforeLastActive == from - lastActive) {
        breaks.add(stretch(lastActive, from));
      }
      sessionStart = from;
    }
    active += to - from;
    awayBeforeLastActive = away;
    unknownBeforeLastActive = unknown;
    lastActive = to;
  }

  private void closeSession() {
    if (lastActive != Long.MIN_VALUE) {
      sessions.add(stretch(sessionStart, lastActive));
    }
  }

  private Timecard.Status status(Instant now) {
    if (now.getEpochSecond() < end) {
      return Timecard.Status.RUNNING;
    }
    // 99.95 % without rounding: what is printed as 100.0 is complete.
    return (active + away) * 10_000 >= (active + away + unknown) * 9_995
        ? Timecard.Status.COMPLETE
        : Timecard.Status.PARTIAL;
  }

  private static Stretch stretch(long from, long to) {
    return new Stretch(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
  }
}
