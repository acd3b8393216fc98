package rollcall.history;

import org.jspecify.annotations.Nullable;

/// Operation in the [Outbox] of a file; `a` to `d`, text and zone mean what its kind says.
///
/// @param n number, in the order of the operations
/// @param person ID of the person; null for none
record Operation(
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

  /// Kind of an operation. The order is part of the file format: new ones are added at the end.
  enum Kind {
    /// New or changed sighting: key, state.
    SIGHTING,
    /// Audit event: number in the file, time, type, source, note.
    EVENT,
    /// Deleted audit event: number in the file.
    EVENT_DELETED,
    /// New or changed session: number in the file, start, end of the confirmed time, end.
    SESSION,
    /// Deleted session: number in the file.
    SESSION_DELETED,
    /// Details of a person: bot, deactivated, name, zone.
    PERSON,
    /// A person of whom the file has no rows any more.
    PERSON_DELETED,
    /// Deleted sightings of a person before a key.
    DELETED_BEFORE,
    /// Deleted sightings of a person from a key on.
    DELETED_FROM,
    /// Erased person: whether to block.
    ERASED,
    /// Person who was unblocked.
    UNBLOCKED,
    /// Blocked person: salt and hash, in hexadecimal digits.
    BLOCKED,
    /// All sightings of a person that the file has.
    PAST,
    /// All audit events that the file has, from one number to another.
    PAST_EVENTS
  }
}
