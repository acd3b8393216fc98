package rollcall.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import rollcall.demo.company.Employee;

/// What happens in the first half hour besides people coming and going, so that a client sees each
/// kind of event soon: a joiner, a huddle, somebody who must not be disturbed, a status, a channel.
final class Tour {
  /// When the newcomer has settled in and begins to live a day like the others.
  static final Duration SETTLED = Duration.ofMinutes(3);

  private static final int IMANI = 8;
  private static final int THEO = 7;
  private static final int MAYA = 6;
  private static final int EMIL = 5;

  private Tour() {}

  /// The script for a company with its own cast.
  ///
  /// @param newcomer who joins after two minutes
  static List<Cue> of(List<Employee> people, Employee newcomer) {
    String imani = people.get(IMANI).id();
    String theo = people.get(THEO).id();
    String maya = people.get(MAYA).id();
    String emil = people.get(EMIL).id();
    Status meeting = new Status("In a meeting", ":calendar:", Instant.EPOCH);
    return List.of(
        at(2, new Change.Join(newcomer.id(), newcomer.realName(), newcomer.zone())),
        at(3, new Change.Enter(newcomer.id(), Channel.id('C', newcomer.team()))),
        at(4, new Change.Say(maya, meeting)),
        at(5, new Change.Huddle(imani, true)),
        at(6, new Change.Snooze(theo, Duration.ofMinutes(30))),
        at(9, new Change.Enter(emil, "C0DESIGN000")),
        at(12, new Change.Huddle(imani, false)),
        at(20, new Change.Exit(emil, "C0DESIGN000")),
        at(30, new Change.Say(maya, Status.NONE)));
  }

  private static Cue at(int minute, Change change) {
    return new Cue(Duration.ofMinutes(minute), change);
  }
}
