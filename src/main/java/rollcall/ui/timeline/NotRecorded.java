package rollcall.ui.timeline;

import java.time.Instant;
import java.util.Optional;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingHours;
import rollcall.ui.text.Messages;

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
    PresenceTimeline lane = row.timeline();
    int index = lane.indexAt(at.getEpochSecond());
    if (index < 0 || !at.isBefore(now) || !isNotRecorded(lane, index)) {
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
  static boolean isOutsideHours(PresenceTimeline lane, int index) {
    return lane.presence(index) == Presence.NOT_WATCHED && lane.cause(index) == Cause.HOURS_CLOSED;
  }

  private static boolean isNotRecorded(PresenceTimeline lane, int index) {
    return isOutsideHours(lane, index)
        || (lane.presence(index) == Presence.NOT_WATCHED
            && lane.cause(index) == Cause.WATCH_PAUSED);
  }

  /// Why nothing is on record.
  String reason() {
    if (cause == Cause.WATCH_PAUSED) {
      return Messages.of("timeline.not-recorded.paused");
    }
    // What was in force on an earlier night is not on record.
    return hours.always() || !open
        ? Messages.of("timeline.not-recorded.outside")
        : Messages.of("timeline.not-recorded.outside.hours", hours.from() + "–" + hours.to());
  }
}
