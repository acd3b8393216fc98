package rollcall.watch;

import rollcall.presence.Timetable;

/// On which terms people are watched.
///
/// @param timetable when each of them may be recorded
/// @param resumed whether this ends a pause: then nobody was to be watched until now, whatever
///   hours have begun meanwhile
public record Terms(Timetable timetable, boolean resumed) {
  /// Everybody, at any time.
  public static final Terms ALWAYS = new Terms(Timetable.ALWAYS, false);
}
