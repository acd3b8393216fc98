package rollcall.simulator;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// The methods about the workspace and the caller. Lane: the workspace's.
final class TeamMethods {
  static final String TEAM_ID = "T0ACMEDEMO";
  static final String TEAM_NAME = "Acme (demo)";
  static final String DOMAIN = "acme-demo";

  private final WorkspaceState directory;
  private final Supplier<URI> home;

  /// @param home the address of the workspace
  TeamMethods(WorkspaceState directory, Supplier<URI> home) {
    this.directory = directory;
    this.home = home;
  }

  List<Method> all() {
    return List.of(
        // Answered before anything else is looked at: it needs no token.
        new Method("api.test", Tier.FOUR, "", call -> Json.ok()),
        new Method("auth.test", Tier.SPECIAL, "", this::authTest),
        new Method("team.info", Tier.THREE, "team:read", this::info));
  }

  /// `{id, name, domain}`.
  static ObjectNode team() {
    return Json.object().put("id", TEAM_ID).put("name", TEAM_NAME).put("domain", DOMAIN);
  }

  private ObjectNode authTest(ApiRequest call) {
    String user = call.user();
    ObjectNode answer =
        Json.ok()
            .put("url", home.get().toString())
            .put("team", TEAM_NAME)
            .put("user", directory.handle(user))
            .put("team_id", TEAM_ID)
            .put("user_id", user);
    if (call.account().isBot()) {
      answer.put("bot_id", Member.BOT_ID);
    }
    return answer.put("is_enterprise_install", false);
  }

  private ObjectNode info(ApiRequest call) {
    ObjectNode team = team().put("email_domain", "acme.example");
    team.putObject("icon").put("image_default", true);
    ObjectNode answer = Json.ok();
    answer.set("team", team);
    return answer;
  }
}
