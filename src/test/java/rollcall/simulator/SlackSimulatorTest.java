package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rollcall.simulator.people.Employee;

/// Workspace with simulated activity, and its ground truth.
class SlackSimulatorTest {
  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");

  @Test
  void peopleFollowTheirDayPlansAndGroundTruthRecordsThem() throws IOException {
    try (SlackSimulator workspace = start(1)) {
      Instant start = workspace.started();
      Instant end = start.plus(Duration.ofMinutes(20));
      // A workspace that starts later generates the same days as history.
      List<PresenceTransition> expected = historyOf(start, end, workspace);
      while (clock.instant().isBefore(end)) {
        clock.advance(Duration.ofSeconds(1));
        workspace.runDueTasks();
      }
      List<PresenceTransition> lived = new ArrayList<>();
      for (Employee person : workspace.people()) {
        lived.addAll(workspace.groundTruth(person.id(), start, end));
      }
      assertEquals(expected, lived);
    }
  }

  private static List<PresenceTransition> historyOf(Instant from, Instant to, SlackSimulator like)
      throws IOException {
    ManualClock later = new ManualClock(to.toString());
    try (SlackSimulator workspace = SlackSimulator.start(DemoOptions.standard(later))) {
      List<PresenceTransition> all = workspace.history(from, to);
      List<PresenceTransition> ordered = new ArrayList<>();
      for (Employee person : like.people()) {
        all.stream().filter(each -> each.user().equals(person.id())).forEach(ordered::add);
      }
      return ordered;
    }
  }

  @Test
  void atSpeedSixtyAnHourTakesAMinute() throws IOException {
    try (SlackSimulator slow = start(1);
        SlackSimulator fast = start(60)) {
      Instant start = slow.started();
      clock.advance(Duration.ofMinutes(1));
      fast.runDueTasks();
      List<ActiveOrAway> afterAMinute = presences(fast);
      clock.advance(Duration.ofMinutes(59));
      slow.runDueTasks();
      assertEquals(presences(slow), afterAMinute);
      assertEquals(start, fast.started());
    }
  }

  @Test
  void atAQuietHourABusyWorkspacePlaysATuesdayWithoutDoNotDisturbForThoseAtWork()
      throws IOException {
    ManualClock sunday = new ManualClock("2026-11-29T00:55:00Z");
    try (SlackSimulator quiet = SlackSimulator.start(DemoOptions.standard(sunday));
        SlackSimulator busy = SlackSimulator.startBusy(DemoOptions.standard(sunday))) {
      assertFalse(quiet.playsTuesday());
      assertTrue(busy.playsTuesday());
      List<Employee> active =
          busy.people().stream()
              .filter(person -> busy.presence(person.id()) == ActiveOrAway.ACTIVE)
              .toList();
      assertTrue(active.size() >= 10, active.size() + " active");
      long now = busy.now().getEpochSecond();
      for (Employee person : active) {
        var dnd =
            MinimalClient.call(busy.apiUrl(), busy.token(), "dnd.info", "user=" + person.id());
        assertTrue(dnd.path("next_dnd_start_ts").asLong() > now, person.realName());
        assertTrue(dnd.path("next_dnd_end_ts").asLong() > now, person.realName());
      }
    }
  }

  private static List<ActiveOrAway> presences(SlackSimulator workspace) {
    return workspace.people().stream().map(Employee::id).map(workspace::presence).toList();
  }

  @Test
  void frozenPeopleChangeOnlyOnCommand() throws IOException {
    try (SlackSimulator workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople())) {
      String ada = workspace.people().getFirst().id();
      clock.advance(Duration.ofDays(1));
      workspace.setPresence(ada, ActiveOrAway.ACTIVE);
      Instant noon = workspace.started();
      assertEquals(
          List.of(
              new PresenceTransition(ada, ActiveOrAway.AWAY, noon),
              new PresenceTransition(ada, ActiveOrAway.ACTIVE, noon.plus(Duration.ofDays(1)))),
          workspace.groundTruth(ada, noon, noon.plus(Duration.ofDays(2))));
      assertEquals(
          List.of(new PresenceTransition(ada, ActiveOrAway.ACTIVE, noon.plus(Duration.ofDays(1)))),
          workspace.groundTruth(ada, noon.plus(Duration.ofDays(1)), noon.plus(Duration.ofDays(2))));
    }
  }

  @Test
  void anOverriddenPersonIgnoresTheSimulationUntilReleased() throws IOException {
    try (SlackSimulator workspace = start(1)) {
      Employee ada = workspace.people().getFirst();
      ActiveOrAway scripted = workspace.presence(ada.id());
      ActiveOrAway other =
          scripted == ActiveOrAway.ACTIVE ? ActiveOrAway.AWAY : ActiveOrAway.ACTIVE;
      workspace.setPresence(ada.id(), other);
      assertEquals(other, workspace.presence(ada.id()));
      workspace.release(ada.id());
      assertEquals(scripted, workspace.presence(ada.id()));
    }
  }

  @Test
  void anUnknownUserIdThrows() throws IOException {
    try (SlackSimulator workspace = start(1)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> workspace.setPresence("U0NOBODY000", ActiveOrAway.AWAY));
    }
  }

  @Test
  void everyCallIsLogged() throws IOException {
    try (SlackSimulator workspace = start(1)) {
      MinimalClient.call(workspace.apiUrl(), "wrong", "auth.test");
      clock.advance(Duration.ofSeconds(1));
      MinimalClient.call(workspace.apiUrl(), workspace.token(), "rtm.connect");
      Instant noon = workspace.started();
      assertEquals(
          List.of(
              new LoggedCall("auth.test", noon),
              new LoggedCall("rtm.connect", noon.plusSeconds(1))),
          workspace.calls());
    }
  }

  @Test
  void groundTruthIsAvailableAfterClose() throws IOException {
    SlackSimulator workspace = SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople());
    String ada = workspace.people().getFirst().id();
    workspace.close();
    assertEquals(
        List.of(new PresenceTransition(ada, ActiveOrAway.AWAY, workspace.started())),
        workspace.groundTruth(ada, workspace.started(), Instant.MAX));
  }

  @Test
  void onlyTheLatestCallsAreLogged() {
    FaultQueue plans = new FaultQueue();
    WorkspaceState directory = new WorkspaceState(1, List.of());
    WebApi web =
        new WebApi(
            List.of(), List.of(), directory, plans, DemoOptions.standard(InstantSource.system()));
    for (int i = 0; i <= WebApi.MAX_LOGGED_CALLS; i++) {
      web.answer(new RawApiRequest("call." + i, "", Map.of(), ""), clock.instant());
    }
    assertEquals(WebApi.MAX_LOGGED_CALLS, web.calls().size());
    assertEquals(web.calls(), web.callsAfter(0));
    assertEquals(
        web.calls().subList(WebApi.MAX_LOGGED_CALLS - 2, WebApi.MAX_LOGGED_CALLS),
        web.callsAfter(WebApi.MAX_LOGGED_CALLS - 1));
    assertEquals(List.of(), web.callsAfter(WebApi.MAX_LOGGED_CALLS + 1));
    assertEquals("call.1", web.calls().getFirst().method());
  }

  @Test
  void aPortInUseIsReported() throws IOException {
    try (SlackSimulator workspace = start(1)) {
      int port = workspace.apiUrl().getPort();
      IOException taken =
          assertThrows(
              IOException.class,
              () ->
                  SlackSimulator.start(
                      DemoOptions.standard(InstantSource.system()).withPort(port)));
      String sentence = String.valueOf(taken.getMessage());
      assertTrue(
          sentence.startsWith("The demo workspace cannot use port " + port + " (")
              && sentence.endsWith("). Choose another port, or 0 for any free one."),
          sentence);
    }
  }

  @Test
  void aWorkspaceCanRestartOnItsPort() throws IOException {
    int port;
    try (SlackSimulator first = start(1)) {
      port = first.apiUrl().getPort();
      MinimalClient.connect(first.apiUrl(), first.token()).receive();
    }
    try (SlackSimulator second =
        SlackSimulator.start(DemoOptions.standard(InstantSource.system()).withPort(port))) {
      assertEquals(
          "{'type':'hello'}", MinimalClient.connect(second.apiUrl(), second.token()).receive());
    }
  }

  private SlackSimulator start(int speed) throws IOException {
    return SlackSimulator.start(DemoOptions.standard(clock).withSpeed(speed));
  }
}
