package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import rollcall.simulator.people.Employee;

/// Scripted first half hour: one of each kind of event, so that a client sees them soon (a new
/// member, a huddle, a snooze, a status, a channel).
final class FirstHalfHourScript {
  /// Time at which the new member's simulated activity starts.
  static final Duration SETTLED = Duration.ofMinutes(3);

  private static final int IMANI = 8;
  private static final int THEO = 7;
  private static final int MAYA = 6;
  private static final int EMIL = 5;

  private FirstHalfHourScript() {}

  /// Returns the script for a workspace with the 24 standard people.
  ///
  /// @param newcomer joins after two minutes
  static List<ScriptStep> of(List<Employee> people, Employee newcomer) {
    String imani = people.get(IMANI).id();
    String theo = people.get(THEO).id();
    String maya = people.get(MAYA).id();
    String emil = people.get(EMIL).id();
    UserStatus meeting = new UserStatus("In a meeting", ":calendar:", Instant.EPOCH);
    return List.of(
        at(
            2,
            new WorkspaceChange.JoinWorkspace(newcomer.id(), newcomer.realName(), newcomer.zone())),
        at(3, new WorkspaceChange.JoinChannel(newcomer.id(), Channel.id('C', newcomer.team()))),
        at(4, new WorkspaceChange.SetStatus(maya, meeting)),
        at(5, new WorkspaceChange.Huddle(imani, true)),
        at(6, new WorkspaceChange.Snooze(theo, Duration.ofMinutes(30))),
        at(9, new WorkspaceChange.JoinChannel(emil, "C0DESIGN000")),
        at(12, new WorkspaceChange.Huddle(imani, false)),
        at(20, new WorkspaceChange.LeaveChannel(emil, "C0DESIGN000")),
        at(30, new WorkspaceChange.SetStatus(maya, UserStatus.NONE)));
  }

  private static ScriptStep at(int minute, WorkspaceChange change) {
    return new ScriptStep(Duration.ofMinutes(minute), change);
  }
}
