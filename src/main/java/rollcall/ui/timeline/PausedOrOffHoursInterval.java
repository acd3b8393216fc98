package rollcall.ui.timeline;

import java.time.Instant;
import java.util.Optional;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.RecordingSchedule;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Interval in which a person on the list was not to be recorded: a pause, or time outside the
/// recording hours. Not part of a span.
///
/// @param end the end; now or later while the interval is open
/// @param open whether the interval continues
/// @param hours the current recording hours; they may have been different at that time
public record PausedOrOffHoursInterval(
    Person person, Instant start, Instant end, boolean open, Cause cause, RecordingSchedule hours) {
  /// The not-recorded interval that contains this instant, if any.
  public static Optional<PausedOrOffHoursInterval> at(
      TimelineRow row, Instant at, Instant now, RecordingSchedule hours) {
    PresenceTimeline lane = row.timeline();
    int index = lane.indexAt(at.getEpochSecond());
    if (index < 0 || !at.isBefore(now) || !isNotRecorded(lane, index)) {
      return Optional.empty();
    }
    boolean open = index + 1 == lane.size();
    return Optional.of(
        new PausedOrOffHoursInterval(
            row.person(),
            Instant.ofEpochSecond(lane.startSecond(index)),
            open ? now : Instant.ofEpochSecond(lane.startSecond(index + 1)),
            open,
            lane.cause(index),
            hours));
  }

  /// Whether this change begins time outside the recording hours.
  public static boolean isOutsideHours(PresenceTimeline lane, int index) {
    return lane.presence(index) == Presence.NOT_WATCHED && lane.cause(index) == Cause.HOURS_CLOSED;
  }

  private static boolean isNotRecorded(PresenceTimeline lane, int index) {
    return isOutsideHours(lane, index)
        || (lane.presence(index) == Presence.NOT_WATCHED
            && lane.cause(index) == Cause.WATCH_PAUSED);
  }

  /// The reason for not recording.
  public String reason() {
    if (cause == Cause.WATCH_PAUSED) {
      return Messages.of("timeline.not-recorded.paused");
    }
    // Earlier recording hours are not stored.
    return hours.isAlways() || !open
        ? Messages.of("timeline.not-recorded.outside")
        : Messages.of(
            "timeline.not-recorded.outside.hours",
            TimeFormat.time(hours.from()) + "–" + TimeFormat.time(hours.to()));
  }
}
