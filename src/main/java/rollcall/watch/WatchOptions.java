package rollcall.watch;

import java.util.Set;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.SlackStatusKind;

/// Options of the watcher.
///
/// @param timetable recording hours of each person
/// @param resumed whether this ends a pause: then people were not watched until now, even if their
///   hours have begun in between
/// @param slackStatuses Slack statuses to record
/// @param assigned whether only the people of [Watcher#assign] are watched, and not those on the
///   list: several recorders share them
public record WatchOptions(
    RecordingScheduleByPerson timetable,
    boolean resumed,
    Set<SlackStatusKind> slackStatuses,
    boolean assigned) {
  /// All people, at any time, without Slack statuses.
  public static final WatchOptions ALWAYS =
      new WatchOptions(RecordingScheduleByPerson.ALWAYS, false, Set.of());

  public WatchOptions {
    slackStatuses = Set.copyOf(slackStatuses);
  }

  /// Maximum number of people on the list: only those who are watched by one connection are
  /// limited.
  int most() {
    return assigned ? Integer.MAX_VALUE : WatchList.LIMIT;
  }

  /// Options of a recorder of its own: all people on the list are watched.
  public WatchOptions(
      RecordingScheduleByPerson timetable, boolean resumed, Set<SlackStatusKind> slackStatuses) {
    this(timetable, resumed, slackStatuses, false);
  }
}
