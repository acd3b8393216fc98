package rollcall.demo;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import rollcall.demo.company.Company;
import rollcall.demo.company.Employee;

/// An entry of the workspace's list of users: a person, a bot, Slackbot, or someone who has left.
record Member(
    String id,
    String handle,
    String realName,
    String displayName,
    String title,
    ZoneId zone,
    Kind kind) {
  enum Kind {
    PERSON,
    BOT,
    SLACKBOT,
    LEFT
  }

  /// The bot that every bot token acts for.
  static final String BOT_USER = "U0ROLLCALL0";

  static final String BOT_ID = "B0ROLLCALL0";

  boolean isBot() {
    return kind == Kind.BOT;
  }

  static Member of(Employee person) {
    return new Member(
        person.id(),
        person.handle(),
        person.realName(),
        person.displayName(),
        person.title(),
        person.zone(),
        Kind.PERSON);
  }

  /// Everybody: the people, one who has left, the bot and Slackbot.
  static List<Member> everybody(long seed, List<Employee> people) {
    List<Member> members = new ArrayList<>(people.stream().map(Member::of).toList());
    ZoneId utc = ZoneId.of("UTC");
    String left = Company.id(seed, people.size());
    members.add(new Member(left, "greta.oldham", "Greta Oldham", "greta", "", utc, Kind.LEFT));
    members.add(new Member(BOT_USER, "rollcall", "Rollcall", "", "", utc, Kind.BOT));
    members.add(new Member("USLACKBOT", "slackbot", "Slackbot", "", "", utc, Kind.SLACKBOT));
    return List.copyOf(members);
  }
}
