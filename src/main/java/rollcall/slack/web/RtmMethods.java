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

/// `rtm.*`: requests a socket URL. From [SlackWebClient#rtm]; [rollcall.slack.rtm.RtmClient] calls
/// it by itself.
///
/// Once a minute is what Slack grants for long, and no call is made again by itself.
public final class RtmMethods {
  private final SlackWebClient web;

  RtmMethods(SlackWebClient web) {
    this.web = web;
  }

  /// Asks for a socket: `rtm.connect`.
  ///
  /// @param args such as `batch_presence_aware=1`; Slack was seen to ignore `true`
  /// @return whose socket it is, and its address, which is good once, for 30 s
  /// @throws SlackException if Slack does not grant one; `not_allowed_token_type` and
  ///   `missing_scope` for every token of an app made since June 2024
  /// @throws InterruptedException if the thread is interrupted
  public ConnectResponse connect(Map<String, String> args)
      throws SlackException, InterruptedException {
    return connectData(web.call("rtm.connect", args));
  }

  /// Asks for a socket and the state of the workspace: `rtm.start`. Slack sends no state since
  /// 2022; other servers still do.
  ///
  /// @param args such as `batch_presence_aware=1`
  /// @return as for [#connect], with a [ConnectResponse#cache] when the server sent one
  /// @throws SlackException if Slack does not grant one
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
