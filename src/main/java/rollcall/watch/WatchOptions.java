package rollcall.watch;

import java.util.Set;
import rollcall.presence.OverlayKind;
import rollcall.presence.RecordingScheduleByPerson;

/// Options of the watcher.
///
/// @param timetable recording hours of each person
/// @param resumed whether this ends a pause: then people were not watched until now, even if their
///   hours have begun in between
/// @param overlays overlays to record
public record WatchOptions(
    RecordingScheduleByPerson timetable, boolean resumed, Set<OverlayKind> overlays) {
  /// All people, at any time, without overlays.
  public static final WatchOptions ALWAYS =
      new WatchOptions(RecordingScheduleByPerson.ALWAYS, false, Set.of());

  public WatchOptions {
    overlays = Set.copyOf(overlays);
  }
}
