package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import rollcall.history.ReadableHistory;
import rollcall.history.SharedHistory;
import rollcall.presence.Presence;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.PresenceTransition;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.RollcallProcess;

/// Recorders in processes of their own that share the people of a record on a server.
@Tag("soak")
class RecorderProcessesTest {
  private static final int PEOPLE = Integer.getInteger("rollcall.people", 40);

  private static final int CAPACITY = 750;

  /// Longest time between a change and its row.
  private static final Duration LAG = Duration.ofSeconds(2);

  private final InstantSource clock = InstantSource.system();
  private final List<Long> delays = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path scratch;
  private PostgresServer server;
  private SlackSimulator workspace;
  // Only of the viewer.
  private long newest;

  @Test
  void thePeopleOfAKilledRecorderAreTakenOverAndSharedAgainAfterItsReturn() throws Exception {
    try (PostgresServer started = PostgresServer.start();
        SlackSimulator slack =
            SlackSimulator.start(
                DemoOptions.standard(clock)
                    .withPeople(PEOPLE)
                    .withoutLimits()
                    .withFrozenPeople())) {
      server = started;
      workspace = slack;
      server.useNewRecord();
      try (RollcallProcess berlin = recorder("berlin");
          RollcallProcess paris = recorder("paris")) {
        waitFor(
            "spread",
            () ->
                held("berlin") > 0
                    && held("berlin") + held("paris") == Math.min(all(), 2 * CAPACITY));
        Thread viewer = Thread.ofVirtual().start(this::follow);
        change(30);
        long before = System.nanoTime();
        berlin.kill();
        waitFor("taken over", () -> held("paris") == Math.min(all(), CAPACITY));
        long seconds = Duration.ofNanos(System.nanoTime() - before).toSeconds();
        System.out.println("Takeover after kill -9: " + seconds + " s");
        assertTrue(seconds <= 30, seconds + " s");
        change(30);
        try (RollcallProcess again = recorder("berlin")) {
          waitFor("spread again", () -> Math.abs(held("berlin") - held("paris")) <= 1);
          change(30);
          before = System.nanoTime();
          assertEquals(0, again.stop());
          waitFor("taken over", () -> held("paris") == Math.min(all(), CAPACITY));
          System.out.println(
              "Takeover after an orderly end: "
                  + Duration.ofNanos(System.nanoTime() - before).toMillis()
                  + " ms");
          change(30);
        }
        assertEquals(0, paris.stop());
        viewer.interrupt();
      }
      List<Long> sorted = delays.stream().sorted().toList();
      System.out.printf(
          "%d changes seen by the viewer: median %d ms, p99 %d ms%n",
          sorted.size(), sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.99)));
      assertTrue(sorted.size() > 50, "" + sorted.size());
      assertTrue(sorted.get((int) (sorted.size() * 0.99)) <= 1000, sorted.toString());
      assertEquals(List.of(), untrue());
    }
  }

  private long all() {
    return workspace.people().size();
  }

  private RollcallProcess recorder(String name) throws Exception {
    return RollcallProcess.start(
        workspace.token(),
        scratch,
        "record",
        "--history",
        "postgresql://recorder@localhost:" + server.port() + "/" + server.database(),
        "--name",
        name,
        "--capacity",
        "" + CAPACITY,
        "--everyone",
        "--api-url",
        workspace.apiUrl().toString(),
        "--data-dir",
        scratch.resolve(name).toString());
  }

  private long held(String name) throws Exception {
    return server.number(
        "select count(*) from rollcall.lease join rollcall.recorder on n = recorder"
            + " where until is null and name = '"
            + name
            + "'");
  }

  private static void waitFor(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.sleep(100);
    }
  }

  private void change(int count) throws Exception {
    Random random = new Random(count);
    Thread.sleep(LAG.toMillis() * 2);
    for (int i = 0; i < count; i++) {
      Employee person = workspace.people().get(random.nextInt(workspace.people().size()));
      workspace.setPresence(
          person.id(),
          workspace.presence(person.id()) == ActiveOrAway.ACTIVE
              ? ActiveOrAway.AWAY
              : ActiveOrAway.ACTIVE);
      Thread.sleep(100);
    }
    Thread.sleep(LAG.toMillis());
  }

  /// Follows the numbers of the changes as a viewer does, and measures the age of new states.
  private void follow() {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:%d/%s?user=owner"
                    .formatted(server.port(), server.database()));
        Statement statement = connection.createStatement()) {
      statement.execute("listen rollcall");
      long last = server.number("select last from rollcall.feed");
      while (!Thread.currentThread().isInterrupted()) {
        connection.unwrap(PGConnection.class).getNotifications(1000);
        last = read(connection, last);
      }
    } catch (Exception e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(e);
      }
    }
  }

  private long read(Connection connection, long after) throws Exception {
    long last = after;
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select change.n, max(key / 16) filter (where what & 7 in (0, 1) and (what >> 6) & 63 = 0)
            from rollcall.change left join rollcall.sighting
              on person = any (people) and key >= since * 16
            where change.n > ? group by change.n order by change.n\
            """)) {
      query.setLong(1, after);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          last = row.getLong(1);
          long at = row.getLong(2);
          if (!row.wasNull() && at > newest) {
            newest = at;
            delays.add(clock.millis() - at);
          }
        }
      }
    }
    return last;
  }

  private List<String> untrue() throws Exception {
    List<String> untrue = new ArrayList<>();
    Instant end = clock.instant();
    try (ReadableHistory record = SharedHistory.openReadOnly(server.address("owner"), null)) {
      for (Employee person : workspace.people()) {
        UserId user = new UserId(person.id());
        List<PresenceTransition> truth =
            workspace.groundTruth(person.id(), workspace.started(), end);
        for (Span span : record.spans(user, workspace.started(), end, end, end)) {
          if (!span.presence().isObserved()) {
            continue;
          }
          for (Instant at = span.start().plus(LAG);
              at.isBefore(span.end().minus(LAG));
              at = at.plusMillis(250)) {
            Instant moment = at;
            boolean active =
                truth.stream()
                    .filter(one -> !one.at().isAfter(moment))
                    .reduce((_, later) -> later)
                    .filter(one -> one.presence() == ActiveOrAway.ACTIVE)
                    .isPresent();
            if (active != (span.presence() == Presence.ACTIVE)) {
              untrue.add(person.id() + " at " + at + ": " + span);
            }
          }
        }
      }
    }
    return untrue;
  }
}
