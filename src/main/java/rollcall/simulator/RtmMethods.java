package rollcall.simulator;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Web API methods `rtm.connect` and `rtm.start`, which have had the same response since 2022
/// (slack-protocol 2.2, 2.3). Thread: event loop.
///
/// @param sockets URL prefix of all socket URLs
/// @param historic whether `rtm.start` returns the whole workspace
record RtmMethods(
    WorkspaceState state,
    SocketUrls socketUrls,
    Supplier<URI> sockets,
    RtmStartBody startBody,
    boolean historic) {
  /// Scope that RTM requires; new apps cannot get it.
  static final String SCOPE = "rtm:stream";

  List<Method> all() {
    return List.of(
        new Method("rtm.connect", Tier.ONE, SCOPE, this::connect),
        new Method("rtm.start", Tier.ONE, SCOPE, this::start));
  }

  private ObjectNode connect(AuthorizedApiRequest call) {
    ObjectNode answer = SlackJsonCodec.ok().put("url", url(call));
    answer.putObject("self").put("id", call.user()).put("name", state.handle(call.user()));
    answer.set("team", TeamMethods.team());
    return answer;
  }

  private ObjectNode start(AuthorizedApiRequest call) {
    ObjectNode answer = connect(call);
    if (historic) {
      startBody.addTo(answer, call);
    }
    return answer;
  }

  private String url(AuthorizedApiRequest call) {
    boolean batch = call.flag("batch_presence_aware");
    return sockets.get() + socketUrls.issue(call.caller(), batch, call.now());
  }
}
