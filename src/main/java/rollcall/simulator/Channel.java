package rollcall.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import rollcall.simulator.people.Employee;
import rollcall.simulator.people.Team;

/// Conversation and its members. Thread: event loop.
///
/// @param members ids of people and of the bot, in the order of joining
record Channel(String id, String name, String purpose, Kind kind, Set<String> members) {
  static final String GENERAL = "C0GENERAL00";

  /// Kind of conversation, with its word in Slack's `types` and its letter in Slack's events.
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

    /// Returns the word in the argument `types`.
    String word() {
      return word;
    }

    /// Returns the scope that a token needs to see such a conversation.
    String scope() {
      return scope;
    }

    /// Returns the letter in `channel_type` of membership events.
    String letter() {
      return letter;
    }
  }

  static Channel of(String id, String name, String purpose, Kind kind, Collection<String> members) {
    return new Channel(id, name, purpose, kind, new LinkedHashSet<>(members));
  }

  /// Returns the two channels of all members and one channel per team.
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

  /// Returns an id that contains the team's name and is as long as Slack's ids.
  static String id(char kind, Team team) {
    return (kind + "0" + team.name() + "0".repeat(8)).substring(0, 11);
  }

  /// Returns whether this is a direct message between two or more members.
  boolean isDirect() {
    return kind == Kind.DIRECT_MESSAGE || kind == Kind.GROUP_DIRECT_MESSAGE;
  }

  boolean isGeneral() {
    return id.equals(GENERAL);
  }

  /// Returns whether the user may see this conversation.
  boolean isVisibleTo(String user) {
    return kind == Kind.PUBLIC || members.contains(user);
  }
}
