package rollcall.simulator;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// Change to the workspace that clients receive as Slack's events.
public sealed interface WorkspaceChange extends ScriptAction {
  /// Sets a person's presence until [ReleasePresence].
  record SetPresence(String user, ActiveOrAway presence) implements WorkspaceChange {}

  /// Ends [SetPresence]: the simulated activity applies again.
  record ReleasePresence(String user) implements WorkspaceChange {}

  /// A new member joins the workspace and its general channel.
  ///
  /// @param user an unused id: `U` or `W` and 8 to 10 capitals and digits
  record JoinWorkspace(String user, String realName, ZoneId zone) implements WorkspaceChange {}

  /// An account is deactivated: the person is away from then on, and their tokens stop working.
  record Deactivate(String user) implements WorkspaceChange {}

  /// A deactivated account is reactivated.
  record Reactivate(String user) implements WorkspaceChange {}

  /// A person is renamed.
  ///
  /// @param displayName may be empty, as in Slack
  record Rename(String user, String realName, String displayName) implements WorkspaceChange {}

  /// A person sets their status.
  record SetStatus(String user, UserStatus status) implements WorkspaceChange {}

  /// A person joins or leaves a huddle.
  record Huddle(String user, boolean in) implements WorkspaceChange {}

  /// A person snoozes notifications.
  ///
  /// @param length zero ends the snooze
  record Snooze(String user, Duration length) implements WorkspaceChange {}

  /// A channel is created with these members.
  ///
  /// @param id an unused id: `C` or `G` and 8 to 10 capitals and digits
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

  /// A person is added to a user group.
  record JoinGroup(String user, String group) implements WorkspaceChange {}

  /// A person is removed from a user group.
  record LeaveGroup(String user, String group) implements WorkspaceChange {}
}
