package rollcall.slack.web;

import java.util.Map;
import java.util.Optional;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.json.JsonCodec;
import tools.jackson.databind.JsonNode;

/// `auth.test`: identity of the token. From [SlackWebClient#auth].
public final class AuthMethods {
  private final SlackWebClient web;

  AuthMethods(SlackWebClient web) {
    this.web = web;
  }

  /// Identity and workspace of the token: `auth.test` (no scope).
  ///
  /// @return the identity
  /// @throws SlackException if the call fails; `invalid_auth` for a wrong token
  /// @throws InterruptedException if the thread is interrupted
  public AuthTest test() throws SlackException, InterruptedException {
    SlackResponse answer = web.call("auth.test", Map.of());
    JsonNode tree = answer.tree();
    // A token of a whole organization belongs to no workspace: `team_id` is null.
    String team = Optional.ofNullable(JsonCodec.text(tree, "team_id")).orElse("");
    String organization = Optional.ofNullable(JsonCodec.text(tree, "enterprise_id")).orElse("");
    String place = team.isEmpty() ? organization : team;
    answer.requireWorkspace(place, "team_id");
    return new AuthTest(
        answer.address("url"),
        tree.path("team").stringValue(""),
        place,
        tree.path("user").stringValue(""),
        tree.path("user_id").stringValue(""),
        JsonCodec.text(tree, "bot_id"),
        JsonCodec.text(tree, "enterprise_id"),
        JsonCodec.flag(tree, "is_enterprise_install"));
  }
}
