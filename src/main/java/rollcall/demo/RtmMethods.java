package rollcall.demo;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// `rtm.connect` and `rtm.start`, which today answers the same (slack-protocol 2.2, 2.3). Lane: the
/// workspace's.
final class RtmMethods {
  /// What RTM asks of a token, and no new app can have.
  static final String SCOPE = "rtm:stream";

  private final Map<String, String> handles;
  private final Tickets tickets;
  private final Supplier<URI> sockets;

  /// @param sockets the address before a ticket's number
  RtmMethods(List<Member> members, Tickets tickets, Supplier<URI> sockets) {
    this.handles = members.stream().collect(Collectors.toMap(Member::id, Member::handle));
    this.tickets = tickets;
    this.sockets = sockets;
  }

  List<Method> all() {
    return List.of(
        new Method("rtm.connect", Tier.ONE, SCOPE, this::connect),
        new Method("rtm.start", Tier.ONE, SCOPE, this::connect));
  }

  private ObjectNode connect(Call call) {
    String user = call.account().userId();
    ObjectNode answer = Json.ok().put("url", url(call));
    answer.putObject("self").put("id", user).put("name", handles.get(user));
    answer.set("team", TeamMethods.team());
    return answer;
  }

  private String url(Call call) {
    boolean batch = call.flag("batch_presence_aware");
    return sockets.get() + tickets.give(call.account(), batch, call.now());
  }
}
