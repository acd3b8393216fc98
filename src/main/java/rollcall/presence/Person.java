package rollcall.presence;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// User of the Slack workspace, as the user list describes them.
///
/// @param id the permanent id
/// @param name the name shown to colleagues: the display name, else the real name, else the handle;
///   never blank
/// @param realName the full name, or blank when the profile has none
/// @param title the job title of the profile, or blank
/// @param zone the person's time zone, or null when Slack reports none or one that Java does not
///   know
/// @param bot whether this is an app or Slackbot
/// @param deactivated whether the account is deactivated
public record Person(
    UserId id,
    String name,
    String realName,
    String title,
    @Nullable ZoneId zone,
    boolean bot,
    boolean deactivated) {

  /// A person with only an id; the id is used as the name.
  public static Person unknown(UserId id) {
    return new Person(id, id.value(), "", "", null, false, false);
  }

  /// Returns the time zone with this ID; null for null, and for an ID that Java does not know.
  public static @Nullable ZoneId zoneOf(@Nullable String id) {
    try {
      return id == null ? null : ZoneId.of(id);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Returns whether it makes sense to watch them: not a bot, and an active account.
  public boolean canBeWatched() {
    return !bot && !deactivated;
  }

  /// The same person with the time zone of an earlier description if this one has none: Slack may
  /// leave out the zone of a deactivated account, whose days are still those of that zone.
  public Person withZoneOf(Person earlier) {
    return zone != null
        ? this
        : new Person(id, name, realName, title, earlier.zone, bot, deactivated);
  }

  /// The person's time zone, if known.
  public Optional<ZoneId> clock() {
    return Optional.ofNullable(zone);
  }
}
