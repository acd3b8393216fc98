package rollcall.slack.web;

import java.util.Map;
import rollcall.slack.SlackException;
import rollcall.slack.Team;
import rollcall.slack.json.SlackObjects;

/// `team.*`: the workspace. From [SlackWebClient#team].
public final class TeamMethods {
  private final SlackWebClient web;

  TeamMethods(SlackWebClient web) {
    this.web = web;
  }

  /// The workspace of the token: `team.info` (scope `team:read`, 50 a minute).
  ///
  /// @return the workspace
  /// @throws SlackException if the call fails
  /// @throws InterruptedException if the thread is interrupted
  public Team info() throws SlackException, InterruptedException {
    return SlackObjects.team(web.call("team.info", Map.of()).tree().path("team"));
  }

  /// Another workspace that the token can see: `team.info`.
  ///
  /// @param team id of the workspace
  /// @return the workspace
  /// @throws SlackException if the call fails; `team_not_found` for an unknown id
  /// @throws InterruptedException if the thread is interrupted
  public Team info(String team) throws SlackException, InterruptedException {
    return SlackObjects.team(web.call("team.info", Map.of("team", team)).tree().path("team"));
  }
}
