package rollcall.simulator;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Web API methods for the workspace and the caller. Thread: event loop.
///
/// @param home address of the workspace
record TeamMethods(WorkspaceState state, Supplier<URI> home) {
  static final String TEAM_ID = "T0ACMEDEMO";
  static final String TEAM_NAME = "Acme (demo)";
  static final String DOMAIN = "acme-demo";

  List<Method> all() {
    return List.of(
        // Answered before any other check: it needs no token.
        new Method("api.test", Tier.FOUR, "", call -> SlackJsonCodec.ok()),
        new Method("auth.test", Tier.SPECIAL, "", this::authTest),
        new Method("team.info", Tier.THREE, "team:read", this::info),
        new Method("emoji.list", Tier.TWO, "emoji:read", TeamMethods::emoji));
  }

  /// Returns `{id, name, domain}`.
  static ObjectNode team() {
    return SlackJsonCodec.object().put("id", TEAM_ID).put("name", TEAM_NAME).put("domain", DOMAIN);
  }

  private ObjectNode authTest(AuthorizedApiRequest call) {
    String user = call.user();
    ObjectNode answer =
        SlackJsonCodec.ok()
            .put("url", home.get().toString())
            .put("team", TEAM_NAME)
            .put("user", state.handle(user))
            .put("team_id", TEAM_ID)
            .put("user_id", user);
    if (call.caller().isBot()) {
      answer.put("bot_id", Member.BOT_ID);
    }
    return answer.put("is_enterprise_install", false);
  }

  /// Returns the custom emoji: one picture and one alias.
  private static ObjectNode emoji(AuthorizedApiRequest call) {
    ObjectNode answer = SlackJsonCodec.ok();
    answer
        .putObject("emoji")
        .put("acme", "https://emoji.acme.example/acme.png")
        .put("logo", "alias:acme");
    return answer.put("cache_ts", Long.toString(call.now().getEpochSecond()));
  }

  private ObjectNode info(AuthorizedApiRequest call) {
    if (!call.arg("team").orElse(TEAM_ID).equals(TEAM_ID)) {
      return SlackJsonCodec.refusal("team_not_found");
    }
    ObjectNode team = team().put("email_domain", "acme.example");
    team.putObject("icon").put("image_default", true);
    return SlackJsonCodec.ok().set("team", team);
  }
}
