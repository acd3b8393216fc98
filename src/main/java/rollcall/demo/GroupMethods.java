package rollcall.demo;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The methods about user groups (slack-protocol 5.2). Lane: the workspace's.
final class GroupMethods {
  private static final String SCOPE = "usergroups:read";

  private final List<Group> groups;

  GroupMethods(List<Group> groups) {
    this.groups = groups;
  }

  List<Method> all() {
    return List.of(
        new Method("usergroups.list", Tier.TWO, SCOPE, this::list),
        new Method("usergroups.users.list", Tier.TWO, SCOPE, this::users));
  }

  private ObjectNode list(Call call) {
    ObjectNode answer = Json.ok();
    ArrayNode array = answer.putArray("usergroups");
    for (Group group : groups) {
      ObjectNode body = array.addObject();
      body.put("id", group.id()).put("team_id", TeamMethods.TEAM_ID);
      body.put("name", group.team().title()).put("handle", group.team().handle());
      body.put("description", group.team().purpose()).put("date_delete", 0);
      if (call.flag("include_users")) {
        body.set("users", Json.array(group.members()));
      }
      if (call.flag("include_count")) {
        body.put("user_count", group.members().size());
      }
    }
    return answer;
  }

  private ObjectNode users(Call call) {
    String id = call.arg("usergroup").orElse("");
    Optional<Group> group = groups.stream().filter(each -> each.id().equals(id)).findFirst();
    return group
        .map(each -> Json.ok().set("users", Json.array(each.members())))
        .orElseGet(() -> Json.refusal("no_such_subteam"));
  }
}
