package rollcall.slack.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.slack.SlackException;
import rollcall.slack.Usergroup;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.json.SlackObjects;

/// `usergroups.*`: groups of people. From [SlackWebClient#usergroups].
public final class UsergroupsMethods {
  private final SlackWebClient web;

  UsergroupsMethods(SlackWebClient web) {
    this.web = web;
  }

  /// All enabled groups with their members: `usergroups.list` (scope `usergroups:read`, 20 a
  /// minute).
  ///
  /// @return the groups; Slack returns them without pages
  /// @throws SlackException if the call fails; `plan_upgrade_required` if the plan has no groups
  /// @throws InterruptedException if the thread is interrupted
  public List<Usergroup> list() throws SlackException, InterruptedException {
    return list(Map.of());
  }

  /// All groups, with arguments: `usergroups.list`.
  ///
  /// @param args arguments such as `include_disabled`, or `team_id` for a token of a whole
  ///   organization. `include_users` and `include_count` are 1 by default
  /// @return the groups
  /// @throws SlackException as for [#list()]
  /// @throws InterruptedException if the thread is interrupted
  public List<Usergroup> list(Map<String, String> args)
      throws SlackException, InterruptedException {
    Map<String, String> all = new HashMap<>(Map.of("include_users", "1", "include_count", "1"));
    all.putAll(args);
    return web.call("usergroups.list", all)
        .tree()
        .path("usergroups")
        .valueStream()
        .map(SlackObjects::usergroup)
        .toList();
  }

  /// Members of a group: `usergroups.users.list` (scope `usergroups:read`, 20 a minute).
  ///
  /// @param usergroup id of the group
  /// @return ids of the members
  /// @throws SlackException if the call fails; `no_such_subteam` for an unknown id
  /// @throws InterruptedException if the thread is interrupted
  public List<String> usersList(String usergroup) throws SlackException, InterruptedException {
    Map<String, String> args = Map.of("usergroup", usergroup);
    return JsonCodec.texts(web.call("usergroups.users.list", args).tree().path("users"));
  }
}
