package rollcall.slack;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A member of a workspace, as `users.list`, `users.info`, `user_change` and `team_join` describe
/// them.
///
/// @param id `U…`, or `W…` on Enterprise Grid; both are treated alike
/// @param name the handle
/// @param realName the full name, or blank
/// @param displayName the name chosen to be shown, or blank
/// @param title what the profile says the person does, or blank
/// @param tz the time zone in the words of the IANA database, or null: Slack leaves it out for
///   deactivated accounts
/// @param deleted whether the account was deactivated
/// @param bot whether it is an app; Slackbot says no
public record User(
    String id,
    String name,
    String realName,
    String displayName,
    String title,
    @Nullable String tz,
    boolean deleted,
    boolean bot) {

  /// The name that colleagues see: the display name, else the real name, else the handle, else the
  /// id.
  public String shownName() {
    return !displayName.isBlank()
        ? displayName
        : !realName.isBlank() ? realName : !name.isBlank() ? name : id;
  }

  /// The time zone in the words of the IANA database, when Slack says it.
  public Optional<String> timeZone() {
    return Optional.ofNullable(tz);
  }
}
