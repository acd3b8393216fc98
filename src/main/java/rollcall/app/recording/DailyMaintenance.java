package rollcall.app.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Maintenance;
import rollcall.history.RetentionClock;
import rollcall.history.RetentionPolicy;

/// Daily maintenance of the history: see [Maintenance#run]. Runs once a day, so that a failure is
/// not reported with every heartbeat. A failed erasure is retried every ten minutes without a
/// message.
///
/// A jump of the clock is in the history only if something was observed then. So after a jump
/// between two calls, nothing is run until [RetentionClock#TRUST] is over, or the clock is back.
/// Thread: database.
final class DailyMaintenance {
  private static final Logger LOG = LoggerFactory.getLogger(DailyMaintenance.class);
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final InstantSource clock;
  private RetentionPolicy retention = RetentionPolicy.UNKNOWN;
  private @Nullable LocalDate doneOn;
  private @Nullable Instant triedAt;
  private @Nullable Instant lastReading;
  // The reading before a jump of the clock that is not trusted yet, or null.
  private @Nullable Instant beforeJump;
  private Instant trustedFrom = Instant.MIN;

  DailyMaintenance(InstantSource clock) {
    this.clock = clock;
  }

  /// Notes that another history is open, which needs maintenance.
  void start() {
    doneOn = null;
    triedAt = null;
  }

  /// Sets the retention, which is [RetentionPolicy#UNKNOWN] until then.
  ///
  /// @return whether it is shorter than before, so that data may have to be deleted
  boolean setRetention(RetentionPolicy wanted) {
    boolean shorter = wanted.isShorterThan(retention);
    retention = wanted;
    return shorter;
  }

  RetentionPolicy retention() {
    return retention;
  }

  /// @param onExpired runs after entries were deleted, also when others could not be
  void runIfDue(History history, Runnable onExpired) throws HistoryException {
    Instant now = clock.instant();
    finishErasing(history, now);
    if (!isTrusted(now) || today(now).equals(doneOn)) {
      return;
    }
    doneOn = today(now);
    if (history.maintenance().isDue(now)) {
      try {
        if (history.maintenance().run(retention, now) > 0) {
          onExpired.run();
        }
      } catch (HistoryException.Unerased e) {
        onExpired.run();
        throw e;
      }
    }
  }

  private boolean isTrusted(Instant now) {
    if (isJump(lastReading, now)) {
      beforeJump = beforeJump == null ? lastReading : beforeJump;
      trustedFrom = now.plus(RetentionClock.TRUST);
    } else if (!isJump(beforeJump, now) || !now.isBefore(trustedFrom)) {
      beforeJump = null;
    }
    lastReading = now;
    return beforeJump == null;
  }

  private static boolean isJump(@Nullable Instant from, Instant to) {
    return from != null && Duration.between(from, to).compareTo(RetentionClock.JUMP) > 0;
  }

  /// The instant at which a session without observations since the last reading ends: that before a
  /// jump of the clock which is not trusted yet, so that the next session knows of the jump.
  Instant sessionEnd() {
    Instant now = clock.instant();
    return isTrusted(now) || beforeJump == null ? now : beforeJump;
  }

  private void finishErasing(History history, Instant now) throws HistoryException {
    if (triedAt == null) {
      // Erasures were already tried when the history was opened. Expired data was not: it is due.
      triedAt = now;
    } else if (!now.isBefore(triedAt.plus(RETRY))) {
      triedAt = now;
      if (history.maintenance().erasing()) {
        try {
          history.maintenance().finishErasing(retention);
        } catch (HistoryException.Unerased e) {
          LOG.info("{}", e.getMessage());
        }
      }
    }
  }

  /// Runs the maintenance now, on the user's request.
  ///
  /// @return number of people with expired entries
  int run(History history) throws HistoryException {
    Instant now = clock.instant();
    doneOn = today(now);
    return history.maintenance().runNow(retention, now);
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
