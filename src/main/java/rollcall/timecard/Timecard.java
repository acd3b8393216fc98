package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import rollcall.presence.Person;

/// The account of one person and one local day, in whole seconds.
///
/// `watched = active + away + unknown` and `span = active + awayInSpan + unknownInSpan`, always.
///
/// @param person whose day it is
/// @param date which day, on the clock of `zone`
/// @param zone the clock that splits the days
/// @param day how long the day lasts: 23, 24 or 25 hours, or what the zone's rules make of it
/// @param active how long Slack showed the person as active; not work time
/// @param away how long Slack showed the person as away
/// @param unknown how long the person was on the list while nobody looked
/// @param awayInSpan the part of `away` between the first and the last active instant
/// @param unknownInSpan the part of `unknown` between them
/// @param sessions runs of active time whose gaps are no longer than a break, in order
/// @param breaks the gaps between two sessions that are away from end to end, in order
/// @param status whether the account is closed
public record Timecard(
    Person person,
    LocalDate date,
    ZoneId zone,
    Duration day,
    Duration active,
    Duration away,
    Duration unknown,
    Duration awayInSpan,
    Duration unknownInSpan,
    List<Stretch> sessions,
    List<Stretch> breaks,
    Status status) {
  public Timecard {
    sessions = List.copyOf(sessions);
    breaks = List.copyOf(breaks);
  }

  /// How long the person was on the list.
  public Duration watched() {
    return active.plus(away).plus(unknown);
  }

  /// The part of the watched time that was active or away.
  public Duration observed() {
    return active.plus(away);
  }

  /// How much of the watched time was observed, 0 to 1.
  public double coverage() {
    return (double) observed().toSeconds() / watched().toSeconds();
  }

  /// The watched time from the first to the last active instant.
  public Duration span() {
    return active.plus(awayInSpan).plus(unknownInSpan);
  }

  /// When the person was first active on this day.
  public Optional<Instant> firstActive() {
    return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.getFirst().start());
  }

  /// When the person was last active on this day: the end of the last active time, which is now
  /// while it goes on.
  public Optional<Instant> lastActive() {
    return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.getLast().end());
  }

  /// The length of the longest session, gaps included; zero without one.
  public Duration longestSession() {
    return Stretch.longest(sessions);
  }

  /// The length of the longest break; zero without one.
  public Duration longestBreak() {
    return Stretch.longest(breaks);
  }

  /// The length of all breaks together.
  public Duration onBreak() {
    return Stretch.sum(breaks);
  }

  /// Whether an account is closed.
  public enum Status {
    /// The day is over and at least 99.95 % of the watched time was observed.
    COMPLETE("complete"),
    /// The day is over, and more than that was not observed.
    PARTIAL("partial"),
    /// The day is not over.
    RUNNING("running");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    /// The stable lower-case word used in files.
    public String word() {
      return word;
    }
  }
}
