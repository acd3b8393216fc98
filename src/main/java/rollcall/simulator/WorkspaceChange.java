package rollcall.simulator;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// Something that people do, or that is done to them, and that clients hear of as Slack tells it.
public sealed interface WorkspaceChange extends ScriptAction {
  /// A person is made active or away, and kept so until [Release].
  record SetPresence(String user, DemoPresence presence) implements WorkspaceChange {}

  /// A person lives on by themselves.
  record Release(String user) implements WorkspaceChange {}

  /// Somebody new joins the workspace and its general channel.
  ///
  /// @param user an id that nobody has yet: `U` or `W` and 8 to 10 capitals and digits
  record Join(String user, String realName, ZoneId zone) implements WorkspaceChange {}

  /// An account is deactivated: the person is away for good, and their own tokens die.
  record Deactivate(String user) implements WorkspaceChange {}

  /// A deactivated account is opened again.
  record Reactivate(String user) implements WorkspaceChange {}

  /// A person is called something else.
  ///
  /// @param displayName may be empty, as Slack allows
  record Rename(String user, String realName, String displayName) implements WorkspaceChange {}

  /// A person says something else about themselves.
  record SetStatus(String user, UserStatus status) implements WorkspaceChange {}

  /// A person goes into a huddle or out of it.
  record Huddle(String user, boolean in) implements WorkspaceChange {}

  /// A person does not want to be disturbed from now on.
  ///
  /// @param length how long; zero ends it
  record Snooze(String user, Duration length) implements WorkspaceChange {}

  /// A channel is created with these first members.
  ///
  /// @param id one that no channel has yet: `C` or `G` and 8 to 10 capitals and digits
  record CreateChannel(String id, String name, boolean hidden, List<String> members)
      implements WorkspaceChange {
    public CreateChannel {
      members = List.copyOf(members);
    }
  }

  /// A person joins a channel.
  record JoinChannel(String user, String channel) implements WorkspaceChange {}

  /// A person leaves a channel.
  record LeaveChannel(String user, String channel) implements WorkspaceChange {}

  /// A person comes into a user group.
  record JoinGroup(String user, String group) implements WorkspaceChange {}

  /// A person leaves a user group.
  record LeaveGroup(String user, String group) implements WorkspaceChange {}
}
