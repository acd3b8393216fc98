package rollcall.slack.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.slack.LoopbackHosts;
import rollcall.slack.SlackException;
import rollcall.slack.Team;
import rollcall.slack.json.SlackObjects;
import tools.jackson.databind.JsonNode;

/// `rtm.*`: socket URLs. From [SlackWebClient#rtm]; [rollcall.slack.rtm.RtmClient] calls these
/// methods itself.
///
/// Slack grants a call a minute, after a small burst. These calls are not retried automatically,
/// except after a rate limit.
public final class RtmMethods {
  private final SlackWebClient web;

  RtmMethods(SlackWebClient web) {
    this.web = web;
  }

  /// Requests a socket URL: `rtm.connect`.
  ///
  /// @param args arguments such as `batch_presence_aware=1`; Slack was seen to ignore `true`
  /// @return own identity, and the socket URL, which is valid once, for 30 s
  /// @throws SlackException if the call fails; `not_allowed_token_type` and `missing_scope` for
  ///   every token of an app created since June 2024
  /// @throws InterruptedException if the thread is interrupted
  public ConnectResponse connect(Map<String, String> args)
      throws SlackException, InterruptedException {
    return connectData(web.call("rtm.connect", args));
  }

  /// Requests a socket URL and the state of the workspace: `rtm.start`. Slack has sent no state
  /// since 2022; other servers still do.
  ///
  /// @param args arguments such as `batch_presence_aware=1`
  /// @return as for [#connect], with a [ConnectResponse#cache] if the server sent one
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  public ConnectResponse start(Map<String, String> args)
      throws SlackException, InterruptedException {
    return connectData(web.call("rtm.start", args));
  }

  private static ConnectResponse connectData(SlackResponse answer) throws SlackException {
    JsonNode tree = answer.tree();
    URI url = answer.address("url");
    LoopbackHosts.requireSafe(url);
    if (!Set.of("ws", "wss").contains(url.getScheme())) {
      throw new SlackException.Http(answer.method(), 200, "the answer has no socket's address");
    }
    Team team = SlackObjects.team(tree.path("team"));
    // Without it nothing can be recorded; another answer may have it.
    answer.requireWorkspace(team.id(), "team.id");
    Map<String, @Nullable Object> body = new LinkedHashMap<>(answer.body());
    body.remove("url");
    JsonNode self = tree.path("self");
    return new ConnectResponse(
        url, self.path("id").stringValue(""), self.path("name").stringValue(""), team, body);
  }
}
