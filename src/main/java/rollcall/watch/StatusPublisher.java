package rollcall.watch;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Publisher of the status to the [WatchListener]. Thread: watcher.
final class StatusPublisher {
  private final WatchListener listener;
  private final AuditEventPublisher auditEvents;
  private final RecordingHoursTracker recordingHours;

  /// Status to publish once the clock has caught up with the record, or null.
  private @Nullable WatchStatus postponed;

  StatusPublisher(
      WatchListener listener,
      AuditEventPublisher auditEvents,
      RecordingHoursTracker recordingHours) {
    this.listener = listener;
    this.auditEvents = auditEvents;
    this.recordingHours = recordingHours;
  }

  /// Publishes a status. Outside recording hours, or while the clock is behind the record, that
  /// replaces a status without a problem.
  void publish(WatchStatus status) {
    boolean observing = status instanceof WatchStatus.Live || status instanceof WatchStatus.Polling;
    Optional<Instant> behind = auditEvents.behindUntil().filter(_ -> observing);
    postponed = behind.isPresent() ? status : null;
    listener.onStatus(
        observing && recordingHours.allClosed()
            ? new WatchStatus.OutsideHours(
                recordingHours.next().map(RecordingHoursTracker.Boundary::at).orElse(null))
            : behind.<WatchStatus>map(WatchStatus.Behind::new).orElse(status));
  }

  /// Publishes the last status again when the clock has caught up with the record.
  void refresh() {
    WatchStatus status = postponed;
    if (status != null && auditEvents.behindUntil().isEmpty()) {
      publish(status);
    }
  }
}
