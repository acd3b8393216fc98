package rollcall.demo;

import java.util.ArrayList;
import java.util.List;
import rollcall.demo.company.Employee;
import rollcall.demo.company.Team;

/// A public channel and who is in it.
///
/// @param members ids of people and of the bot
record Channel(String id, String name, String purpose, boolean general, List<String> members) {
  /// Everybody's channels and one for each team.
  static List<Channel> all(List<Employee> people) {
    List<String> everybody = new ArrayList<>(people.stream().map(Employee::id).toList());
    everybody.add(Member.BOT_USER);
    List<Channel> channels = new ArrayList<>();
    channels.add(new Channel("C0GENERAL00", "general", "Everybody", true, everybody));
    channels.add(new Channel("C0RANDOM000", "random", "Whatever", false, everybody));
    for (Team team : Team.values()) {
      List<String> members = Group.members(people, team);
      channels.add(new Channel(id('C', team), team.handle(), team.purpose(), false, members));
    }
    return List.copyOf(channels);
  }

  /// An id that says which team it belongs to, as long as Slack's.
  static String id(char kind, Team team) {
    return (kind + "0" + team.name() + "0".repeat(8)).substring(0, 11);
  }
}
