package rollcall.demo;

import java.time.Instant;
import java.util.List;

/// The words for what people do.
final class ChangeVerbs {
  private ChangeVerbs() {}

  static List<Verb> all() {
    return List.of(
        Verb.of(
            "presence",
            "user, presence",
            "a person is made active or away, and kept so",
            fields ->
                new Change.Show(user(fields), fields.choice("presence", DemoPresence.values()))),
        Verb.of(
            "release",
            "user",
            "the person lives on by themselves",
            fields -> new Change.Release(user(fields))),
        Verb.of(
            "join",
            "user, name, zone",
            "somebody new joins, with an id of your choice",
            fields ->
                new Change.Join(
                    fields.newId("user", "UW"), fields.text("name"), fields.zone("zone"))),
        Verb.of(
            "leave",
            "user",
            "the account is deactivated",
            fields -> new Change.Leave(user(fields))),
        Verb.of(
            "return",
            "user",
            "the account is opened again",
            fields -> new Change.Return(user(fields))),
        Verb.of(
            "rename",
            "user, name, display_name=\"\"",
            "the person has another name",
            fields ->
                new Change.Rename(
                    user(fields), fields.text("name"), fields.text("display_name", ""))),
        Verb.of(
            "status",
            "user, text=\"\", emoji=\"\", expires",
            "the person says something else",
            ChangeVerbs::say),
        Verb.of(
            "huddle",
            "user, in=true",
            "the person goes into a huddle, or out of it",
            fields -> new Change.Huddle(user(fields), fields.flag("in", true))),
        Verb.of(
            "snooze",
            "user, seconds",
            "do not disturb for so long; 0 ends it",
            fields -> new Change.Snooze(user(fields), fields.seconds("seconds"))),
        Verb.of(
            "create_channel",
            "channel, name, private=false, members",
            "a new channel",
            ChangeVerbs::create),
        Verb.of(
            "enter",
            "user, channel",
            "the person joins the channel",
            fields -> new Change.Enter(user(fields), fields.text("channel"))),
        Verb.of(
            "exit",
            "user, channel",
            "the person leaves the channel",
            fields -> new Change.Exit(user(fields), fields.text("channel"))),
        Verb.of(
            "enter_group",
            "user, group",
            "the person comes into the user group",
            fields -> new Change.EnterGroup(user(fields), fields.text("group"))),
        Verb.of(
            "exit_group",
            "user, group",
            "the person leaves the user group",
            fields -> new Change.ExitGroup(user(fields), fields.text("group"))));
  }

  private static String user(Fields fields) {
    return fields.text("user");
  }

  private static Change say(Fields fields) {
    String text = fields.text("text", "");
    if (text.codePointCount(0, text.length()) > Status.LONGEST) {
      throw new Unclear("\"text\" may have " + Status.LONGEST + " characters.");
    }
    Instant expires = fields.instant("expires", Instant.EPOCH);
    return new Change.Say(user(fields), new Status(text, fields.text("emoji", ""), expires));
  }

  private static Change create(Fields fields) {
    return new Change.Create(
        fields.newId("channel", "CG"),
        fields.text("name"),
        fields.flag("private", false),
        fields.texts("members"));
  }
}
