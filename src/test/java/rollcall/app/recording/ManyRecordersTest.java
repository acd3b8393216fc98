package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.recording.RecorderTeam.Member;
import rollcall.history.History;
import rollcall.history.ReadableHistory;
import rollcall.history.SharedHistory;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.StoredLease;

/// Several recorders of one record in PostgreSQL: they share the people, and faults neither invent
/// nor lose anything.
class ManyRecordersTest {
  @AutoClose private static PostgresServer server;

  @TempDir Path scratch;

  @BeforeAll
  static void aServerRuns() throws Exception {
    server = PostgresServer.start();
  }

  @BeforeEach
  void aPreparedDatabase() throws Exception {
    server.useNewRecord();
  }

  @Test
  void minutesOfFaultsNeitherInventNorLoseAnything() throws Exception {
    faults(5, 24, Duration.ofMinutes(3), null);
  }

  @Test
  void aServerThatLostALeaseGetsItBackBeforeTheSightings() throws Exception {
    try (RecorderTeam team = new RecorderTeam(scratch, 5, new Random(3))) {
      Member paris = team.add("paris", server.address("recorder"), 5, Duration.ZERO);
      team.live(Duration.ofSeconds(5));
      paris.end();
      Member berlin = team.add("berlin", server.address("recorder"), 5, Duration.ZERO);
      team.live(Duration.ofSeconds(60));
      // A replica that lagged became the server.
      server.sql(
          "delete from rollcall.lease where fence = 2",
          "delete from rollcall.sighting where key >= (select max(until) from rollcall.lease) * 16",
          "update rollcall.recorder set handed_over = 0 where name = 'berlin'");
      berlin.disconnect();
      team.live(RecorderTeam.STEP);
      berlin.end();
      List<String> problems = new ArrayList<>();
      assertTrue(compare(team, problems) > 5);
      assertEquals(List.of(), problems);
    }
  }

  @Test
  void aRecorderThatReturnsWithMoreThanItsShareGivesTheRestToOthers() throws Exception {
    try (RecorderTeam team = new RecorderTeam(scratch, 60, new Random(3))) {
      Member paris = team.add("paris", server.address("recorder"), 60, Duration.ZERO);
      team.live(Duration.ofSeconds(5));
      Member berlin = team.add("berlin", server.address("recorder"), 60, Duration.ZERO);
      paris.kill();
      team.live(Duration.ofSeconds(3));
      paris.start();
      team.live(Duration.ofSeconds(40));
      assertEquals(30, paris.watched().size());
      assertEquals(30, berlin.watched().size());
    }
  }

  @Test
  @Tag("soak")
  void anHourOfFaultsNeitherInventsNorLosesAnything() throws Exception {
    try (PostgresFailover failover =
        new PostgresFailover(scratch, Path.of(server.text("show data_directory")), server.port())) {
      faults(
          Integer.getInteger("rollcall.seed", 7),
          Integer.getInteger("rollcall.people", 2000),
          Duration.ofMinutes(Integer.getInteger("rollcall.minutes", 60)),
          failover);
    }
  }

  private void faults(int seed, int people, Duration duration, @Nullable PostgresFailover failover)
      throws Exception {
    Random random = new Random(seed);
    int capacity = people / 2;
    try (RecorderTeam team = new RecorderTeam(scratch, people, random)) {
      for (String name : List.of("berlin", "paris", "rome", "oslo")) {
        team.add(
            name,
            server.address("recorder"),
            capacity,
            Duration.ofMillis(random.nextInt(9000) - 4500));
      }
      long end = team.now + duration.toMillis();
      while (team.now < end) {
        team.live(Duration.ofSeconds(5 + random.nextInt(25)));
        if (failover != null && random.nextInt(8) == 0) {
          replaceServer(team, failover, random);
        } else {
          fault(team, team.members.get(random.nextInt(4)), random);
        }
      }
      settle(team);
      List<String> problems = new ArrayList<>();
      long longest = team.longestAlone.values().stream().mapToLong(Long::longValue).max().orElse(0);
      int rows = compare(team, problems);
      System.out.printf(
          "%d rows of %d people; longest takeover %.1f s; refused: %d; %s%n",
          rows, people, longest / 1000.0, team.refused, team.faults);
      assertEquals(List.of(), problems.subList(0, Math.min(20, problems.size())));
      assertTrue(rows > people, "rows: " + rows);
      assertTrue(longest <= 30_000, "longest time without a recorder: " + longest + " ms");
    }
  }

  private static void replaceServer(RecorderTeam team, PostgresFailover failover, Random random)
      throws Exception {
    if (random.nextBoolean()) {
      failover.restart();
    } else {
      // What is handed over meanwhile is lost there.
      failover.failOver(() -> team.live(Duration.ofSeconds(1 + random.nextInt(20))));
    }
    team.count("server replaced");
    team.serverAway = true;
    team.live(Duration.ofSeconds(1 + random.nextInt(10)));
    team.serverAway = false;
  }

  /// At least two of four are left, so that everyone can be taken over.
  private static void fault(RecorderTeam team, Member victim, Random random) throws IOException {
    boolean enough = team.members.stream().filter(Member::isConnected).count() > 2;
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        if (victim.isRunning() && (enough || victim.cut)) {
          victim.kill();
          team.count("killed");
        }
      }
      case 2 -> {
        if (victim.isRunning() && enough && !victim.cut) {
          victim.end();
          team.count("ended");
        }
      }
      case 3 -> {
        if (victim.isRunning() && enough) {
          victim.cut = true;
          team.count("cut off");
        }
      }
      case 4 -> {
        team.serverAway = true;
        team.count("server away");
        team.live(Duration.ofSeconds(1 + random.nextInt(40)));
        team.serverAway = false;
      }
      default -> {
        for (Member one : team.members) {
          one.cut = false;
          if (!one.isRunning()) {
            one.start();
          }
        }
      }
    }
  }

  private static void settle(RecorderTeam team) throws IOException {
    for (Member one : team.members) {
      one.cut = false;
      if (!one.isRunning()) {
        one.start();
      }
    }
    team.live(Duration.ofSeconds(60));
    for (Member one : team.members) {
      one.end();
    }
  }

  /// Compares the record with the files of the recorders and with the truth.
  ///
  /// @return number of rows
  private static int compare(RecorderTeam team, List<String> problems) throws Exception {
    Map<UserId, List<StoredLease>> leases = StoredLease.all(server);
    Map<String, History> files = new HashMap<>();
    int rows = 0;
    try (ReadableHistory record = SharedHistory.openReadOnly(server.address("owner"), null)) {
      for (Member member : team.members) {
        files.put(member.name, History.openReadOnly(member.file));
      }
      for (UserId person : team.people) {
        List<Sighting> all = record.sightings(person, Instant.EPOCH, Instant.MAX);
        rows += all.size();
        List<StoredLease> own = leases.getOrDefault(person, List.of());
        judge(team, all, own, problems);
        StoredLease.compare(own, files, record, problems::add);
      }
    } finally {
      for (History file : files.values()) {
        file.close();
      }
    }
    return rows;
  }

  /// Requires that each state was true from its sighting until the next one.
  private static void judge(
      RecorderTeam team, List<Sighting> all, List<StoredLease> leases, List<String> problems) {
    for (int i = 0; i < all.size(); i++) {
      Sighting one = all.get(i);
      if (one.presence().isObserved()) {
        StoredLease lease = leases.stream().filter(it -> it.has(one)).findFirst().orElseThrow();
        long skew = team.skew(lease.recorder());
        long from = one.at().toEpochMilli() - skew;
        long to = i + 1 < all.size() ? all.get(i + 1).at().toEpochMilli() - skew : team.now;
        Long change = team.truth.get(one.user()).higherKey(from);
        if (team.presence(one.user(), from) != one.presence()) {
          problems.add("invented: " + one);
        } else if (change != null && change < to) {
          problems.add("invented for " + (to - change) + " ms: " + one);
        }
      }
    }
  }
}
