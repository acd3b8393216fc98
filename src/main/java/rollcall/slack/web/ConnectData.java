package rollcall.slack.web;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rollcall.slack.Team;

/// What `rtm.connect` answers: who we are, and a socket's address that is good once, for 30 s.
///
/// @param url the socket's address; a secret, which [#toString] leaves out
/// @param selfId the id of the token's own user
/// @param selfName the handle of the token's own user
/// @param body the whole answer in plain Java, without the address: with `rtm.start` the workspace
///   cache, when the server sends one
public record ConnectData(
    URI url, String selfId, String selfName, Team team, Map<String, @Nullable Object> body) {
  @Override
  public String toString() {
    return "ConnectData[" + selfId + " in " + team.id() + "]";
  }
}
