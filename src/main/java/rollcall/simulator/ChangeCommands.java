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
            fields ->
                new WorkspaceChange.Show(
                    user(fields), fields.choice("presence", DemoPresence.values()))),
        ControlCommand.of(
            "release",
            "user",
            "the person lives on by themselves",
            fields -> new WorkspaceChange.Release(user(fields))),
        ControlCommand.of(
            "join",
            "user, name, zone",
            "somebody new joins, with an id of your choice",
            fields ->
                new WorkspaceChange.Join(
                    fields.newId("user", "UW"), fields.text("name"), fields.zone("zone"))),
        ControlCommand.of(
            "leave",
            "user",
            "the account is deactivated",
            fields -> new WorkspaceChange.Leave(user(fields))),
        ControlCommand.of(
            "return",
            "user",
            "the account is opened again",
            fields -> new WorkspaceChange.Return(user(fields))),
        ControlCommand.of(
            "rename",
            "user, name, display_name=\"\"",
            "the person has another name",
            fields ->
                new WorkspaceChange.Rename(
                    user(fields), fields.text("name"), fields.text("display_name", ""))),
        ControlCommand.of(
            "status",
            "user, text=\"\", emoji=\"\", expires",
            "the person says something else",
            ChangeCommands::say),
        ControlCommand.of(
            "huddle",
            "user, in=true",
            "the person goes into a huddle, or out of it",
            fields -> new WorkspaceChange.Huddle(user(fields), fields.flag("in", true))),
        ControlCommand.of(
            "snooze",
            "user, seconds",
            "do not disturb for so long; 0 ends it",
            fields -> new WorkspaceChange.Snooze(user(fields), fields.seconds("seconds"))),
        ControlCommand.of(
            "create_channel",
            "channel, name, private=false, members",
            "a new channel",
            ChangeCommands::create),
        ControlCommand.of(
            "enter",
            "user, channel",
            "the person joins the channel",
            fields -> new WorkspaceChange.Enter(user(fields), fields.text("channel"))),
        ControlCommand.of(
            "exit",
            "user, channel",
            "the person leaves the channel",
            fields -> new WorkspaceChange.Exit(user(fields), fields.text("channel"))),
        ControlCommand.of(
            "enter_group",
            "user, group",
            "the person comes into the user group",
            fields -> new WorkspaceChange.EnterGroup(user(fields), fields.text("group"))),
        ControlCommand.of(
            "exit_group",
            "user, group",
            "the person leaves the user group",
            fields -> new WorkspaceChange.ExitGroup(user(fields), fields.text("group"))));
  }

  private static String user(ControlArguments fields) {
    return fields.text("user");
  }

  private static WorkspaceChange say(ControlArguments fields) {
    String text = fields.text("text", "");
    if (text.codePointCount(0, text.length()) > UserStatus.LONGEST) {
      throw new InvalidControlException("\"text\" may have " + UserStatus.LONGEST + " characters.");
    }
    Instant expires = fields.instant("expires", Instant.EPOCH);
    return new WorkspaceChange.Say(
        user(fields), new UserStatus(text, fields.text("emoji", ""), expires));
  }

  private static WorkspaceChange create(ControlArguments fields) {
    return new WorkspaceChange.Create(
        fields.newId("channel", "CG"),
        fields.text("name"),
        fields.flag("private", false),
        fields.texts("members"));
  }
}
