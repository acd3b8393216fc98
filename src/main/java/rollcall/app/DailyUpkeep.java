package rollcall.app;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import rollcall.history.History;
import rollcall.history.HistoryException;
import rollcall.history.Retention;
import rollcall.history.Upkeep;

/// What a day wants of the history once, when it has begun: see [Upkeep#run]. It is tried once a
/// day only, so that trouble with it is not said with every heartbeat. Lane: disk.
final class DailyUpkeep {
  private final InstantSource clock;
  private Retention retention = Retention.UNLIMITED;
  private @Nullable LocalDate doneOn;

  DailyUpkeep(InstantSource clock) {
    this.clock = clock;
  }

  /// Another history is open, of which nothing has been done today.
  void begin() {
    doneOn = null;
  }

  /// How long everything is kept from now on; [Retention#UNLIMITED] until then.
  ///
  /// @return whether that is shorter than before, so that something may have to go
  boolean keep(Retention wanted) {
    boolean shorter = wanted.keep().compareTo(retention.keep()) < 0;
    retention = wanted;
    return shorter;
  }

  /// Does it if it is due.
  void ifDue(History history) throws HistoryException {
    Instant now = clock.instant();
    if (today(now).equals(doneOn)) {
      return;
    }
    doneOn = today(now);
    if (history.upkeep().due(now)) {
      history.upkeep().run(retention, now);
    }
  }

  /// Does it now, because a person wants it.
  Upkeep.Done run(History history) throws HistoryException {
    Instant now = clock.instant();
    doneOn = today(now);
    return history.upkeep().runNow(retention, now);
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }
}
