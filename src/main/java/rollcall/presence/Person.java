package rollcall.presence;

import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Somebody in the workspace, as the directory describes them.
///
/// @param id who it is, for ever
/// @param name what colleagues see: the display name, else the real name, else the handle; never
///   blank
/// @param realName the full name, or blank when the profile has none
/// @param title what the profile says the person does, or blank
/// @param zone where the person's clock is, or null when Slack does not say or names a zone Java
///   does not know
/// @param bot whether this is an app, or Slackbot, and not a human being
/// @param deactivated whether the account was closed
public record Person(
    UserId id,
    String name,
    String realName,
    String title,
    @Nullable ZoneId zone,
    boolean bot,
    boolean deactivated) {

  /// Someone of whom only the id is known: the id stands in for the name.
  public static Person unknown(UserId id) {
    return new Person(id, id.value(), "", "", null, false, false);
  }

  /// Whether one would want to watch them: a human being with an open account.
  public boolean canBeWatched() {
    return !bot && !deactivated;
  }

  /// Where the person's clock is, when it is known.
  public Optional<ZoneId> clock() {
    return Optional.ofNullable(zone);
  }
}
