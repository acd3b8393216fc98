package rollcall.slack;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Member of a workspace, as `users.list`, `users.info`, `user_change` and `team_join` describe it.
///
/// @param id `U…`, or `W…` on Enterprise Grid; both are treated alike
/// @param teamId id of the workspace (`T…`), or blank
/// @param name handle, without `@`
/// @param realName full name, or blank
/// @param displayName display name, or blank
/// @param title job title of the profile, or blank
/// @param email email address; null without the scope `users:read.email`
/// @param picture address of the avatar, about 192 pixels wide, or null
/// @param tz IANA id of the time zone, such as `Europe/Berlin`; null for deactivated accounts
/// @param deleted whether the account is deactivated
/// @param bot whether it is the user of an app; false for Slackbot
/// @param roles roles of the account in addition to member
/// @param status custom status and huddle state
/// @param updated time of the last change of the account, or null
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

  /// The set is copied.
  public User {
    roles = Set.copyOf(roles);
  }

  /// Name that colleagues see.
  ///
  /// @return the display name, else the real name, else the handle, else the id
  public String shownName() {
    return !displayName.isBlank()
        ? displayName
        : !realName.isBlank() ? realName : !name.isBlank() ? name : id;
  }

  /// IANA id of the time zone.
  ///
  /// @return such as `Europe/Berlin`; empty if Slack does not report it
  public Optional<String> timeZone() {
    return Optional.ofNullable(tz);
  }
}
