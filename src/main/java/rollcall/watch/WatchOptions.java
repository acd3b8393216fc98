package rollcall.watch;

import java.util.Set;
import rollcall.presence.HoursByPerson;
import rollcall.presence.OverlayKind;

/// On which terms people are watched.
///
/// @param timetable when each of them may be recorded
/// @param resumed whether this ends a pause: then nobody was to be watched until now, whatever
///   hours have begun meanwhile
/// @param overlays what is kept of them beside their presence
public record WatchOptions(HoursByPerson timetable, boolean resumed, Set<OverlayKind> overlays) {
  /// Everybody, at any time.
  public static final WatchOptions ALWAYS = new WatchOptions(HoursByPerson.ALWAYS, false, Set.of());

  public WatchOptions {
    overlays = Set.copyOf(overlays);
  }
}
