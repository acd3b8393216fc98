package rollcall.slack.web;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.Team;

/// Response of `rtm.connect`: own identity, and a socket URL that is valid once, for 30 s.
///
/// @param url socket URL; a secret, which [#toString] omits
/// @param selfId id of the token's own user
/// @param selfName handle of the token's own user
/// @param team workspace of the token
/// @param body the whole response in plain Java values, without the socket URL
public record ConnectResponse(
    URI url, String selfId, String selfName, Team team, Map<String, @Nullable Object> body) {
  /// State of the workspace from `rtm.start`. Each call parses it again.
  ///
  /// @return empty if the server sent none; Slack has sent none since 2022
  public Optional<WorkspaceSnapshot> cache() {
    return WorkspaceSnapshot.of(body);
  }

  @Override
  public String toString() {
    return "ConnectResponse[" + selfId + " in " + team.id() + "]";
  }
}
