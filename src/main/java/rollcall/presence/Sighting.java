package rollcall.presence;

import java.time.Instant;

/// One fact: at this instant this person was seen to be so, or Rollcall noted that it had stopped
/// looking.
///
/// Appended once and never edited. Instants have millisecond precision, which is what the history
/// keeps.
///
/// @param user whom it is about
/// @param presence what was seen from `at` on, until the person's next sighting
/// @param earliest the earliest instant at which it may have become so: equal to `at` when Slack
///   told us by itself, the previous look when polling found it. Never after `at`.
/// @param at when it was seen
/// @param source by which means
/// @param cause why the state began
public record Sighting(
    UserId user, Presence presence, Instant earliest, Instant at, Source source, Cause cause) {
  public Sighting {
    if (earliest.isAfter(at)) {
      throw new IllegalArgumentException("A sighting cannot be earlier than its earliest instant.");
    }
  }

  /// A sighting whose instant is exact.
  public static Sighting of(
      UserId user, Presence presence, Instant at, Source source, Cause cause) {
    return new Sighting(user, presence, at, at, source, cause);
  }

  /// From `at` on nobody looked.
  public static Sighting unknown(UserId user, Instant at, Cause cause) {
    return of(user, Presence.UNKNOWN, at, Source.NONE, cause);
  }

  /// From `at` on the person is not on the list.
  public static Sighting notWatched(UserId user, Instant at, Cause cause) {
    return of(user, Presence.NOT_WATCHED, at, Source.NONE, cause);
  }
}
