package rollcall.simulator;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Web API methods for Do Not Disturb (slack-protocol 4.6). Thread: event loop.
record DndMethods(WorkspaceState state, DndState dnd) {
  List<Method> all() {
    return List.of(
        new Method("dnd.info", Tier.THREE, "dnd:read", this::one),
        new Method("dnd.teamInfo", Tier.TWO, "dnd:read", this::many));
  }

  private ObjectNode one(AuthorizedApiRequest call) {
    String id = call.arg("user").orElse(call.user());
    Optional<Member> member = state.member(id);
    if (member.isEmpty()) {
      return SlackJsonCodec.refusal("user_not_found");
    }
    boolean own = id.equals(call.user());
    return SlackJsonCodec.ok()
        .setAll(
            own ? dnd.ownStatus(member.get(), call.now()) : dnd.status(member.get(), call.now()));
  }

  private ObjectNode many(AuthorizedApiRequest call) {
    String users = call.arg("users").orElse("");
    if (users.isEmpty()) {
      return SlackJsonCodec.refusal("no_users_provided");
    }
    ObjectNode answer = SlackJsonCodec.ok();
    ObjectNode byId = answer.putObject("users");
    for (String id : users.split(",", -1)) {
      Optional<Member> member = state.member(id);
      if (member.isEmpty()) {
        return SlackJsonCodec.refusal("user_not_visible");
      }
      byId.set(id, dnd.status(member.get(), call.now()));
    }
    return answer;
  }
}
