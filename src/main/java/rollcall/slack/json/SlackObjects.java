package rollcall.slack.json;

import java.net.URI;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.slack.Conversation;
import rollcall.slack.Conversation.Kind;
import rollcall.slack.DndStatus;
import rollcall.slack.Team;
import rollcall.slack.User;
import rollcall.slack.User.Role;
import rollcall.slack.UserStatus;
import rollcall.slack.Usergroup;
import tools.jackson.databind.JsonNode;

/// Mapper from JSON to Slack objects. Absent fields become blank, false, empty or null: Slack omits
/// many, and more for deactivated users.
public final class SlackObjects {
  private static final Map<Role, String> ROLES = new EnumMap<>(Role.class);

  static {
    ROLES.put(Role.ADMIN, "is_admin");
    ROLES.put(Role.OWNER, "is_owner");
    ROLES.put(Role.PRIMARY_OWNER, "is_primary_owner");
    ROLES.put(Role.GUEST, "is_restricted");
    ROLES.put(Role.SINGLE_CHANNEL_GUEST, "is_ultra_restricted");
    ROLES.put(Role.APP_USER, "is_app_user");
    ROLES.put(Role.STRANGER, "is_stranger");
  }

  private SlackObjects() {}

  /// A user object.
  public static User user(JsonNode node) {
    JsonNode profile = node.path("profile");
    String realName = profile.path("real_name").stringValue("");
    return new User(
        node.path("id").stringValue(""),
        Optional.ofNullable(JsonCodec.text(node, "team_id"))
            .orElse(profile.path("team").stringValue("")),
        node.path("name").stringValue(""),
        realName.isBlank() ? node.path("real_name").stringValue("") : realName,
        profile.path("display_name").stringValue(""),
        profile.path("title").stringValue(""),
        JsonCodec.text(profile, "email"),
        picture(profile),
        JsonCodec.text(node, "tz"),
        JsonCodec.flag(node, "deleted"),
        JsonCodec.flag(node, "is_bot"),
        roles(node),
        status(profile),
        JsonCodec.instant(node, "updated"));
  }

  /// A team object.
  public static Team team(JsonNode node) {
    return new Team(
        node.path("id").stringValue(""),
        node.path("name").stringValue(""),
        node.path("domain").stringValue(""),
        node.path("email_domain").stringValue(""),
        JsonCodec.uri(node.path("icon"), "image_132"),
        JsonCodec.text(node, "enterprise_id"),
        JsonCodec.text(node, "enterprise_name"));
  }

  /// A conversation object: a channel, a group or a direct message.
  public static Conversation conversation(JsonNode node) {
    Kind kind = kind(node);
    return new Conversation(
        node.path("id").stringValue(""),
        kind,
        node.path("name").stringValue(""),
        JsonCodec.flag(node, "is_member") || kind == Kind.DIRECT_MESSAGE,
        JsonCodec.flag(node, "is_archived"),
        JsonCodec.flag(node, "is_general"),
        node.path("topic").path("value").stringValue(""),
        node.path("purpose").path("value").stringValue(""),
        JsonCodec.text(node, "user"),
        JsonCodec.text(node, "creator"),
        JsonCodec.instant(node, "created"),
        node.has("num_members") ? node.path("num_members").asInt(0) : null);
  }

  /// A user group object, whose Slack-internal name is subteam.
  public static Usergroup usergroup(JsonNode node) {
    return new Usergroup(
        node.path("id").stringValue(""),
        node.path("team_id").stringValue(""),
        node.path("name").stringValue(""),
        node.path("handle").stringValue(""),
        node.path("description").stringValue(""),
        JsonCodec.text(node, "auto_type"),
        JsonCodec.instant(node, "date_delete"),
        JsonCodec.texts(node.path("users")),
        node.has("user_count") ? node.path("user_count").asInt(0) : null);
  }

  /// Do Not Disturb schedule.
  public static DndStatus dnd(JsonNode node) {
    return new DndStatus(
        JsonCodec.flag(node, "dnd_enabled"),
        JsonCodec.instant(node, "next_dnd_start_ts"),
        JsonCodec.instant(node, "next_dnd_end_ts"),
        JsonCodec.flag(node, "snooze_enabled"),
        JsonCodec.instant(node, "snooze_endtime"));
  }

  private static UserStatus status(JsonNode profile) {
    return new UserStatus(
        profile.path("status_text").stringValue(""),
        profile.path("status_emoji").stringValue(""),
        JsonCodec.instant(profile, "status_expiration"),
        profile.path("huddle_state").stringValue(""),
        JsonCodec.instant(profile, "huddle_state_expiration_ts"));
  }

  private static Set<Role> roles(JsonNode node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    ROLES.forEach((role, flag) -> {
      if (JsonCodec.flag(node, flag)) {
        roles.add(role);
      }
    });
    return roles;
  }

  private static @Nullable URI picture(JsonNode profile) {
    return Arrays.stream(new int[] {192, 72, 512, 48, 32, 24})
        .mapToObj(size -> JsonCodec.uri(profile, "image_" + size))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /// Returns the kind by the flags: old servers omit `is_channel` and similar flags, and so does
  /// the response of conversations.open.
  private static Kind kind(JsonNode node) {
    if (JsonCodec.flag(node, "is_im") || node.path("id").stringValue("").startsWith("D")) {
      return Kind.DIRECT_MESSAGE;
    }
    if (JsonCodec.flag(node, "is_mpim")) {
      return Kind.GROUP_MESSAGE;
    }
    return JsonCodec.flag(node, "is_private") || JsonCodec.flag(node, "is_group")
        ? Kind.PRIVATE_CHANNEL
        : Kind.PUBLIC_CHANNEL;
  }
}
