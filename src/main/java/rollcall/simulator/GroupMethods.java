package rollcall.simulator;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Web API methods for user groups (slack-protocol 5.2). Thread: event loop.
record GroupMethods(WorkspaceState state) {
  private static final String SCOPE = "usergroups:read";

  List<Method> all() {
    return List.of(
        new Method("usergroups.list", Tier.TWO, SCOPE, this::list),
        new Method("usergroups.users.list", Tier.TWO, SCOPE, this::users));
  }

  private ObjectNode list(AuthorizedApiRequest call) {
    ObjectNode answer = SlackJsonCodec.ok();
    ArrayNode array = answer.putArray("usergroups");
    boolean users = call.flag("include_users");
    boolean count = call.flag("include_count");
    state.groups().forEach(group -> array.add(group(group, users, count)));
    return answer;
  }

  /// Returns a user group as Slack's object.
  ///
  /// @param users whether to include the members
  /// @param count whether to include the number of members
  static ObjectNode group(Group group, boolean users, boolean count) {
    ObjectNode body = SlackJsonCodec.object();
    body.put("id", group.id()).put("team_id", TeamMethods.TEAM_ID);
    body.put("name", group.team().title()).put("handle", group.team().handle());
    body.put("description", group.team().purpose()).put("date_delete", 0);
    if (users) {
      body.set("users", SlackJsonCodec.array(group.members()));
    }
    if (count) {
      body.put("user_count", group.members().size());
    }
    return body;
  }

  private ObjectNode users(AuthorizedApiRequest call) {
    String id = call.arg("usergroup").orElse("");
    return state
        .group(id)
        .map(each -> SlackJsonCodec.ok().set("users", SlackJsonCodec.array(each.members())))
        .orElseGet(() -> SlackJsonCodec.refusal("no_such_subteam"));
  }
}
