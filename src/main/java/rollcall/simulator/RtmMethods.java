package rollcall.simulator;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// `rtm.connect` and `rtm.start`, which today answers the same (slack-protocol 2.2, 2.3). Lane: the
/// workspace's.
final class RtmMethods {
  /// What RTM asks of a token, and no new app can have.
  static final String SCOPE = "rtm:stream";

  private final WorkspaceState directory;
  private final SocketUrls tickets;
  private final Supplier<URI> sockets;
  private final RtmStartBody cache;
  private final boolean historic;

  /// @param sockets the address before a ticket's number
  /// @param historic whether `rtm.start` answers with the whole workspace
  RtmMethods(
      WorkspaceState directory,
      SocketUrls tickets,
      Supplier<URI> sockets,
      RtmStartBody cache,
      boolean historic) {
    this.directory = directory;
    this.tickets = tickets;
    this.sockets = sockets;
    this.cache = cache;
    this.historic = historic;
  }

  List<Method> all() {
    return List.of(
        new Method("rtm.connect", Tier.ONE, SCOPE, this::connect),
        new Method("rtm.start", Tier.ONE, SCOPE, this::start));
  }

  private ObjectNode connect(ApiRequest call) {
    ObjectNode answer = Json.ok().put("url", url(call));
    answer.putObject("self").put("id", call.user()).put("name", directory.handle(call.user()));
    answer.set("team", TeamMethods.team());
    return answer;
  }

  private ObjectNode start(ApiRequest call) {
    ObjectNode answer = connect(call);
    if (historic) {
      cache.addTo(answer, call);
    }
    return answer;
  }

  private String url(ApiRequest call) {
    boolean batch = call.flag("batch_presence_aware");
    return sockets.get() + tickets.issue(call.account(), batch, call.now());
  }
}
