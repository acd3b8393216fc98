package rollcall.watch;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Publisher of the status to the [WatchListener]. Thread: watcher.
final class StatusPublisher {
  private final WatchListener listener;
  private final ConnectionLog connectionLog;
  private final RecordedPeople recorded;

  /// Status to publish once the clock has caught up with the record, or null.
  private @Nullable WatchStatus postponed;

  StatusPublisher(WatchListener listener, ConnectionLog connectionLog, RecordedPeople recorded) {
    this.listener = listener;
    this.connectionLog = connectionLog;
    this.recorded = recorded;
  }

  /// Publishes a status. Outside recording hours, or while the clock is behind the record, that
  /// replaces a status without a problem.
  void publish(WatchStatus status) {
    boolean observing = status instanceof WatchStatus.Live || status instanceof WatchStatus.Polling;
    Optional<Instant> behind = connectionLog.behindUntil().filter(_ -> observing);
    postponed = behind.isPresent() ? status : null;
    listener.onStatus(
        observing && recorded.allClosed()
            ? new WatchStatus.OutsideHours(
                recorded.next().map(RecordedPeople.Boundary::at).orElse(null))
            : behind.<WatchStatus>map(WatchStatus.Behind::new).orElse(status));
  }

  /// Publishes the last status again when the clock has caught up with the record.
  void refresh() {
    WatchStatus status = postponed;
    if (status != null && connectionLog.behindUntil().isEmpty()) {
      publish(status);
    }
  }
}
