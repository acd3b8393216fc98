package rollcall.history;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Happening;
import rollcall.presence.Source;

/// What a history holds under later times than the clock says now: it was ahead when that was
/// recorded, or it is behind now. Lane: that of its [History].
final class Ahead {
  private final Ledger ledger;

  Ahead(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Until when the record reaches, where that is later than `now`.
  Optional<Instant> reach(Instant now) throws SQLException {
    return Stream.of(lookedUntil(), seenUntil())
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .max(Instant::compareTo);
  }

  /// Lets go of sessions under later times in which nothing was seen: they only say that Rollcall
  /// ran, and would make what is seen from now on seem to be known until then.
  ///
  /// @return whether the newest is gone
  boolean forgetTheHollow(Instant now) throws SQLException {
    boolean hollow =
        lookedUntil().filter(now::isBefore).isPresent()
            && seenUntil().filter(now::isBefore).isEmpty();
    return hollow && ledger.sessions().cut(now);
  }

  /// From when the clock may have been wrong everybody is unknown; the record goes on now.
  ///
  /// @param until until when it reached
  /// @return from when on
  Instant setAside(Instant now, Instant until) throws SQLException {
    Instant from = beginningOfDoubt(now);
    for (People.Numbered person : ledger.people().numbered()) {
      ledger.sightings().forgetFrom(person.number(), from);
    }
    ledger.happenings().forgetFrom(from.toEpochMilli());
    boolean anew = ledger.sessions().cut(from);
    ledger.store(ledger.board().darkFrom(from, Cause.CLOCK_ADJUSTED));
    String note =
        "set back by %s s; what was recorded since then by the clock that was ahead is set aside"
            .formatted(Duration.between(now, until).toSeconds());
    ledger.happenings().add(Happening.of(EventType.CLOCK_ADJUSTED, from, Source.NONE, note), null);
    if (anew) {
      ledger.sessions().start(now);
    }
    return from;
  }

  /// Nothing says since when the clock was ahead. Of the session that reaches over `now` all is
  /// doubted since its clock last jumped so far, or since it began; of earlier ones, nothing.
  private Instant beginningOfDoubt(Instant now) throws SQLException {
    Optional<Sessions.Reach> over = ledger.sessions().over(now);
    if (over.isEmpty()) {
      return now;
    }
    Instant begin = jump(over.get(), Duration.between(now, over.get().knownUntil()));
    return begin.isBefore(now) ? begin : now;
  }

  private Instant jump(Sessions.Reach session, Duration far) throws SQLException {
    Instant begin = session.started();
    @Nullable Instant asleep = null;
    for (Happening one :
        ledger
            .happenings()
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

  private Optional<Instant> lookedUntil() throws SQLException {
    return ledger.sessions().last().map(Sessions.Session::knownUntil);
  }

  private Optional<Instant> seenUntil() throws SQLException {
    return LongStream.concat(
            ledger.sightings().last().stream(), ledger.happenings().last().stream())
        .mapToObj(Instant::ofEpochMilli)
        .max(Instant::compareTo);
  }
}
