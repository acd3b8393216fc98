package rollcall.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Board;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Standing;

/// How one watched person stands at this moment. Immutable; every change makes a new one.
///
/// @param presence active, away or unknown; somebody never seen is unknown
/// @param since from when on, or null for somebody never seen
/// @param past the revision of the person's lane
public record PersonNow(Person person, Presence presence, @Nullable Instant since, int past) {

  /// As the board has it.
  static PersonNow of(Person person, Board board, int past) {
    Optional<Standing> standing =
        board.of(person.id()).filter(one -> one.presence() != Presence.NOT_WATCHED);
    return standing
        .map(one -> new PersonNow(person, one.presence(), one.since(), past))
        .orElseGet(() -> new PersonNow(person, Presence.UNKNOWN, null, past));
  }

  /// How long it has been so; empty for somebody never seen. Never negative.
  public Optional<Duration> lasting(Instant now) {
    return Optional.ofNullable(since)
        .map(start -> start.isAfter(now) ? Duration.ZERO : Duration.between(start, now));
  }
}
