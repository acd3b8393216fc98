package rollcall.presence;

import java.time.Instant;

/// One fact: this person was observed in this state at this instant, or observation stopped at this
/// instant.
///
/// Appended once and never edited. Instants have millisecond precision, as the history keeps them.
///
/// @param user the person it concerns
/// @param presence the state from `at` on, until the person's next sighting
/// @param earliest the earliest instant at which the state may have begun: equal to `at` when Slack
///   pushed it, the previous poll when polling found it. Never after `at`.
/// @param at when it was observed
/// @param source the source of the observation
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

  /// The state is unknown from `at` on.
  public static Sighting unknown(UserId user, Instant at, Cause cause) {
    return of(user, Presence.UNKNOWN, at, Source.NONE, cause);
  }

  /// The person is not on the watch list from `at` on.
  public static Sighting notWatched(UserId user, Instant at, Cause cause) {
    return of(user, Presence.NOT_WATCHED, at, Source.NONE, cause);
  }
}
