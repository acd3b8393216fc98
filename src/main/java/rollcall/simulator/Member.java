package rollcall.simulator;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rollcall.simulator.people.Company;
import rollcall.simulator.people.Employee;

/// Member of the workspace: a person, a bot, Slackbot, or a former member.
///
/// @param huddling whether the member is in a huddle
record Member(
    String id,
    String handle,
    String realName,
    String displayName,
    String title,
    ZoneId zone,
    Kind kind,
    UserStatus status,
    boolean huddling) {
  enum Kind {
    PERSON,
    BOT,
    SLACKBOT,
    LEFT
  }

  /// User id of the bot that all bot tokens act for.
  static final String BOT_USER = "U0ROLLCALL0";

  static final String BOT_ID = "B0ROLLCALL0";

  private static final ZoneId UTC = ZoneId.of("UTC");

  boolean isBot() {
    return kind == Kind.BOT;
  }

  boolean hasLeft() {
    return kind == Kind.LEFT;
  }

  Member withName(String newRealName, String newDisplayName) {
    return new Member(id, handle, newRealName, newDisplayName, title, zone, kind, status, huddling);
  }

  Member withKind(Kind newKind) {
    return new Member(id, handle, realName, displayName, title, zone, newKind, status, huddling);
  }

  Member withStatus(UserStatus newStatus) {
    return new Member(id, handle, realName, displayName, title, zone, kind, newStatus, huddling);
  }

  Member huddling(boolean in) {
    return new Member(id, handle, realName, displayName, title, zone, kind, status, in);
  }

  static Member of(Employee person) {
    return new Member(
        person.id(),
        person.handle(),
        person.realName(),
        person.displayName(),
        person.title(),
        person.zone(),
        Kind.PERSON,
        UserStatus.NONE,
        false);
  }

  static Member newcomer(WorkspaceChange.JoinWorkspace join) {
    String handle = join.user().toLowerCase(Locale.ROOT);
    return plain(join.user(), handle, join.realName(), "", join.zone(), Kind.PERSON);
  }

  private static Member plain(
      String id, String handle, String realName, String displayName, ZoneId zone, Kind kind) {
    return new Member(id, handle, realName, displayName, "", zone, kind, UserStatus.NONE, false);
  }

  /// Returns all members: the people, a former member, the bot and Slackbot.
  static List<Member> all(long seed, List<Employee> people) {
    List<Member> members = new ArrayList<>(people.stream().map(Member::of).toList());
    String left = Company.id(seed, people.size());
    members.add(plain(left, "greta.oldham", "Greta Oldham", "greta", UTC, Kind.LEFT));
    members.add(plain(BOT_USER, "rollcall", "Rollcall", "", UTC, Kind.BOT));
    members.add(plain("USLACKBOT", "slackbot", "Slackbot", "", UTC, Kind.SLACKBOT));
    return List.copyOf(members);
  }
}
