package rollcall.simulator;

import java.time.Instant;
import java.util.List;

/// The words for what people do.
final class ChangeCommands {
  private ChangeCommands() {}

  static List<ControlCommand> all() {
    return List.of(
        ControlCommand.of(
            "presence",
            "user, presence",
            "a person is made active or away, and kept so",
            arguments ->
                new WorkspaceChange.SetPresence(
                    user(arguments), arguments.choice("presence", DemoPresence.values()))),
        ControlCommand.of(
            "release",
            "user",
            "the person lives on by themselves",
            arguments -> new WorkspaceChange.Release(user(arguments))),
        ControlCommand.of(
            "join",
            "user, name, zone",
            "somebody new joins, with an id of your choice",
            arguments ->
                new WorkspaceChange.Join(
                    arguments.newId("user", "UW"), arguments.text("name"), arguments.zone("zone"))),
        ControlCommand.of(
            "leave",
            "user",
            "the account is deactivated",
            arguments -> new WorkspaceChange.Deactivate(user(arguments))),
        ControlCommand.of(
            "return",
            "user",
            "the account is opened again",
            arguments -> new WorkspaceChange.Reactivate(user(arguments))),
        ControlCommand.of(
            "rename",
            "user, name, display_name=\"\"",
            "the person has another name",
            arguments ->
                new WorkspaceChange.Rename(
                    user(arguments), arguments.text("name"), arguments.text("display_name", ""))),
        ControlCommand.of(
            "status",
            "user, text=\"\", emoji=\"\", expires",
            "the person says something else",
            ChangeCommands::setStatus),
        ControlCommand.of(
            "huddle",
            "user, in=true",
            "the person goes into a huddle, or out of it",
            arguments -> new WorkspaceChange.Huddle(user(arguments), arguments.flag("in", true))),
        ControlCommand.of(
            "snooze",
            "user, seconds",
            "do not disturb for so long; 0 ends it",
            arguments -> new WorkspaceChange.Snooze(user(arguments), arguments.seconds("seconds"))),
        ControlCommand.of(
            "create_channel",
            "channel, name, private=false, members",
            "a new channel",
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
            "the person comes into the user group",
            arguments -> new WorkspaceChange.JoinGroup(user(arguments), arguments.text("group"))),
        ControlCommand.of(
            "exit_group",
            "user, group",
            "the person leaves the user group",
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
