package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.recording.RecorderTeam.Member;
import rollcall.history.History;
import rollcall.history.ReadableHistory;
import rollcall.history.SharedHistory;
import rollcall.history.SharedRecorder;
import rollcall.presence.Sighting;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.settings.SettingsFile;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.StoredLease;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.CsvDialect;
import rollcall.timecard.DayRange;
import rollcall.timecard.ExportKind;
import rollcall.timecard.ExportSpec;

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
  void anImportOfExportedEventsHasTheSameStates() throws Exception {
    Random random = new Random(1);
    try (RecorderTeam team = new RecorderTeam(scratch, 12, random)) {
      for (String name : List.of("berlin", "paris", "rome", "oslo")) {
        Duration skew = Duration.ofMillis(random.nextInt(9000) - 4500);
        // None has room for the people of another one.
        team.add(name, server.address("recorder"), 3, skew);
      }
      team.live(Duration.ofSeconds(20));
      for (int i = 0; i < 3; i++) {
        fault(team, team.members.get(random.nextInt(4)), random);
        team.live(Duration.ofSeconds(10 + random.nextInt(50)));
        checkImport(team, scratch.resolve("import-" + i));
      }
      for (Member one : team.members) {
        one.end();
      }
      checkImport(team, scratch.resolve("import"));
    }
  }

  /// Requires that an import of the exported events has the states of the record.
  private static void checkImport(RecorderTeam team, Path folder) throws Exception {
    Instant now = Instant.ofEpochMilli(team.now);
    Instant from = RecorderTeam.START.minusSeconds(3600);
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    ExportSpec spec =
        ExportSpec.of(
            ExportKind.EVENTS,
            Set.of(),
            new DayRange(day, day),
            AccountingRules.in(ZoneOffset.UTC),
            CsvDialect.DATA);
    Path events = Files.createDirectories(folder).resolve("events.csv");
    ProfilePaths profile =
        new ProfilePaths(
            new SettingsFile(folder.resolve("settings.json")), folder.resolve("workspaces"));
    try (SharedHistory record = SharedHistory.openReadOnly(server.address("owner"), null)) {
      new ExportJob(spec, events).write(record, now);
      ImportJob.Imported imported = new ImportJob(events, profile).read(now);
      try (History copy = History.openReadOnly(profile.history(imported.workspace()))) {
        HistoryExportSource expected = HistoryExportSource.of(record, now);
        HistoryExportSource actual = HistoryExportSource.of(copy, now);
        for (UserId person : team.people) {
          assertEquals(
              observed(expected.spans(person, from, now)),
              observed(actual.spans(person, from, now)),
              person.value());
        }
      }
    }
  }

  private static List<String> observed(List<Span> spans) {
    return spans.stream()
        .filter(span -> span.presence().isObserved())
        .map(span -> span.presence() + " " + span.start() + " " + span.end())
        .toList();
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
          "update rollcall.recorder set handed_over = 0, renewals = 0 where name = 'berlin'");
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
  void aLeaseOfPeopleWhoAreWatchedAlreadyBeginsWithAFirstState() throws Exception {
    try (RecorderTeam team = new RecorderTeam(scratch, 10, new Random(3))) {
      Member paris = team.add("paris", server.address("recorder"), 10, Duration.ZERO);
      team.live(Duration.ofSeconds(8));
      Member berlin = team.add("berlin", server.address("recorder"), 10, Duration.ZERO);
      team.live(Duration.ofSeconds(2));
      paris.cut = true;
      team.live(Duration.ofSeconds(20));
      assertEquals(10, berlin.watched().size());
      berlin.end();
      paris.cut = false;
      team.changes = false;
      team.live(Duration.ofSeconds(8));
      assertEquals(10, paris.watched().size());
      assertEquals(
          10,
          server.number(
              """
              select count(*) from rollcall.lease join rollcall.person on id = person
              where until is null and exists (select from rollcall.sighting
                where sighting.person = n and key >= since * 16 and what & 7 in (0, 1))\
              """));
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, true"})
  void anErasedPersonIsNeverLeasedRecordedOrHandedOverAgain(boolean blocks, boolean offline)
      throws Exception {
    try (RecorderTeam team = new RecorderTeam(scratch, 8, new Random(5))) {
      for (String name : List.of("berlin", "paris", "rome")) {
        team.add(name, server.address("recorder"), 8, Duration.ZERO);
      }
      team.erases = true;
      team.live(Duration.ofSeconds(12));
      Member berlin = team.members.getFirst();
      Member watching = team.members.getLast();
      UserId erased = watching.watched().iterator().next();
      if (offline) {
        watching.cut = true;
        // Another one takes the people over, and both see them.
        team.live(Duration.ofSeconds(20));
      }
      berlin.erase(erased, blocks);
      team.live(RecorderTeam.STEP);
      assertEquals("", rowsWith(erased, "erasure"));
      server.sql(
          "create table if not exists public.again (what text)",
          "truncate public.again",
          """
          create or replace function public.note_again() returns trigger language plpgsql
          security definer as $$ begin
            if new::text like '%$P%' then insert into public.again values (tg_table_name); end if;
            return new; end $$\
          """
              .replace("$P", erased.value()));
      for (String table : List.of("lease", "wanted", "person")) {
        server.sql(
            "create trigger again before insert or update on rollcall.%s for each row execute function public.note_again()"
                .formatted(table));
      }
      team.live(Duration.ofSeconds(5));
      watching.cut = false;
      team.live(Duration.ofSeconds(10));
      assertEquals("0", server.text("select count(*) from public.again"));
      assertEquals("", rowsWith(erased, ""));
      for (Member one : team.members) {
        assertFalse(one.watches(erased), one.name);
      }

      if (blocks) {
        // A recorder that never heard of the person, whose list has them.
        team.add("oslo", server.address("recorder"), 8, Duration.ZERO);
        team.live(Duration.ofSeconds(10));
        assertEquals("0", server.text("select count(*) from public.again"));
        team.members.removeLast().end();
        berlin.unblock(erased);
        team.live(Duration.ofSeconds(30));
        assertTrue(berlin.watches(erased));
        assertEquals(
            "1",
            server.text(
                "select string_agg(distinct recorder::text, ' ') from rollcall.lease where person ="
                    + " '"
                    + erased.value()
                    + "'"));
        berlin.erase(erased, true);
        team.live(Duration.ofSeconds(10));
        assertEquals("erasure ", rowsWith(erased, ""));
        assertEquals(
            1, SharedRecorder.remove(server.address("owner"), null, "oslo", RecorderTeam.START));
        assertEquals("", rowsWith(erased, ""));
      }
      for (Member one : team.members) {
        one.endForLong();
        // The next start empties the log of changes.
        History.open(one.file, RecorderTeam.START).close(RecorderTeam.START);
      }
      for (Path file : files(scratch)) {
        assertFalse(
            Files.readString(file, StandardCharsets.ISO_8859_1).contains(erased.value()),
            file.toString());
      }
    }
  }

  /// Names of the tables on the server, except one, that have the ID of a person.
  private static String rowsWith(UserId person, String except) throws SQLException {
    StringBuilder found = new StringBuilder();
    String tables =
        server.text(
            "select string_agg(tablename, ' ' order by 1) from pg_tables where schemaname ="
                + " 'rollcall'");
    for (String table : tables.split(" ")) {
      if (!table.equals(except)
          && server.number(
                  "select count(*) from rollcall.%s as one where one::text like '%%%s%%'"
                      .formatted(table, person.value()))
              > 0) {
        found.append(table).append(' ');
      }
    }
    return found.toString();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
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
