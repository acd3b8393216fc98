package rollcall.history;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Operation in the [Outbox] of a file; `a` to `d`, text and zone mean what its kind says.
///
/// @param n number, in the order of the operations
/// @param person ID of the person; null for none
record OutboxOperation(
    long n,
    Kind kind,
    @Nullable String person,
    long a,
    long b,
    long c,
    @Nullable Long d,
    String text,
    @Nullable String zone) {

  /// Returns the person of an operation that has one.
  String user() {
    if (person == null) {
      throw new IllegalStateException("operation " + n + " has no person");
    }
    return person;
  }

  /// Kind of an operation. Its number is part of the file format.
  enum Kind {
    /// New or changed sighting: key, state.
    SIGHTING(1),
    /// Audit event: number in the file, time, type, source, note.
    EVENT(2),
    /// Deleted audit event: number in the file.
    EVENT_DELETED(3),
    /// New or changed session: number in the file, start, end of the confirmed time, end.
    SESSION(4),
    /// Deleted session: number in the file.
    SESSION_DELETED(5),
    /// Details of a person: bot, deactivated, name, zone.
    PERSON(6),
    /// A person without rows in the file.
    PERSON_DELETED(7),
    /// Deleted sightings of a person before a key.
    DELETED_BEFORE(8),
    /// Deleted sightings of a person from a key on.
    DELETED_FROM(9),
    /// Erased person: whether to block, number of the [ErasureOrder], 0 for none.
    ERASED(10),
    /// Person who was unblocked.
    UNBLOCKED(11),
    /// Blocked person: salt and hash, in hexadecimal digits.
    BLOCKED(12),
    /// All sightings of a person that the file has.
    PAST(13),
    /// All audit events that the file has, from one number to another.
    PAST_EVENTS(14);

    private static final Map<Integer, Kind> BY_NUMBER =
        Stream.of(values()).collect(Collectors.toMap(Kind::number, one -> one));

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /// Returns whether it deletes or blocks a person: no other transaction may run at that time.
    boolean deletesPeople() {
      return this == ERASED || this == BLOCKED || this == PERSON_DELETED;
    }

    /// Returns whether it takes statements of its own on the server.
    boolean isSingle() {
      return deletesPeople() || this == UNBLOCKED || this == PERSON;
    }

    /// @throws IllegalArgumentException for a number that only a newer Rollcall knows
    static Kind of(int number) {
      Kind kind = BY_NUMBER.get(number);
      if (kind == null) {
        throw new IllegalArgumentException("No operation has the kind " + number + ".");
      }
      return kind;
    }
  }
}
