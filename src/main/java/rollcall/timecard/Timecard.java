package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import rollcall.presence.Person;

/// Timecard: the totals, sessions and breaks of one person and one local day, in whole seconds.
///
/// `watched = active + away + unknown` and `span = active + awayInSpan + unknownInSpan`, always.
///
/// @param person the person
/// @param date the day, in `zone`
/// @param zone the time zone that splits the days
/// @param totals the sums of the day
/// @param sessions periods of active time whose gaps are no longer than a break, in order
/// @param breaks the gaps between two sessions that are away from end to end, in order
public record Timecard(
    Person person,
    LocalDate date,
    ZoneId zone,
    DayTotals totals,
    List<TimeRange> sessions,
    List<TimeRange> breaks) {
  public Timecard {
    sessions = List.copyOf(sessions);
    breaks = List.copyOf(breaks);
  }

  /// The timecard of a day of which only the totals are kept; its sessions and breaks are not.
  static Timecard of(Person person, KeptDay day) {
    return new Timecard(person, day.date(), day.zone(), day.totals(), List.of(), List.of());
  }

  /// The sum of two parts of the same day.
  Timecard plus(Timecard other) {
    return new Timecard(
        person,
        date,
        zone,
        totals.plus(other.totals),
        Stream.concat(sessions.stream(), other.sessions.stream()).toList(),
        Stream.concat(breaks.stream(), other.breaks.stream()).toList());
  }

  /// The time in which Slack showed the person as active; not work time.
  public Duration active() {
    return Duration.ofSeconds(totals.active());
  }

  /// The part of the time away between the first and the last active instant.
  public Duration awayInSpan() {
    return Duration.ofSeconds(totals.awayInSpan());
  }

  /// The part of the unknown time between them.
  public Duration unknownInSpan() {
    return Duration.ofSeconds(totals.unknownInSpan());
  }

  /// The watched time from the first to the last active instant.
  public Duration span() {
    return Duration.ofSeconds(totals.span());
  }

  /// The instant at which the person was first active on this day.
  public Optional<Instant> firstActive() {
    return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.getFirst().start());
  }

  /// Completeness of a day.
  public enum Status {
    /// The day is over and at least 99.95 % of the watched time was observed.
    COMPLETE,
    /// The day is over, and less than that was observed.
    PARTIAL,
    /// The day is not over.
    RUNNING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// The stable lower-case text used in files.
    public String word() {
      return word;
    }
  }
}
