package rollcall.history;

import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Change of a file, to repeat on the server to which the file is attached. Keys and codes of
/// sightings are those of [SightingIntegerCodec], times are milliseconds since 1970, and numbers of
/// events and sessions are those in the file.
sealed interface OutboxOperation {

  /// Returns whether it deletes or blocks a person: no other transaction may run at that time.
  default boolean deletesPeople() {
    return this instanceof Erase || this instanceof Block || this instanceof DeletePerson;
  }

  /// Returns whether it takes statements of its own on the server.
  default boolean isSingle() {
    return deletesPeople() || this instanceof Unblock || this instanceof StorePerson;
  }

  /// Stores a new or changed sighting.
  record StoreSighting(UserId person, long key, long code) implements OutboxOperation {}

  /// Stores an audit event.
  ///
  /// @param person null for an event of everyone
  record StoreEvent(
      long number, @Nullable UserId person, long at, int type, @Nullable Long source, String note)
      implements OutboxOperation {}

  record DeleteEvent(long number) implements OutboxOperation {}

  /// Stores a new or changed session.
  ///
  /// @param knownUntil end of the confirmed time
  /// @param ended null while the session lasts
  record StoreSession(int number, long started, long knownUntil, @Nullable Long ended)
      implements OutboxOperation {}

  record DeleteSession(int number) implements OutboxOperation {}

  /// Stores the details of a person.
  ///
  /// @param zone time zone as Slack reported it; null for none
  record StorePerson(
      UserId person, boolean bot, boolean deactivated, String name, @Nullable String zone)
      implements OutboxOperation {}

  /// Deletes a person without rows in the file.
  record DeletePerson(UserId person) implements OutboxOperation {}

  /// Deletes sightings of a person.
  ///
  /// @param first key; the smallest number for all before the end
  /// @param end key, exclusive
  record DeleteSightings(UserId person, long first, long end) implements OutboxOperation {

    /// Returns the start of the changed time.
    long since() {
      return first == Long.MIN_VALUE ? 0 : SightingIntegerCodec.millis(first);
    }
  }

  /// Erases a person.
  ///
  /// @param order number of the [ErasureOrder] of the server; 0 for none
  record Erase(UserId person, boolean block, long order) implements OutboxOperation {}

  record Unblock(UserId person) implements OutboxOperation {}

  /// Blocks a person.
  ///
  /// @param saltAndHash hexadecimal digits
  record Block(String saltAndHash) implements OutboxOperation {}

  /// Stores all sightings of a person that the file has.
  record StorePast(UserId person) implements OutboxOperation {}

  /// Stores all audit events that the file has.
  ///
  /// @param after number before the first one
  /// @param until number of the last one
  record StorePastEvents(long after, long until) implements OutboxOperation {}
}
