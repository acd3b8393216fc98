package rollcall.simulator;

import java.time.Instant;
import java.util.List;

/// Control commands for changes to people, channels and groups.
final class ChangeCommands {
  private ChangeCommands() {}

  static List<ControlCommand> all() {
    return List.of(
        ControlCommand.of(
            "presence",
            "user, presence",
            "sets a person's presence until release",
            arguments ->
                new WorkspaceChange.SetPresence(
                    user(arguments), arguments.choice("presence", MemberPresence.values()))),
        ControlCommand.of(
            "release",
            "user",
            "ends the effect of presence; the simulation resumes",
            arguments -> new WorkspaceChange.ReleasePresence(user(arguments))),
        ControlCommand.of(
            "join",
            "user, name, zone",
            "adds a member with this id",
            arguments ->
                new WorkspaceChange.JoinWorkspace(
                    arguments.newId("user", "UW"), arguments.text("name"), arguments.zone("zone"))),
        ControlCommand.of(
            "leave",
            "user",
            "deactivates the account",
            arguments -> new WorkspaceChange.Deactivate(user(arguments))),
        ControlCommand.of(
            "return",
            "user",
            "reactivates the account",
            arguments -> new WorkspaceChange.Reactivate(user(arguments))),
        ControlCommand.of(
            "rename",
            "user, name, display_name=\"\"",
            "renames the person",
            arguments ->
                new WorkspaceChange.Rename(
                    user(arguments), arguments.text("name"), arguments.text("display_name", ""))),
        ControlCommand.of(
            "status",
            "user, text=\"\", emoji=\"\", expires",
            "sets the person's status",
            ChangeCommands::setStatus),
        ControlCommand.of(
            "huddle",
            "user, in=true",
            "the person joins or leaves a huddle",
            arguments -> new WorkspaceChange.Huddle(user(arguments), arguments.flag("in", true))),
        ControlCommand.of(
            "snooze",
            "user, seconds",
            "snoozes notifications; 0 ends the snooze",
            arguments -> new WorkspaceChange.Snooze(user(arguments), arguments.seconds("seconds"))),
        ControlCommand.of(
            "create_channel",
            "channel, name, private=false, members",
            "creates a channel",
            ChangeCommands::create),
        ControlCommand.of(
            "enter",
            "user, channel",
            "the person joins the channel",
            arguments ->
                new WorkspaceChange.JoinChannel(user(arguments), arguments.text("channel"))),
        ControlCommand.of(
            "exit",
            "user, channel",
            "the person leaves the channel",
            arguments ->
                new WorkspaceChange.LeaveChannel(user(arguments), arguments.text("channel"))),
        ControlCommand.of(
            "enter_group",
            "user, group",
            "adds the person to the user group",
            arguments -> new WorkspaceChange.JoinGroup(user(arguments), arguments.text("group"))),
        ControlCommand.of(
            "exit_group",
            "user, group",
            "removes the person from the user group",
            arguments -> new WorkspaceChange.LeaveGroup(user(arguments), arguments.text("group"))));
  }

  private static String user(ControlArguments arguments) {
    return arguments.text("user");
  }

  private static WorkspaceChange setStatus(ControlArguments arguments) {
    String text = arguments.text("text", "");
    if (text.codePointCount(0, text.length()) > UserStatus.MAX_LENGTH) {
      throw new InvalidControlException(
          "\"text\" may have " + UserStatus.MAX_LENGTH + " characters.");
    }
    Instant expires = arguments.instant("expires", Instant.EPOCH);
    return new WorkspaceChange.SetStatus(
        user(arguments), new UserStatus(text, arguments.text("emoji", ""), expires));
  }

  private static WorkspaceChange create(ControlArguments arguments) {
    return new WorkspaceChange.CreateChannel(
        arguments.newId("channel", "CG"),
        arguments.text("name"),
        arguments.flag("private", false),
        arguments.texts("members"));
  }
}
