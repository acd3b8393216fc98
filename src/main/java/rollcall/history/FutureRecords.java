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

/// Records dated after the current time: the clock was ahead when they were recorded, or is behind
/// now. Thread: that of its [History].
final class FutureRecords {
  private final HistoryTables tables;

  FutureRecords(HistoryTables tables) {
    this.tables = tables;
  }

  /// Returns the latest time in the history if it is after `now`.
  Optional<Instant> extent(Instant now) throws SQLException {
    return Stream.of(tables.sessions().lastKnown(), lastSightingAt(), tables.dayTotals().end())
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .max(Instant::compareTo);
  }

  /// Deletes sessions in the future without sightings: they would make the time until then known.
  ///
  /// @return whether the newest session was deleted
  boolean deleteEmptySessions(Instant now) throws SQLException {
    boolean hollow =
        tables.sessions().lastKnown().filter(now::isBefore).isPresent()
            && lastSightingAt().filter(now::isBefore).isEmpty();
    return hollow && tables.sessions().truncate(now);
  }

  /// Makes all people unknown from the time at which the clock may have been wrong; the session
  /// continues now. Kept days that end after it are deleted.
  ///
  /// @param until latest time in the history
  /// @return start of the unknown time
  Instant setAside(Instant now, Instant until) throws SQLException {
    Instant from = doubtStart(now);
    for (PersonTable.Numbered person : tables.people().byNumber()) {
      tables.deleteFrom(person, from);
      tables.dayTotals().deleteFrom(person.number(), from);
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

  /// Returns the start of the doubtful time: it is not known since when the clock was ahead. In the
  /// session around `now`, everything is doubtful since the last large clock jump, or since its
  /// start. Earlier sessions are trusted.
  private Instant doubtStart(Instant now) throws SQLException {
    Optional<SessionTable.Reach> over = tables.sessions().firstBeyond(now);
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

  private Optional<Instant> lastSightingAt() throws SQLException {
    return LongStream.concat(
            tables.sightings().last().stream(), tables.auditEvents().last().stream())
        .mapToObj(Instant::ofEpochMilli)
        .max(Instant::compareTo);
  }
}
