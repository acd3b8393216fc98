package rollcall.slack;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Member of a workspace, as `users.list`, `users.info`, `user_change` and `team_join` describe it.
///
/// @param id `U…`, or `W…` on Enterprise Grid; both are treated alike
/// @param teamId the workspace (`T…`), or blank
/// @param name the handle
/// @param realName the full name, or blank
/// @param displayName the name chosen to be shown, or blank
/// @param title what the profile says the person does, or blank
/// @param email the mail address, or null: Slack says it only with the scope `users:read.email`
/// @param picture the address of a picture, about 192 pixels wide, or null
/// @param tz the time zone in the words of the IANA database, or null: Slack leaves it out for
///   deactivated accounts
/// @param deleted whether the account was deactivated
/// @param bot whether it is an app; Slackbot says no
/// @param roles what else the account is
/// @param status what the person wrote beside the name
/// @param updated when the account was last changed, or null
public record User(
    String id,
    String teamId,
    String name,
    String realName,
    String displayName,
    String title,
    @Nullable String email,
    @Nullable URI picture,
    @Nullable String tz,
    boolean deleted,
    boolean bot,
    Set<Role> roles,
    UserStatus status,
    @Nullable Instant updated) {

  /// Role of an account in addition to member.
  public enum Role {
    /// May administer the workspace (`is_admin`).
    ADMIN,
    /// One of the workspace's owners (`is_owner`).
    OWNER,
    /// The first of the owners (`is_primary_owner`).
    PRIMARY_OWNER,
    /// A guest in some channels (`is_restricted`).
    GUEST,
    /// A guest in one channel (`is_ultra_restricted`).
    SINGLE_CHANNEL_GUEST,
    /// An app that acts for its user (`is_app_user`).
    APP_USER,
    /// A user of another workspace that shares no channel (`is_stranger`).
    STRANGER
  }

  /// Keeps the roles as they are now.
  public User {
    roles = Set.copyOf(roles);
  }

  /// The name that colleagues see.
  ///
  /// @return the display name, else the real name, else the handle, else the id
  public String shownName() {
    return !displayName.isBlank()
        ? displayName
        : !realName.isBlank() ? realName : !name.isBlank() ? name : id;
  }

  /// The time zone in the words of the IANA database.
  ///
  /// @return such as `Europe/Berlin`; empty if Slack does not report it
  public Optional<String> timeZone() {
    return Optional.ofNullable(tz);
  }
}
