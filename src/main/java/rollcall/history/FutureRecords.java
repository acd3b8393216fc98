package rollcall.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Source;

/// Records dated later than the clock: it was ahead when that was recorded, or it is behind now.
/// Thread: that of its [History].
final class FutureRecords {
  private final HistoryTables tables;

  FutureRecords(HistoryTables tables) {
    this.tables = tables;
  }

  /// Until when the record reaches, where that is later than `now`.
  Optional<Instant> extent(Instant now) throws SQLException {
    return Stream.of(confirmedUntil(), lastSightingAt())
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .max(Instant::compareTo);
  }

  /// Lets go of sessions under later times in which nothing was seen: they only say that Rollcall
  /// ran, and would make what is seen from now on seem to be known until then.
  ///
  /// @return whether the newest is gone
  boolean deleteEmptySessions(Instant now) throws SQLException {
    boolean hollow =
        confirmedUntil().filter(now::isBefore).isPresent()
            && lastSightingAt().filter(now::isBefore).isEmpty();
    return hollow && tables.sessions().truncate(now);
  }

  /// From when the clock may have been wrong everybody is unknown; the record goes on now.
  ///
  /// @param until until when it reached
  /// @return from when on
  Instant setAside(Instant now, Instant until) throws SQLException {
    Instant from = doubtStart(now);
    for (PersonTable.Numbered person : tables.people().byNumber()) {
      tables.sightings().deleteFrom(person.number(), from);
    }
    tables.auditEvents().deleteFrom(from.toEpochMilli());
    boolean anew = tables.sessions().truncate(from);
    tables.store(tables.snapshot().markUnknown(from, Cause.CLOCK_ADJUSTED));
    String note =
        "set back by %s s; what was recorded since then by the clock that was ahead is set aside"
            .formatted(Duration.between(now, until).toSeconds());
    tables
        .auditEvents()
        .add(AuditEvent.of(EventType.CLOCK_ADJUSTED, from, Source.NONE, note), null);
    if (anew) {
      tables.sessions().start(now);
    }
    return from;
  }

  /// Nothing says since when the clock was ahead. Of the session that reaches over `now` all is
  /// doubted since its clock last jumped so far, or since it began; of earlier ones, nothing.
  private Instant doubtStart(Instant now) throws SQLException {
    Optional<SessionTable.Reach> over = tables.sessions().isEnded(now);
    if (over.isEmpty()) {
      return now;
    }
    Instant begin = clockJump(over.get(), Duration.between(now, over.get().knownUntil()));
    return begin.isBefore(now) ? begin : now;
  }

  private Instant clockJump(SessionTable.Reach session, Duration far) throws SQLException {
    Instant begin = session.started();
    @Nullable Instant asleep = null;
    for (AuditEvent one :
        tables
            .auditEvents()
            .between(session.started().toEpochMilli(), session.knownUntil().toEpochMilli() + 1)) {
      if (one.type() == EventType.SLEEP) {
        asleep = one.at();
      } else if (one.type() == EventType.WAKE
          && asleep != null
          && Duration.between(asleep, one.at()).compareTo(far) >= 0) {
        begin = one.at();
      }
    }
    return begin;
  }

  private Optional<Instant> confirmedUntil() throws SQLException {
    return tables.sessions().last().map(SessionTable.Session::knownUntil);
  }

  private Optional<Instant> lastSightingAt() throws SQLException {
    return LongStream.concat(
            tables.sightings().last().stream(), tables.auditEvents().last().stream())
        .mapToObj(Instant::ofEpochMilli)
        .max(Instant::compareTo);
  }
}
