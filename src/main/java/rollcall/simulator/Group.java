package rollcall.simulator;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import rollcall.simulator.people.Employee;
import rollcall.simulator.people.Team;

/// User group of a team. Thread: event loop.
record Group(String id, Team team, Set<String> members) {
  static List<Group> all(List<Employee> people) {
    return Arrays.stream(Team.values())
        .map(team ->
            new Group(Channel.id('S', team), team, new LinkedHashSet<>(members(people, team))))
        .toList();
  }

  static List<String> members(List<Employee> people, Team team) {
    return people.stream().filter(person -> person.team() == team).map(Employee::id).toList();
  }
}
