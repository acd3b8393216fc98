package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.simulator.people.Employee;
import tools.jackson.databind.JsonNode;

/// Faults of sending and reading: anomalous events, short pages, slow and half-open sockets, floods
/// and random faults.
class OddEventsTest {
  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;
  private String ada;
  private String jonas;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople().withoutLimits());
    ada = workspace.people().get(0).id();
    jonas = workspace.people().get(1).id();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void presenceEventsCanBeDuplicated() {
    MinimalClient.Socket socket = subscribed();
    workspace.apply(new Fault.Duplicate(1));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    workspace.setPresence(ada, ActiveOrAway.AWAY);
    assertEquals(single(ada, "active"), socket.receive());
    assertEquals(single(ada, "active"), socket.receive());
    assertEquals(single(ada, "away"), socket.receive());
    afterPing(socket);
  }

  @Test
  void presenceEventsCanBeReordered() {
    MinimalClient.Socket socket = subscribed();
    workspace.apply(new Fault.Reorder(1));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    afterPing(socket);
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    assertEquals(single(jonas, "active"), socket.receive());
    assertEquals(single(ada, "active"), socket.receive());
    afterPing(socket);
  }

  @Test
  void aReorderedEventWithoutSuccessorIsOneSecondLate() {
    MinimalClient.Socket socket = subscribed();
    workspace.apply(new Fault.Reorder(1));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    afterPing(socket);
    clock.advance(Duration.ofSeconds(1));
    workspace.runDueTasks();
    assertEquals(single(ada, "active"), socket.receive());
  }

  @Test
  void theShapeOfEventsCanChangeDuringAConnection() {
    MinimalClient.Socket socket = subscribed();
    workspace.apply(new Fault.Reshape(Fault.Shape.BATCH));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    assertEquals(
        "{'type':'presence_change','presence':'active','users':['" + ada + "']}", socket.receive());
    workspace.apply(new Fault.Reshape(Fault.Shape.ALIAS));
    workspace.setPresence(ada, ActiveOrAway.AWAY);
    assertEquals(
        "{'type':'presence_change_batch','presence':'away','users':['" + ada + "']}",
        socket.receive());
    workspace.apply(new Fault.Reshape(Fault.Shape.SINGLE));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    assertEquals(single(ada, "active"), socket.receive());
    workspace.apply(new Fault.ClearPlanned());
  }

  @Test
  void anEventOfAMegabyteArrives() {
    MinimalClient.Socket socket = subscribed();
    workspace.apply(new Fault.Large(1 << 20));
    String event = socket.receive();
    assertEquals(1 << 20, event.length());
    assertTrue(event.startsWith("{'type':'large_event','padding':'xxx"));
    afterPing(socket);
  }

  @Test
  void pagesCanBeShortAndEvenEmptyBeforeTheEnd() {
    workspace.apply(new Fault.ShortPages(3));
    List<Integer> sizes = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = call("users.list", "limit=20", "cursor=" + cursor);
      page.path("members").forEach(member -> ids.add(member.path("id").asString()));
      sizes.add(page.path("members").size());
      cursor = page.path("response_metadata").path("next_cursor").asString();
    } while (!cursor.isEmpty());
    assertEquals(List.of(0, 1, 10, 16), sizes);
    assertEquals(27, ids.stream().distinct().count());
  }

  @Test
  void aHalfOpenSocketIsUnresponsiveWhileNewOnesWork() {
    MinimalClient.Socket dead = subscribed();
    workspace.apply(new Fault.HalfOpen());
    dead.send("{'id':1,'type':'ping'}");
    dead.ping((byte) 1);
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    MinimalClient.Socket next = subscribed();
    workspace.setPresence(ada, ActiveOrAway.AWAY);
    assertEquals(single(ada, "away"), next.receive());
    assertTrue(dead.hasHeardNothing());
    clock.advance(Duration.ofMinutes(5));
    workspace.runDueTasks();
    assertTrue(dead.receive().startsWith("the connection has ended"));
  }

  @Test
  void aLostSubscriptionIsSilentUntilTheListIsSentAgain() {
    MinimalClient.Socket socket = subscribed();
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    assertEquals(single(ada, "active"), socket.receive());
    NamedFaults.of(workspace).unsubscribe();
    workspace.setPresence(ada, ActiveOrAway.AWAY);
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    afterPing(socket);
    socket.send("{'type':'presence_query','ids':['" + ada + "']}");
    assertEquals(single(ada, "away"), socket.receive());
    socket.send("{'type':'presence_sub','ids':['" + ada + "','" + jonas + "']}");
    assertEquals(
        Set.of(single(ada, "away"), single(jonas, "active")),
        Set.of(socket.receive(), socket.receive()));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    assertEquals(single(ada, "active"), socket.receive());
  }

  @Test
  void framesCanBeReadSlowly() {
    MinimalClient.Socket socket = subscribed();
    workspace.apply(new Fault.ReadSlowly(Duration.ofSeconds(3)));
    socket.send("{'id':1,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':1}", socket.receive());
    socket.send("{'id':2,'type':'ping'}");
    workspace.runDueTasks();
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    assertEquals(single(ada, "active"), socket.receive());
    clock.advance(Duration.ofSeconds(3));
    workspace.runDueTasks();
    assertEquals("{'type':'pong','reply_to':2}", socket.receive());
  }

  @Test
  void aClientThatDoesNotReadIsDisconnected() {
    MinimalClient.Socket lazy = MinimalClient.openLazy(call("rtm.connect").path("url").asString());
    for (int i = 0; i < 64; i++) {
      workspace.apply(new Fault.Large(1 << 20));
    }
    while (!workspace.subscriptions().isEmpty()) {
      workspace.runDueTasks();
    }
    assertTrue(lazy.hasHeardNothing());
    subscribed();
  }

  @Test
  void changesAfterALargeBroadcastAreBatchedAndNoneIsMerged() {
    List<MinimalClient.Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 110; i++) {
      sockets.add(subscribed());
    }
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    sockets.forEach(socket -> assertEquals(single(ada, "active"), socket.receive()));
    workspace.setPresence(ada, ActiveOrAway.AWAY);
    sockets.forEach(OddEventsTest::afterPing);
    workspace.setPresence(jonas, ActiveOrAway.ACTIVE);
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    for (MinimalClient.Socket socket : sockets) {
      assertEquals(single(jonas, "active"), socket.receive());
      assertEquals(single(ada, "away"), socket.receive());
      afterPing(socket);
    }
    clock.advance(Duration.ofSeconds(1));
    workspace.runDueTasks();
    sockets.forEach(socket -> assertEquals(single(ada, "active"), socket.receive()));
  }

  @Test
  void aFloodIsTheSameForTheSameSeed() throws IOException {
    List<PresenceTransition> first = flooded(workspace);
    try (SlackSimulator other =
        SlackSimulator.start(
            DemoOptions.standard(new ManualClock("2026-11-18T12:00:00Z"))
                .withFrozenPeople()
                .withoutLimits())) {
      assertEquals(first, flooded(workspace.started(), other));
    }
  }

  private List<PresenceTransition> flooded(SlackSimulator one) {
    return flooded(workspace.started(), one);
  }

  /// Ten thousand changes per minute, for six seconds.
  private List<PresenceTransition> flooded(Instant start, SlackSimulator one) {
    ManualClock hand = (ManualClock) one.options().clock();
    one.apply(new Fault.Flood(10_000, Duration.ofSeconds(6), 7));
    hand.advance(Duration.ofSeconds(6));
    one.runDueTasks();
    List<PresenceTransition> all = new ArrayList<>();
    for (Employee person : one.people()) {
      all.addAll(one.groundTruth(person.id(), start, Instant.MAX));
    }
    assertEquals(999, all.stream().filter(each -> each.at().isAfter(start)).count());
    return all;
  }

  @Test
  void randomFaultsAreTheSameForTheSameSeed() {
    Duration hour = Duration.ofHours(1);
    List<ScriptStep> storm = RandomFaultScripts.steps(7, hour, Duration.ofSeconds(10));
    assertEquals(storm, RandomFaultScripts.steps(7, hour, Duration.ofSeconds(10)));
    assertNotEquals(storm, RandomFaultScripts.steps(8, hour, Duration.ofSeconds(10)));
    assertTrue(storm.size() > 250 && storm.size() < 450, storm.size() + " faults");
    assertEquals(new ScriptStep(hour, new Fault.ClearPlanned()), storm.getLast());
    long kinds = storm.stream().map(cue -> cue.action().getClass()).distinct().count();
    assertTrue(kinds >= 15, kinds + " kinds of fault");
  }

  @Test
  void theWorkspaceWorksAfterRandomFaults() {
    workspace.play(RandomFaultScripts.steps(3, Duration.ofMinutes(10), Duration.ofSeconds(2)));
    for (int second = 0; second < 660; second++) {
      clock.advance(Duration.ofSeconds(1));
      workspace.runDueTasks();
    }
    workspace.setPresence(ada, ActiveOrAway.AWAY);
    MinimalClient.Socket socket = subscribed();
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    assertEquals(single(ada, "active"), socket.receive());
    assertTrue(workspace.outages().stream().noneMatch(outage -> outage.to().equals(Instant.MAX)));
  }

  private MinimalClient.Socket subscribed() {
    MinimalClient.Socket socket = MinimalClient.connect(api(), workspace.token());
    assertEquals("{'type':'hello'}", socket.receive());
    socket.send("{'type':'presence_sub','ids':['" + ada + "','" + jonas + "']}");
    socket.receive();
    socket.receive();
    return socket;
  }

  private URI api() {
    return workspace.apiUrl();
  }

  private JsonNode call(String method, String... args) {
    return MinimalClient.call(api(), workspace.token(), method, args);
  }

  private static void afterPing(MinimalClient.Socket socket) {
    socket.send("{'id':99,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':99}", socket.receive());
  }

  private static String single(String user, String presence) {
    return "{'type':'presence_change','user':'" + user + "','presence':'" + presence + "'}";
  }
}
