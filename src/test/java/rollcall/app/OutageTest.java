package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.LoggedCall;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.AcceleratedClock;
import rollcall.testkit.FxExtension;

/// Outages of the connection, in the window: the status is shown, the connection is made again
/// within the rate limits, and the gap counts for no person.
@ExtendWith(FxExtension.class)
class OutageTest {
  private static final String LIVE = "Live · 1 person · .*";
  private static final String UNKNOWN_SINCE =
      "Reconnecting \\(\\d\\) · unknown since .*\\d\\d:\\d\\d · ";
  private static final Duration UNTIL_SEEN = Duration.ofHours(1);

  @TempDir Path data;
  private final AcceleratedClock clock = new AcceleratedClock();
  private volatile Duration ahead = Duration.ZERO;
  private SlackSimulator workspace;
  private NamedFaults faults;
  private Employee grace;
  private RunningApp app;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(() -> clock.instant().plus(ahead))
                .withoutLimits()
                .withFrozenPeople());
    faults = NamedFaults.of(workspace);
    grace = workspace.people().getFirst();
  }

  @AfterEach
  void close() {
    if (app != null) {
      app.close();
    }
    workspace.close();
  }

  @Test
  void aDroppedConnectionIsSaidAndComesBack() throws Exception {
    live();
    faults.delayHello(UNTIL_SEEN, 1);
    Instant cut = clock.instant();
    faults.cutSockets();
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitSaid(UNKNOWN_SINCE + "trying now");
    app.awaitRow(grace, Presence.UNKNOWN);
    sayHello(2);
    assertBackAfter(cut, 2);
  }

  @Test
  void aSilenceIsNoticedAndSaid() throws Exception {
    live();
    faults.startSilence();
    Instant silent = clock.instant();
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    clock.accelerate();
    app.awaitSaid(UNKNOWN_SINCE + ".*");
    clock.slowDown();
    faults.endSilence();
    // The next call may already have been lost in the silence.
    assertBackAfter(silent, 3);
  }

  @Test
  void aFailingSlackIsSaid() throws Exception {
    live();
    faults.plan("rtm.connect", HttpFault.status(503), 1);
    faults.delayHello(UNTIL_SEEN, 1);
    Instant cut = clock.instant();
    faults.cutSockets();
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitNotice(
        "banner",
        "Slack isn't answering",
        "Slack returned an error (503). This is usually on Slack's side. Retrying with longer"
            + " pauses; trying now.");
    app.awaitSaid(UNKNOWN_SINCE + "trying now");
    sayHello(3);
    assertBackAfter(cut, 3);
    app.awaitNotice("banner", "", "");
  }

  @Test
  void whenSlackAsksUsToSlowDownTheWaitIsSaidAndKept() throws Exception {
    live();
    faults.plan("rtm.connect", HttpFault.rateLimited(4), 1);
    Instant cut = clock.instant();
    faults.cutSockets();
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitSaid("Slack asked us to slow down · next request in [1-4] s");
    assertBackAfter(cut, 3);
    List<LoggedCall> calls = connects();
    Duration rest = Duration.between(calls.get(1).at(), calls.get(2).at());
    assertTrue(rest.compareTo(Duration.ofSeconds(4)) >= 0, "asked again after " + rest);
  }

  @Test
  void aRefusedSocketUrlIsReplacedByAFreshOne() throws Exception {
    live();
    faults.markUrlsStale(1);
    faults.delayHello(UNTIL_SEEN, 1);
    Instant cut = clock.instant();
    faults.cutSockets();
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitSaid(UNKNOWN_SINCE + "trying now");
    sayHello(3);
    assertBackAfter(cut, 3);
  }

  @Test
  void whileSlackCannotBeReachedTheWindowSaysSo() throws Exception {
    live();
    Instant down = clock.instant();
    faults.takeDown();
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitSaid(UNKNOWN_SINCE + ".*");
    RunningApp.await(() -> "the banner", () -> app.find("banner", Node.class).isVisible());
    faults.restore();
    assertBackAfter(down, 3);
    app.awaitNotice("banner", "", "");
  }

  @Test
  void aStartIntoAnOutageIsSaidOnTheFirstScreen() throws Exception {
    faults.plan("rtm.connect", HttpFault.status(503), 1);
    faults.delayHello(UNTIL_SEEN, 1);
    app = RunningApp.start(workspace, clock, data, workspace.token(), grace);
    app.awaitSaid("Connecting \\(2\\) · Slack isn't answering · trying now");
    sayHello(2);
    app.awaitRow(grace, Presence.AWAY);
    app.awaitStatus(LIVE);
    assertEquals(2, connects().size());
  }

  /// Sends the `hello` that Slack withheld until the window was seen to wait for it.
  ///
  /// @param connects the attempt that is kept waiting
  private void sayHello(int connects) {
    RunningApp.await(
        () -> "a socket without a hello",
        () -> connects().size() == connects && workspace.subscriptions().size() == 1);
    ahead = UNTIL_SEEN;
    workspace.runDueTasks();
  }

  private void live() throws IOException {
    app = RunningApp.start(workspace, clock, data, workspace.token(), grace);
    app.awaitRow(grace, Presence.AWAY);
    app.awaitStatus(LIVE);
    app.listenAnew();
  }

  /// It is live again, and what happened in between is unknown: from the last word that Slack said
  /// before the trouble until its first one after.
  private void assertBackAfter(Instant trouble, int connects) throws IOException {
    app.awaitRow(grace, Presence.ACTIVE);
    app.awaitStatus(LIVE);
    assertEquals(
        List.of(
            "unknown watch_started", "away snapshot", "unknown disconnected", "active reconnected"),
        app.storedWords(grace));
    List<Sighting> stored = app.stored(grace, _ -> true);
    Instant dark = stored.get(2).at();
    assertFalse(dark.isBefore(stored.get(1).at()), "Slack was heard until then");
    assertFalse(dark.isAfter(trouble), "unknown from the last word, not from the loss");
    assertTrue(stored.get(3).at().isAfter(trouble), "nothing is known before Slack speaks again");
    assertTrue(connects().size() <= connects, "called rtm.connect " + connects());
  }

  private List<LoggedCall> connects() {
    return workspace.calls().stream().filter(call -> call.method().equals("rtm.connect")).toList();
  }
}
