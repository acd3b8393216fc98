package rollcall.slack.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.slack.Conversation;
import rollcall.slack.User;
import rollcall.slack.Usergroup;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.json.SlackObjects;
import tools.jackson.databind.JsonNode;

/// Snapshot of the workspace at the time of the response of `rtm.start`. Further fields are in
/// [ConnectResponse#body].
///
/// @param users members
/// @param conversations channels, private channels, group messages and direct messages
/// @param usergroups user groups
public record WorkspaceSnapshot(
    List<User> users, List<Conversation> conversations, List<Usergroup> usergroups) {
  /// The lists are copied.
  public WorkspaceSnapshot {
    users = List.copyOf(users);
    conversations = List.copyOf(conversations);
    usergroups = List.copyOf(usergroups);
  }

  static Optional<WorkspaceSnapshot> of(Map<String, @Nullable Object> body) {
    if (!body.containsKey("users")) {
      return Optional.empty();
    }
    JsonNode tree = JsonCodec.tree(body);
    return Optional.of(
        new WorkspaceSnapshot(
            tree.path("users").valueStream().map(SlackObjects::user).toList(),
            Stream.of("channels", "groups", "mpims", "ims")
                .flatMap(field -> tree.path(field).valueStream())
                .map(SlackObjects::conversation)
                .toList(),
            tree.path("subteams").path("all").valueStream().map(SlackObjects::usergroup).toList()));
  }
}
