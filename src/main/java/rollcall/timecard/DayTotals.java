package rollcall.timecard;

import rollcall.timecard.Timecard.Status;

/// What a row of `timecards.csv` says of one person's day: the sums of a [Timecard] in plain
/// seconds, so small that those of all people and many days fit into memory.
///
/// `watched = active + away + unknown` and `span = active + awayInSpan + unknownInSpan`, always.
///
/// @param day how long the day lasts: 23, 24 or 25 hours, or what the zone's rules make of it
/// @param active how long Slack showed the person as active; not work time
/// @param away how long Slack showed the person as away
/// @param unknown how long the person was on the list while nobody looked
/// @param awayInSpan the part of `away` between the first and the last active instant
/// @param unknownInSpan the part of `unknown` between them
/// @param sessions how many runs of active time there are whose gaps are no longer than a break
/// @param longestSession the length of the longest, gaps included; zero without one
/// @param breaks how many gaps between two sessions are away from end to end
/// @param onBreak the length of all of them together
/// @param longestBreak the length of the longest; zero without one
/// @param firstActive the second since 1970 in which the person was first active; means nothing
///   without a session
/// @param lastActive the second since 1970 in which the last active time ended, which is now while
///   it goes on; means nothing without a session
/// @param status whether the account is closed
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
  /// How long the person was on the list.
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
}
