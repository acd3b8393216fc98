package rollcall.demo;

import java.util.Arrays;
import java.util.List;
import rollcall.demo.company.Employee;
import rollcall.demo.company.Team;

/// A user group: a team.
record Group(String id, Team team, List<String> members) {
  static List<Group> all(List<Employee> people) {
    return Arrays.stream(Team.values())
        .map(team -> new Group(Channel.id('S', team), team, members(people, team)))
        .toList();
  }

  static List<String> members(List<Employee> people, Team team) {
    return people.stream().filter(person -> person.team() == team).map(Employee::id).toList();
  }
}
