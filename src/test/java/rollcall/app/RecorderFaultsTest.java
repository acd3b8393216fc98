package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.desktop.FollowingModel;
import rollcall.app.recording.PostgresFailover;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.FxExtension;
import rollcall.testkit.PostgresServer;

/// Four recorders in processes of their own and three viewers, with the faults of an hour in some
/// minutes. One recorder is down at a time, so that the others have room for its people.
@Tag("soak")
@ExtendWith(FxExtension.class)
class RecorderFaultsTest {
  private static final int PEOPLE = Integer.getInteger("rollcall.people", 2000);
  private static final int MINUTES = Integer.getInteger("rollcall.minutes", 10);
  private static final int SEED = Integer.getInteger("rollcall.seed", 7);

  /// Faults in ten minutes.
  private static final Map<FaultLog.Kind, Integer> FAULTS =
      Map.of(
          FaultLog.Kind.KILLED, 22,
          FaultLog.Kind.CUT_FROM_SERVER, 11,
          FaultLog.Kind.CUT_FROM_SLACK, 6,
          FaultLog.Kind.ENDED, 3,
          FaultLog.Kind.SERVER_RESTARTED, 6,
          FaultLog.Kind.SERVER_FAILED_OVER, 2);

  /// Longest time after a fault within which each person is observed. On a busy computer, a renewal
  /// takes many seconds.
  private static final Duration OBSERVED = Duration.ofSeconds(60);

  /// Longest wait for all; people are spread again by twenty at a time.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /// Average time between two changes of a person.
  private static final Duration CHANGE = Duration.ofMinutes(3);

  private final InstantSource clock = InstantSource.system();
  private final Random random = new Random(SEED);
  private final FaultLog log = new FaultLog();
  private final List<RecorderProcess> recorders = new ArrayList<>();
  private final List<FollowingModel> viewers = new ArrayList<>();

  @TempDir Path scratch;
  private PostgresServer server;
  private PostgresFailover failover;
  private SlackSimulator workspace;

  @Test
  void anHourOfFaultsNeitherInventsNorLosesAnything() throws Exception {
    try (PostgresServer started = PostgresServer.start();
        PostgresFailover replicas =
            new PostgresFailover(
                scratch, Path.of(started.text("show data_directory")), started.port());
        SlackSimulator slack = startWorkspace()) {
      server = started;
      failover = replicas;
      workspace = slack;
      server.useNewRecord();
      server.sql("create role viewer login", "grant rollcall_viewer to viewer");
      try {
        run();
      } finally {
        for (FollowingModel one : viewers) {
          one.close();
        }
        for (RecorderProcess one : recorders) {
          one.close();
        }
      }
    }
  }

  private SlackSimulator startWorkspace() throws Exception {
    return SlackSimulator.start(
        DemoOptions.standard(clock).withPeople(PEOPLE).withoutLimits().withFrozenPeople());
  }

  private void run() throws Exception {
    for (String name : List.of("berlin", "paris", "rome", "oslo")) {
      Duration skew = Duration.ofMillis(random.nextInt(9000) - 4500);
      RecorderProcess one =
          new RecorderProcess(name, skew, PEOPLE * 3 / 8, workspace, server, scratch);
      recorders.add(one);
      one.start();
      waitFor(name + " has registered", () -> renewals().containsKey(name));
    }
    waitFor("everyone is watched", () -> held(recorders) == PEOPLE);
    for (int i = 0; i < 3; i++) {
      viewers.add(new FollowingModel(server.address("viewer")));
    }
    for (FollowingModel viewer : viewers) {
      waitFor("a viewer shows everyone", () -> viewer.size() == PEOPLE);
    }
    Thread.sleep(5000);
    log.begin(clock.millis());
    Thread life = Thread.ofVirtual().start(this::live);
    playFaults();
    life.interrupt();
    life.join();
    settle();
    judge();
  }

  /// Changes the presence of people until it is interrupted.
  private void live() {
    Random who = new Random(SEED);
    try {
      while (true) {
        Thread.sleep((long) (-Math.log(1 - who.nextDouble()) * CHANGE.toMillis() / PEOPLE));
        Employee person = workspace.people().get(who.nextInt(PEOPLE));
        boolean active = workspace.presence(person.id()) == ActiveOrAway.ACTIVE;
        workspace.setPresence(person.id(), active ? ActiveOrAway.AWAY : ActiveOrAway.ACTIVE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void playFaults() throws Exception {
    List<FaultLog.Kind> plan = new ArrayList<>();
    FAULTS.forEach(
        (kind, count) -> plan.addAll(Collections.nCopies(Math.ceilDiv(count * MINUTES, 10), kind)));
    Collections.sort(plan);
    Collections.shuffle(plan, random);
    Duration all = Duration.ofMinutes(MINUTES);
    for (int i = 0; i < plan.size(); i++) {
      sleepUntil(log.beginning() + all.toMillis() * i / plan.size());
      fault(plan.get(i), recorders.get(random.nextInt(recorders.size())));
    }
    sleepUntil(log.beginning() + all.toMillis());
  }

  private void sleepUntil(long millis) throws InterruptedException {
    Thread.sleep(Math.max(0, millis - clock.millis()));
  }

  private void fault(FaultLog.Kind kind, RecorderProcess victim) throws Exception {
    long from = clock.millis();
    Map<String, Long> before = renewals();
    Duration down = Duration.ofMillis(1000 + random.nextInt(17_000));
    switch (kind) {
      case KILLED -> {
        victim.kill();
        watchTakeover(victim, from, down);
        victim.start();
      }
      case ENDED -> {
        assertEquals(0, victim.stop(), victim::errors);
        watchTakeover(victim, from, down);
        victim.start();
      }
      case CUT_FROM_SERVER -> {
        victim.toServer.goAway();
        watchTakeover(victim, from, down);
        victim.toServer.comeBack();
      }
      case CUT_FROM_SLACK -> {
        victim.toSlack.goAway();
        Thread.sleep(down.dividedBy(2));
        victim.toSlack.comeBack();
      }
      case SERVER_RESTARTED -> failover.restart();
      case SERVER_FAILED_OVER -> failover.failOver(() -> Thread.sleep(500 + random.nextInt(2500)));
    }
    awaitRecovery(kind.concernsServer() ? recorders : List.of(victim), before);
    log.add(kind, kind.concernsServer() ? null : victim.name, from, clock.millis());
  }

  /// Notes when the other recorders hold everyone, if they do within this time.
  private void watchTakeover(RecorderProcess victim, long from, Duration down) throws Exception {
    List<RecorderProcess> others = recorders.stream().filter(one -> one != victim).toList();
    boolean taken = held(others) == PEOPLE;
    while (clock.millis() < from + down.toMillis()) {
      if (!taken && held(others) == PEOPLE) {
        taken = true;
        log.addTakeover(victim.name, clock.millis() - from);
      }
      Thread.sleep(100);
    }
  }

  /// Waits until everyone is observed at the same time, which is after the people are spread again.
  /// Each person has to be observed much earlier, at some time.
  private void awaitRecovery(List<RecorderProcess> some, Map<String, Long> before)
      throws Exception {
    // After a fail-over, the replica may lack the last renewals.
    Map<String, Long> now = some.size() > 1 ? awaitRenewals() : before;
    waitFor(
        "recorders are back",
        () -> {
          Map<String, Long> latest = renewals();
          return some.stream().allMatch(one -> latest.get(one.name) > now.get(one.name));
        });
    Set<String> never = new TreeSet<>();
    waitFor("people are read", () -> never.addAll(UnobservedPeople.all(server)) || true);
    long begun = System.nanoTime();
    waitFor(
        "everyone is observed",
        () -> {
          Set<String> unobserved = UnobservedPeople.all(server);
          never.retainAll(unobserved);
          if (!never.isEmpty() && System.nanoTime() - begun > OBSERVED.toNanos()) {
            throw new AssertionError(
                "not once observed: " + UnobservedPeople.describe(server, recorders, never));
          }
          return unobserved.isEmpty() && held(recorders) == PEOPLE;
        });
  }

  private Map<String, Long> awaitRenewals() throws Exception {
    waitFor("the server is back", () -> renewals().size() == recorders.size());
    return renewals();
  }

  private Map<String, Long> renewals() throws SQLException {
    String all =
        server.text(
            "select coalesce(string_agg(name || ' ' || renewals, ','), '') from rollcall.recorder"
                + " where renewals > 0");
    Map<String, Long> renewals = new TreeMap<>();
    for (String one : all.split(",")) {
      String[] words = one.split(" ");
      if (words.length == 2) {
        renewals.put(words[0], Long.parseLong(words[1]));
      }
    }
    return renewals;
  }

  private long held(List<RecorderProcess> some) throws SQLException {
    return server.number(
        "select count(*) from rollcall.lease join rollcall.recorder on n = recorder"
            + " where until is null and name in ("
            + some.stream().map(one -> "'" + one.name + "'").collect(Collectors.joining(","))
            + ")");
  }

  private void waitFor(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!isTrue(condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            what
                + " ? "
                + UnobservedPeople.describe(server, recorders, UnobservedPeople.all(server))
                + recorders.stream()
                    .map(one -> "\n" + one.name + ": " + UnobservedPeople.tail(one.errors()))
                    .toList());
      }
      Thread.sleep(100);
    }
  }

  /// A server that is away makes no condition true.
  private static boolean isTrue(Callable<Boolean> condition) throws Exception {
    try {
      return condition.call();
    } catch (SQLException e) {
      return false;
    }
  }

  /// Ends all in order when everything was handed over.
  private void settle() throws Exception {
    Thread.sleep(15_000);
    log.end(clock.millis());
    for (RecorderProcess one : recorders) {
      assertEquals(0, one.stop(), one::errors);
    }
    Thread.sleep(5000);
  }

  private void judge() throws Exception {
    Map<String, RecorderProcess> byName = new TreeMap<>();
    recorders.forEach(one -> byName.put(one.name, one));
    try (RecordJudge judge = new RecordJudge(server, byName, log)) {
      judge.compareWithTruth(workspace.groundTruth(Instant.EPOCH, clock.instant()));
      judge.compareWithFiles();
      judge.measureTakeovers();
      for (FollowingModel viewer : viewers) {
        judge.compareWithViewer(viewer);
      }
      System.out.println(judge.summary());
      assertEquals(List.of(), judge.problems());
      assertTrue(judge.longestTakeover() <= 30_000, judge::summary);
      assertTrue(judge.viewerDelay(0.99) <= 1000, judge::summary);
    }
  }
}
