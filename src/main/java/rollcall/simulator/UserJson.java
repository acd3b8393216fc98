package rollcall.simulator;

import java.time.Instant;
import java.time.format.TextStyle;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Encoder of members as Slack's user objects (slack-protocol 4.5, 5.2).
final class UserJson {
  private UserJson() {}

  /// Returns a member as Slack's user object.
  ///
  /// @param now determines the offset of the time zone
  static ObjectNode of(Member member, Instant now) {
    ObjectNode user = SlackJsonCodec.object();
    user.put("id", member.id()).put("team_id", TeamMethods.TEAM_ID);
    user.put("name", member.handle()).put("deleted", member.hasLeft());
    user.put("color", HexFormat.of().toHexDigits(member.id().hashCode(), 6));
    user.put("real_name", member.realName());
    if (!member.hasLeft()) {
      user.put("tz", member.zone().getId());
      user.put("tz_label", member.zone().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
      user.put("tz_offset", member.zone().getRules().getOffset(now).getTotalSeconds());
    }
    user.set("profile", profile(member));
    user.put("is_admin", false).put("is_owner", false).put("is_primary_owner", false);
    user.put("is_restricted", false).put("is_ultra_restricted", false);
    // Slack reports `is_bot: false` for Slackbot.
    user.put("is_bot", member.isBot()).put("is_app_user", false);
    user.put("updated", 1_700_000_000);
    return user;
  }

  static ObjectNode profile(Member member) {
    String plain = member.realName();
    ObjectNode profile = SlackJsonCodec.object();
    profile.put("avatar_hash", HexFormat.of().toHexDigits(member.id().hashCode()));
    profile.put("title", member.title());
    profile.put("real_name", plain).put("real_name_normalized", plain);
    profile.put("display_name", member.displayName());
    profile.put("display_name_normalized", member.displayName());
    profile.put("status_text", member.status().text());
    profile.put("status_emoji", member.status().emoji());
    profile.put("status_expiration", member.status().expires().getEpochSecond());
    profile.put("team", TeamMethods.TEAM_ID);
    if (member.kind() == Member.Kind.SLACKBOT) {
      profile.put("always_active", true);
    }
    if (member.isBot()) {
      profile.put("bot_id", Member.BOT_ID).put("api_app_id", "A0ROLLCALL0");
    }
    if (member.huddling()) {
      profile.put("huddle_state", "in_a_huddle");
    }
    return profile;
  }
}
