package rollcall.slack.web;

import java.util.HashMap;
import java.util.Map;

/// Static properties of a Web API method.
///
/// @param tier rate limit tier
/// @param repeatable whether the method is idempotent, so that a call without a known result may be
///   repeated
record MethodTraits(Tier tier, boolean repeatable) {
  private static final MethodTraits NOTHING = new MethodTraits(Tier.UNKNOWN, false);
  private static final Map<String, MethodTraits> METHODS = new HashMap<>();

  static {
    repeatable(Tier.TWO, "users.list", "users.setPresence", "conversations.list");
    repeatable(Tier.TWO, "usergroups.list", "usergroups.users.list", "dnd.teamInfo", "emoji.list");
    repeatable(Tier.THREE, "team.info", "users.getPresence", "users.conversations", "dnd.info");
    repeatable(Tier.THREE, "conversations.info", "conversations.open");
    repeatable(Tier.FOUR, "api.test", "auth.test", "users.info", "users.profile.get");
    repeatable(Tier.FOUR, "conversations.members");
    // Each call grants another socket, and Slack counts them: the caller decides about a retry.
    METHODS.put("rtm.connect", new MethodTraits(Tier.ONE, false));
    METHODS.put("rtm.start", new MethodTraits(Tier.ONE, false));
    METHODS.put("chat.postMessage", new MethodTraits(Tier.POSTING, false));
  }

  /// Known traits of this method; most methods have none.
  static MethodTraits of(String method) {
    return METHODS.getOrDefault(method, NOTHING);
  }

  private static void repeatable(Tier tier, String... methods) {
    for (String method : methods) {
      METHODS.put(method, new MethodTraits(tier, true));
    }
  }
}
