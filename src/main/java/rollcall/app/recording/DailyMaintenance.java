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
import rollcall.history.Retention;

/// What a day wants of the history once, when it has begun: see [Maintenance#run]. It is tried once
/// a day only, so that trouble with it is not said with every heartbeat. What could not be erased
/// is tried again every ten minutes, without a word. Lane: disk.
final class DailyMaintenance {
  private static final Logger LOG = LoggerFactory.getLogger(DailyMaintenance.class);
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final InstantSource clock;
  private Retention retention = Retention.UNKNOWN;
  private @Nullable LocalDate doneOn;
  private @Nullable Instant triedAt;

  DailyMaintenance(InstantSource clock) {
    this.clock = clock;
  }

  /// Another history is open, of which nothing has been done today.
  void start() {
    doneOn = null;
    triedAt = null;
  }

  /// How long everything is kept from now on; [Retention#UNKNOWN] until then.
  ///
  /// @return whether that is shorter than before, so that something may have to go
  boolean setRetention(Retention wanted) {
    boolean shorter = wanted.keep().compareTo(retention.keep()) < 0;
    retention = wanted;
    return shorter;
  }

  /// Does it if it is due.
  void runIfDue(History history) throws HistoryException {
    Instant now = clock.instant();
    finishErasing(history, now);
    if (today(now).equals(doneOn)) {
      return;
    }
    doneOn = today(now);
    if (history.maintenance().isDue(now)) {
      history.maintenance().run(retention, now);
    }
  }

  private void finishErasing(History history, Instant now) throws HistoryException {
    if (triedAt == null) {
      // Opening the history has tried.
      triedAt = now;
    } else if (!now.isBefore(triedAt.plus(RETRY))) {
      triedAt = now;
      if (history.maintenance().erasing()) {
        try {
          history.maintenance().finishErasing();
        } catch (HistoryException.Unerased e) {
          LOG.info("{}", e.getMessage());
        }
      }
    }
  }

  /// Does it now, because a person wants it.
  Maintenance.Done run(History history) throws HistoryException {
    Instant now = clock.instant();
    doneOn = today(now);
    return history.maintenance().runNow(retention, now);
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
