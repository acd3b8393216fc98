package rollcall.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import rollcall.simulator.people.Employee;
import rollcall.simulator.people.Team;

/// A place to talk and who is in it. Lane: the workspace's.
///
/// @param members ids of people and of the bot, in the order of joining
record Channel(String id, String name, String purpose, Kind kind, Set<String> members) {
  static final String GENERAL = "C0GENERAL00";

  /// What kind of place: a word of Slack's `types` and the letter of its events.
  enum Kind {
    PUBLIC("public_channel", "channels:read", "C"),
    PRIVATE("private_channel", "groups:read", "G"),
    GROUP_DIRECT_MESSAGE("mpim", "mpim:read", "G"),
    DIRECT_MESSAGE("im", "im:read", "D");

    private final String word;
    private final String scope;
    private final String letter;

    Kind(String word, String scope, String letter) {
      this.word = word;
      this.scope = scope;
      this.letter = letter;
    }

    /// As in the argument `types`.
    String word() {
      return word;
    }

    /// What a token needs to see such a place.
    String scope() {
      return scope;
    }

    /// As in `channel_type` of membership events.
    String letter() {
      return letter;
    }
  }

  static Channel of(String id, String name, String purpose, Kind kind, Collection<String> members) {
    return new Channel(id, name, purpose, kind, new LinkedHashSet<>(members));
  }

  /// Everybody's channels and one for each team.
  static List<Channel> all(List<Employee> people) {
    List<String> everyone = new ArrayList<>(people.stream().map(Employee::id).toList());
    everyone.add(Member.BOT_USER);
    List<Channel> channels = new ArrayList<>();
    channels.add(of(GENERAL, "general", "Everybody", Kind.PUBLIC, everyone));
    channels.add(of("C0RANDOM000", "random", "Whatever", Kind.PUBLIC, everyone));
    for (Team team : Team.values()) {
      List<String> members = Group.members(people, team);
      channels.add(of(id('C', team), team.handle(), team.purpose(), Kind.PUBLIC, members));
    }
    return List.copyOf(channels);
  }

  /// An id that says which team it belongs to, as long as Slack's.
  static String id(char kind, Team team) {
    return (kind + "0" + team.name() + "0".repeat(8)).substring(0, 11);
  }

  /// Whether it is between a few people and has no name of its own.
  boolean isDirect() {
    return kind == Kind.DIRECT_MESSAGE || kind == Kind.GROUP_DIRECT_MESSAGE;
  }

  boolean isGeneral() {
    return id.equals(GENERAL);
  }

  /// Whether a member may see that it exists.
  boolean isVisibleTo(String user) {
    return kind == Kind.PUBLIC || members.contains(user);
  }
}
