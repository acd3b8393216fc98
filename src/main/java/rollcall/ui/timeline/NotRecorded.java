package rollcall.ui.timeline;

import java.time.Instant;
import java.util.Optional;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingHours;

/// Time in which somebody on the list was not to be watched: a pause, or outside the recording
/// hours. It belongs to no span.
///
/// @param end when it ended; now or later while it goes on
/// @param open whether it goes on
/// @param hours as they are now; those of that time may have been others
record NotRecorded(
    Person person, Instant start, Instant end, boolean open, Cause cause, RecordingHours hours) {
  /// What holds this instant, if it is a rest.
  static Optional<NotRecorded> at(TimelineRow row, Instant at, Instant now, RecordingHours hours) {
    PresenceTimeline lane = row.lane();
    int index = lane.indexAt(at.getEpochSecond());
    if (index < 0 || !at.isBefore(now) || !contains(lane, index)) {
      return Optional.empty();
    }
    boolean open = index + 1 == lane.size();
    return Optional.of(
        new NotRecorded(
            row.person(),
            Instant.ofEpochSecond(lane.startSecond(index)),
            open ? now : Instant.ofEpochSecond(lane.startSecond(index + 1)),
            open,
            lane.cause(index),
            hours));
  }

  /// Whether the state that begins with this change is time outside the recording hours.
  static boolean outsideHours(PresenceTimeline lane, int index) {
    return lane.presence(index) == Presence.NOT_WATCHED && lane.cause(index) == Cause.HOURS_CLOSED;
  }

  private static boolean contains(PresenceTimeline lane, int index) {
    return outsideHours(lane, index)
        || (lane.presence(index) == Presence.NOT_WATCHED
            && lane.cause(index) == Cause.WATCH_PAUSED);
  }

  /// Why nothing is on record.
  String reason() {
    if (cause == Cause.WATCH_PAUSED) {
      return TimelineMessages.of("rest.paused");
    }
    // What was in force on an earlier night is not on record.
    return hours.isAlways() || !open
        ? TimelineMessages.of("rest.outside")
        : TimelineMessages.of("rest.outside.hours", hours.from() + "–" + hours.to());
  }
}
