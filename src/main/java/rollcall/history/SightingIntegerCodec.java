package rollcall.history;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

/// Codec of a sighting as two integers.
///
/// *key*: milliseconds since 1970 × 16, plus its place among those of the same person and
/// millisecond. *value*: the presence in bits 0–2, the source in bits 3–5, the cause in bits 6–11,
/// and from bit 12 on the milliseconds between `earliest` and `at`, which are nearly always zero.
///
/// The numbers are part of the file format: new ones may be added, and none may change.
final class SightingIntegerCodec {
  /// Number of sightings of one person that fit into one millisecond.
  static final int PLACES = 16;

  private static final Presence[] PRESENCES = new Presence[8];
  private static final Source[] SOURCES = new Source[8];
  private static final Cause[] CAUSES = new Cause[64];
  private static final EventType[] EVENT_TYPES = new EventType[64];

  static {
    index(Presence.values(), PRESENCES, SightingIntegerCodec::number);
    index(Source.values(), SOURCES, SightingIntegerCodec::number);
    index(Cause.values(), CAUSES, SightingIntegerCodec::number);
    index(EventType.values(), EVENT_TYPES, SightingIntegerCodec::number);
  }

  private SightingIntegerCodec() {}

  /// Returns the first key of the millisecond of `at`.
  static long key(Instant at) {
    return at.toEpochMilli() * PLACES;
  }

  static long millis(long key) {
    return Math.floorDiv(key, (long) PLACES);
  }

  static long encodeState(Sighting seen) {
    long lag = seen.at().toEpochMilli() - seen.earliest().toEpochMilli();
    return lag << 12
        | number(seen.cause()) << 6
        | number(seen.source()) << 3
        | number(seen.presence());
  }

  /// Decodes a sighting.
  ///
  /// @throws IllegalArgumentException for a number that only a newer Rollcall knows
  static Sighting sighting(UserId user, long key, long what) {
    long millis = millis(key);
    long lag = what >>> 12;
    Instant at = Instant.ofEpochMilli(millis);
    return new Sighting(
        user,
        presence(what),
        lag == 0 ? at : Instant.ofEpochMilli(millis - lag),
        at,
        sourceOf(what),
        known(CAUSES[(int) (what >> 6 & 63)], what));
  }

  static Presence presence(long what) {
    return known(PRESENCES[(int) (what & 7)], what);
  }

  static Source sourceOf(long what) {
    return known(SOURCES[(int) (what >> 3 & 7)], what);
  }

  static Source source(int number) {
    return known(SOURCES[number], number);
  }

  static EventType eventType(int number) {
    return known(EVENT_TYPES[number], number);
  }

  private static <E> E known(@Nullable E meaning, long what) {
    if (meaning == null) {
      throw new IllegalArgumentException("No sighting has the code " + what + ".");
    }
    return meaning;
  }

  private static <E extends Enum<E>> void index(E[] all, E[] into, Function<E, Integer> number) {
    for (E one : all) {
      into[number.apply(one)] = one;
    }
  }

  private static int number(Presence presence) {
    return switch (presence) {
      case ACTIVE -> 0;
      case AWAY -> 1;
      case UNKNOWN -> 2;
      case NOT_WATCHED -> 3;
    };
  }

  static int number(EventType type) {
    return switch (type) {
      case PRESENCE_CHANGE -> 0;
      case PRESENCE_SNAPSHOT -> 1;
      case PRESENCE_CHECK -> 2;
      case PRESENCE_MISMATCH -> 3;
      case DND_UPDATED -> 4;
      case STATUS_CHANGED -> 5;
      case CONNECTED -> 6;
      case DISCONNECTED -> 7;
      case SUBSCRIBED -> 8;
      case UNSUBSCRIBED -> 9;
      case APP_STARTED -> 10;
      case APP_STOPPED -> 11;
      case APP_CRASHED -> 12;
      case SLEEP -> 13;
      case WAKE -> 14;
      case RATE_LIMITED -> 15;
      case TOKEN_INVALID -> 16;
      case CLOCK_ADJUSTED -> 17;
      case HUDDLE_CHANGED -> 18;
    };
  }

  static int number(Source source) {
    return switch (source) {
      case RTM -> 0;
      case POLL -> 1;
      case DEMO -> 2;
      case NONE -> 3;
    };
  }

  private static int number(Cause cause) {
    return switch (cause) {
      case PRESENCE_CHANGE -> 0;
      case PRESENCE_CHECK -> 1;
      case SNAPSHOT -> 2;
      case RECONNECTED -> 3;
      case DISCONNECTED -> 4;
      case APP_STARTED -> 5;
      case APP_STOPPED -> 6;
      case APP_CRASHED -> 7;
      case APP_NOT_RUNNING -> 8;
      case COMPUTER_SLEPT -> 9;
      case WATCH_STARTED -> 10;
      case WATCH_STOPPED -> 11;
      case WATCH_PAUSED -> 12;
      case WATCH_RESUMED -> 13;
      case HOURS_OPENED -> 14;
      case HOURS_CLOSED -> 15;
      case TOKEN_INVALID -> 16;
      case CLOCK_ADJUSTED -> 17;
      case MIDNIGHT_SPLIT -> 18;
      case RANGE_END -> 19;
      case NOW -> 20;
      case RECORDER_CHANGED -> 21;
    };
  }
}
