package rollcall.slack.web;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.Team;

/// Response of `rtm.connect`: own identity, and a socket URL that is valid once, for 30 s.
///
/// @param url the socket's address; a secret, which [#toString] leaves out
/// @param selfId the id of the token's own user
/// @param selfName the handle of the token's own user
/// @param team the workspace
/// @param body the whole answer in plain Java, without the address
public record ConnectResponse(
    URI url, String selfId, String selfName, Team team, Map<String, @Nullable Object> body) {
  /// The state of the workspace as `rtm.start` sends it. Read again with each call.
  ///
  /// @return empty when the server sent none, as Slack does since 2022
  public Optional<WorkspaceSnapshot> cache() {
    return WorkspaceSnapshot.of(body);
  }

  @Override
  public String toString() {
    return "ConnectResponse[" + selfId + " in " + team.id() + "]";
  }
}
