package rollcall.timecard;

import rollcall.presence.TimelineTotals;
import rollcall.timecard.Timecard.Status;

/// Totals of one person's day: the sums of a [Timecard] in plain seconds, small enough to keep
/// those of all people and many days in memory.
///
/// `watched = active + away + unknown` and `span = active + awayInSpan + unknownInSpan`, always.
///
/// @param day length of the day: 23, 24 or 25 hours, or as the time zone defines it
/// @param active time in which Slack showed the person as active; not work time
/// @param away time in which Slack showed the person as away
/// @param unknown time on the watch list without observation
/// @param awayInSpan the part of `away` between the first and the last active instant
/// @param unknownInSpan the part of `unknown` between them
/// @param sessions number of periods of active time whose gaps are no longer than a break
/// @param longestSession the length of the longest, gaps included; zero without one
/// @param breaks number of gaps between two sessions that are away from end to end
/// @param onBreak the length of all breaks together
/// @param longestBreak the length of the longest; zero without one
/// @param firstActive the second since 1970 in which the person was first active; undefined without
///   a session
/// @param lastActive the second since 1970 in which the last active time ended, which is now while
///   it continues; undefined without a session
/// @param status whether the day is complete
public record DayTotals(
    int day,
    int active,
    int away,
    int unknown,
    int awayInSpan,
    int unknownInSpan,
    int sessions,
    int longestSession,
    int breaks,
    int onBreak,
    int longestBreak,
    long firstActive,
    long lastActive,
    Status status) {
  /// The time on the watch list.
  public int watched() {
    return active + away + unknown;
  }

  /// The part of the watched time that was active or away.
  public int observed() {
    return active + away;
  }

  /// The watched time from the first to the last active instant.
  public int span() {
    return active + awayInSpan + unknownInSpan;
  }

  /// The sum of two parts of the same day that do not overlap; what lies between them is in no
  /// part.
  DayTotals plus(DayTotals other) {
    boolean isRunning = status == Status.RUNNING || other.status == Status.RUNNING;
    boolean isComplete =
        TimelineTotals.isComplete(observed() + other.observed(), watched() + other.watched());
    return new DayTotals(
        Math.max(day, other.day),
        active + other.active,
        away + other.away,
        unknown + other.unknown,
        awayInSpan + other.awayInSpan,
        unknownInSpan + other.unknownInSpan,
        sessions + other.sessions,
        Math.max(longestSession, other.longestSession),
        breaks + other.breaks,
        onBreak + other.onBreak,
        Math.max(longestBreak, other.longestBreak),
        sessions == 0
            ? other.firstActive
            : other.sessions == 0 ? firstActive : Math.min(firstActive, other.firstActive),
        Math.max(lastActive, other.lastActive),
        isRunning ? Status.RUNNING : isComplete ? Status.COMPLETE : Status.PARTIAL);
  }
}
