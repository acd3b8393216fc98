package rollcall.slack.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rollcall.slack.DndStatus;
import rollcall.slack.SlackException;
import rollcall.slack.json.SlackObjects;

/// `dnd.*`: Do Not Disturb. From [SlackWebClient#dnd].
public final class DndMethods {
  /// A larger request is reported to fail; Slack does not document the limit.
  private static final int AT_ONCE = 50;

  private final SlackWebClient web;

  DndMethods(SlackWebClient web) {
    this.web = web;
  }

  /// Do Not Disturb times of the token's own user, with snoozing: `dnd.info` (scope `dnd:read`, 50
  /// a minute).
  ///
  /// @return the schedule
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  public DndStatus info() throws SlackException, InterruptedException {
    return SlackObjects.dnd(web.call("dnd.info", Map.of()).tree());
  }

  /// Do Not Disturb schedule of a user: `dnd.info`.
  ///
  /// @param user id of the user
  /// @return the schedule; without snoozing, which Slack reports only for the token's own user
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  public DndStatus info(String user) throws SlackException, InterruptedException {
    return SlackObjects.dnd(web.call("dnd.info", Map.of("user", user)).tree());
  }

  /// Do Not Disturb times of several users: `dnd.teamInfo` (scope `dnd:read`, 20 a minute),
  /// requested for 50 users at a time.
  ///
  /// @param users ids of the users
  /// @return the schedules by user id, in the order of the argument; without users that Slack omits
  /// @throws SlackException if the call fails; `user_not_visible` for a guest who may not see one
  ///   of them
  /// @throws InterruptedException if the thread is interrupted
  public Map<String, DndStatus> teamInfo(Collection<String> users)
      throws SlackException, InterruptedException {
    List<String> ids = users.stream().distinct().toList();
    Map<String, DndStatus> all = new LinkedHashMap<>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> some = ids.subList(from, Math.min(from + AT_ONCE, ids.size()));
      Map<String, String> args = Map.of("users", String.join(",", some));
      var found = web.call("dnd.teamInfo", args).tree().path("users");
      some.stream().filter(found::has).forEach(id -> all.put(id, SlackObjects.dnd(found.path(id))));
    }
    return all;
  }
}
