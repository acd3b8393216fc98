package rollcall.timecard;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Sighting;

/// Notes in `events.csv`: the cause of a sighting and its earliest instant. The event type
/// expresses the cause as far as possible, the note the rest.
final class EventNotes {
  /// Prefix of a note with the earliest instant of a sighting.
  static final String NOT_BEFORE = "not before ";

  /// Note of rows just before or after the range, which its first and last day need.
  static final String OUTSIDE_THE_RANGE = "outside the range";

  /// Note of the row with the instant until which the last states are confirmed.
  static final String CONFIRMED = "confirmed until here";

  private static final Map<String, Cause> CAUSES =
      Arrays.stream(Cause.values()).collect(Collectors.toMap(Cause::word, Function.identity()));

  private EventNotes() {}

  static EventType type(Cause cause) {
    return switch (cause) {
      case PRESENCE_CHANGE -> EventType.PRESENCE_CHANGE;
      case SNAPSHOT, RECONNECTED -> EventType.PRESENCE_SNAPSHOT;
      case PRESENCE_CHECK, MIDNIGHT_SPLIT, RANGE_END, NOW -> EventType.PRESENCE_CHECK;
      case APP_STARTED -> EventType.APP_STARTED;
      case APP_STOPPED, APP_NOT_RUNNING -> EventType.APP_STOPPED;
      case APP_CRASHED -> EventType.APP_CRASHED;
      case WATCH_STARTED, WATCH_RESUMED, HOURS_OPENED -> EventType.SUBSCRIBED;
      case WATCH_STOPPED, WATCH_PAUSED, HOURS_CLOSED, RECORDER_CHANGED -> EventType.UNSUBSCRIBED;
      case DISCONNECTED -> EventType.DISCONNECTED;
      case COMPUTER_SLEPT -> EventType.SLEEP;
      case TOKEN_INVALID -> EventType.TOKEN_INVALID;
      case CLOCK_ADJUSTED -> EventType.CLOCK_ADJUSTED;
    };
  }

  static String note(Sighting seen, boolean outsideTheRange) {
    Cause usual = defaultCause(type(seen.cause())).orElse(seen.cause());
    String cause = seen.cause() == usual ? "" : seen.cause().word();
    String earliest =
        seen.earliest().equals(seen.at()) ? "" : NOT_BEFORE + seen.earliest().toString();
    return join(cause, join(earliest, outsideTheRange ? OUTSIDE_THE_RANGE : ""));
  }

  /// The cause of a sighting, from its type and note.
  static Cause cause(EventType type, String note) {
    Stream<String> parts = note.isEmpty() ? Stream.empty() : parts(note);
    return parts
        .flatMap(part -> Optional.ofNullable(CAUSES.get(part)).stream())
        .findFirst()
        .or(() -> defaultCause(type))
        .orElseThrow(
            () -> new IllegalArgumentException(type.word() + " with this note is not a sighting"));
  }

  /// The earliest instant of a sighting, from its note; else the instant itself.
  ///
  /// @throws DateTimeException when the note has no valid instant after the prefix
  static Instant earliest(String note, Instant at) {
    if (!note.contains(NOT_BEFORE)) {
      return at;
    }
    return parts(note)
        .filter(part -> part.startsWith(NOT_BEFORE))
        .map(part -> Instant.parse(part.substring(NOT_BEFORE.length())))
        .findFirst()
        .orElse(at);
  }

  private static Optional<Cause> defaultCause(EventType type) {
    return switch (type) {
      case PRESENCE_CHANGE -> Optional.of(Cause.PRESENCE_CHANGE);
      case PRESENCE_SNAPSHOT -> Optional.of(Cause.SNAPSHOT);
      case PRESENCE_CHECK, PRESENCE_MISMATCH -> Optional.of(Cause.PRESENCE_CHECK);
      case DISCONNECTED -> Optional.of(Cause.DISCONNECTED);
      case SUBSCRIBED -> Optional.of(Cause.WATCH_STARTED);
      case UNSUBSCRIBED -> Optional.of(Cause.WATCH_STOPPED);
      case APP_STARTED -> Optional.of(Cause.APP_STARTED);
      case APP_STOPPED -> Optional.of(Cause.APP_STOPPED);
      case APP_CRASHED -> Optional.of(Cause.APP_CRASHED);
      case SLEEP -> Optional.of(Cause.COMPUTER_SLEPT);
      case TOKEN_INVALID -> Optional.of(Cause.TOKEN_INVALID);
      case CLOCK_ADJUSTED -> Optional.of(Cause.CLOCK_ADJUSTED);
      case CONNECTED, WAKE, RATE_LIMITED, DND_UPDATED, STATUS_CHANGED, HUDDLE_CHANGED ->
          Optional.empty();
    };
  }

  private static Stream<String> parts(String note) {
    return Arrays.stream(note.split("; "));
  }

  private static String join(String one, String other) {
    return one.isEmpty() || other.isEmpty() ? one + other : one + "; " + other;
  }
}
