package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Histories;
import rollcall.testkit.RollcallProcess;

/// Commands without a window, each in a process of its own.
class RecordCrashTest {
  private static final Instant EVER = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("2040-01-01T00:00:00Z");

  @TempDir Path scratch;
  private final InstantSource clock = InstantSource.system();
  private SlackSimulator workspace;
  private Employee grace;
  private Employee kai;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
    kai = workspace.people().get(1);
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void afterAKillTheHistoryIsThereTheGapIsUnknownAndNoSecondIsCountedTwice() throws Exception {
    Instant killed;
    try (RollcallProcess record = rollcall("record", grace.id(), kai.id())) {
      assertEquals(Set.of(says(grace, "away"), says(kai, "away")), twoLines(record));
      assertPrintedImmediately(record, grace, ActiveOrAway.ACTIVE);
      assertPrintedImmediately(record, kai, ActiveOrAway.ACTIVE);
      assertPrintedImmediately(record, kai, ActiveOrAway.AWAY);
      record.kill();
      // Until it was dead it may have confirmed what it knew.
      killed = clock.instant();
      assertEquals(List.of(), record.remainingLines());
    }
    workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
    workspace.setPresence(kai.id(), ActiveOrAway.ACTIVE);
    Instant restarted = clock.instant();
    try (RollcallProcess record = rollcall("record", grace.id(), kai.id())) {
      assertEquals(Set.of(says(grace, "away"), says(kai, "active")), twoLines(record));
      assertPrintedImmediately(record, grace, ActiveOrAway.ACTIVE);
      assertEquals(0, record.stop());
      assertEquals(List.of(), record.remainingLines());
      assertSaysOnlyRollcall(record);
    }
    List<Sighting> graces = sightings(grace);
    assertEquals(
        List.of(
            "unknown watch_started",
            "away snapshot",
            "active presence_change",
            "unknown app_crashed",
            "away snapshot",
            "active presence_change",
            "unknown app_stopped"),
        words(graces));
    assertEquals(
        List.of(
            "unknown watch_started",
            "away snapshot",
            "active presence_change",
            "away presence_change",
            "unknown app_crashed",
            "active snapshot",
            "unknown app_stopped"),
        words(sightings(kai)));
    Instant gap = graces.get(3).at();
    assertEquals(sightings(kai).get(4).at(), gap);
    assertFalse(gap.isBefore(sightings(kai).get(3).at()), "what was printed is not taken back");
    assertFalse(gap.isAfter(killed), "nothing is made up");
    assertTrue(graces.get(4).at().isAfter(restarted), "the gap lasts until Slack speaks again");
    for (Employee person : List.of(grace, kai)) {
      assertAllTimeIsCountedOnce(person);
    }
  }

  @Test
  void onlyThePeopleChosenAreInTheFilesThoughTheDirectoryWasRead() throws Exception {
    try (RollcallProcess record = rollcall("record", grace.realName())) {
      assertEquals(says(grace, "away"), record.nextLine());
      assertPrintedImmediately(record, grace, ActiveOrAway.ACTIVE);
      assertEquals(0, record.stop());
    }
    try (History history = History.openReadOnly(file())) {
      assertEquals(
          List.of(new UserId(grace.id())), history.people().stream().map(Person::id).toList());
    }
    for (Employee other : workspace.people()) {
      if (!other.id().equals(grace.id())) {
        assertEquals(List.of(), mentions(other.id()), other.realName());
      }
    }
    assertEquals(List.of(), mentions(grace.title()));
  }

  @Test
  void erasingThatIsKilledIsFinishedByTheNextStart() throws Exception {
    UserId user = new UserId(grace.id());
    try (History history = History.open(file(), EVER)) {
      history.setWorkspace(new Workspace("TDEMO", "Acme"));
      List<Sighting> seen = new ArrayList<>();
      for (int i = 0; i < 200_000; i++) {
        Presence presence = i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY;
        Instant at = EVER.plusSeconds(i);
        seen.add(Sighting.of(user, presence, at, Source.RTM, Cause.PRESENCE_CHANGE));
      }
      history.append(seen);
      history.maintenance().run(Histories.retention(50_000), EVER.plusSeconds(200_000));
      history.close(EVER.plusSeconds(200_000));
    }
    Path journal = file().resolveSibling("history.db.erasing");
    try (RollcallProcess erase =
        RollcallProcess.start(
            "", scratch, "erase", "--data-dir", data().toString(), "--yes", user.value())) {
      while (!Files.exists(journal)) {
        Thread.sleep(1);
      }
      erase.kill();
    }
    try (RollcallProcess again =
        RollcallProcess.start(
            "", scratch, "erase", "--data-dir", data().toString(), "--yes", user.value())) {
      assertEquals(
          "0 rollcall: What was left of " + user + " is erased now.\n",
          again.exitCode() + " " + again.errors());
    }
    assertEquals(List.of(), mentions(user.value()));
  }

  private List<Path> mentions(String word) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(data())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  @Test
  void peopleCanBeNamedAndWatchingStoresNothing() throws Exception {
    try (RollcallProcess watch =
        rollcall("watch", grace.realName().toUpperCase(Locale.ROOT), "@" + kai.realName())) {
      assertEquals(Set.of(says(grace, "away"), says(kai, "away")), twoLines(watch));
      assertPrintedImmediately(watch, kai, ActiveOrAway.ACTIVE);
      assertEquals(0, watch.stop());
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".db")).toList());
    }
  }

  @Test
  void anUnknownNameIsOneSentence() throws Exception {
    try (RollcallProcess watch = rollcall("watch", "Nobody Inparticular")) {
      assertEquals(1, watch.exitCode());
      assertEquals(
          "rollcall: There is no one called 'Nobody Inparticular' in this workspace.\n",
          watch.errors());
      assertEquals(List.of(), watch.remainingLines());
    }
  }

  @Test
  void aTokenThatSlackDoesNotAcceptIsOneSentence() throws Exception {
    try (RollcallProcess record =
        RollcallProcess.start("xoxb-of-another-workspace", scratch, at("record", grace.id()))) {
      assertEquals(1, record.exitCode());
      assertEquals(
          """
          rollcall: Connecting…
          rollcall: Token not valid
          rollcall: Slack didn't accept this token. It may be incomplete or from another place. \
          Copy it again with the copy button on Slack's page. If your company limits Slack to \
          certain networks, connect to that network first. Slack's code: invalid_auth.
          """,
          record.errors());
    }
  }

  @Test
  void stoppedWhileItStillReadsTheDirectoryItEndsInOrder() throws Exception {
    NamedFaults.of(workspace).plan("users.list", new HttpFault.Hang(), 5);
    try (RollcallProcess record = rollcall("record", grace.id())) {
      assertEquals(says(grace, "away"), record.nextLine());
      assertEquals(0, record.stop());
      assertSaysOnlyRollcall(record);
    }
    assertEquals(
        List.of("unknown watch_started", "away snapshot", "unknown app_stopped"),
        words(sightings(grace)));
  }

  @Test
  void stoppedWhileNothingCanBeWrittenItSaysHowManySightingsAreLostAndFails() throws Exception {
    try (RollcallProcess record = rollcall("record", grace.id())) {
      assertEquals(says(grace, "away"), record.nextLine());
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement statement = connection.createStatement()) {
        statement.execute(
            "create trigger refuse before insert on sighting begin select raise(abort, 'full');"
                + " end");
      }
      assertPrintedImmediately(record, grace, ActiveOrAway.ACTIVE);
      assertPrintedImmediately(record, grace, ActiveOrAway.AWAY);
      assertEquals(1, record.stop());
      // The end of the recording is a sighting, too.
      assertTrue(
          record
              .errors()
              .contains(
                  "rollcall: 3 sightings could not be written to "
                      + file()
                      + " and are lost: from "),
          record.errors());
      assertSaysOnlyRollcall(record);
    }
    assertEquals(List.of("unknown watch_started", "away snapshot"), words(sightings(grace)));
  }

  @Test
  void whatWasRecordedIsExportedAsTimecards() throws Exception {
    Instant nine = Instant.parse("2025-09-17T07:00:00Z");
    UserId user = new UserId(grace.id());
    try (History history = History.open(file(), nine)) {
      history.setWorkspace(new Workspace("TDEMO", "Acme"));
      history.savePeople(List.of(Person.unknown(user)));
      history.append(
          List.of(
              Sighting.of(user, Presence.ACTIVE, nine, Source.RTM, Cause.SNAPSHOT),
              Sighting.of(
                  user, Presence.AWAY, nine.plusSeconds(3600), Source.RTM, Cause.PRESENCE_CHANGE)));
      history.close(nine.plusSeconds(5400));
    }
    Path out = scratch.resolve("timecards.csv");
    String day = "2025-09-17";
    try (RollcallProcess export =
        RollcallProcess.start(
            "",
            scratch,
            "export",
            "--data-dir",
            data().toString(),
            "--kind",
            "timecards",
            "--from",
            day,
            "--to",
            day,
            "--zone",
            "Europe/Berlin",
            "--out",
            out.toString())) {
      assertEquals(0, export.exitCode());
      assertEquals(
          "rollcall: Saved 1 row of Acme to " + out + "; coverage 10 %.\n", export.errors());
      assertEquals(List.of(), export.remainingLines());
    }
    List<String> csv = Files.readAllLines(out);
    assertEquals(2, csv.size());
    assertTrue(csv.get(0).startsWith("date,weekday,iso_week,time_zone,workspace"), csv.get(0));
    assertTrue(
        csv.get(1).startsWith("2025-09-17,Wed,2025-W38,Europe/Berlin,Acme,TDEMO," + user.value()),
        csv.get(1));
    assertTrue(csv.get(1).contains(",09:00:00,10:00:00,1.00,1.00,"), csv.get(1));
    assertTrue(csv.get(1).contains(",3600,1800,"), csv.get(1));
  }

  private RollcallProcess rollcall(String... words) throws IOException {
    return RollcallProcess.start(workspace.token(), scratch, at(words));
  }

  private String[] at(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(
        List.of("--api-url", workspace.apiUrl().toString(), "--data-dir", data().toString()));
    return line.toArray(String[]::new);
  }

  private void assertPrintedImmediately(
      RollcallProcess record, Employee person, ActiveOrAway presence) throws InterruptedException {
    workspace.setPresence(person.id(), presence);
    assertEquals(says(person, presence.word()), record.nextLine());
  }

  private static String says(Employee person, String word) {
    return person.id() + ": " + word;
  }

  private static Set<String> twoLines(RollcallProcess process) throws InterruptedException {
    return Set.of(process.nextLine(), process.nextLine());
  }

  private static void assertSaysOnlyRollcall(RollcallProcess process) {
    String errors = process.errors();
    assertTrue(errors.lines().allMatch(line -> line.startsWith("rollcall: ")), errors);
  }

  private void assertAllTimeIsCountedOnce(Employee person) throws IOException {
    try (History history = History.openReadOnly(file())) {
      Instant known = history.lastKnown().orElseThrow();
      List<Span> spans = history.spans(new UserId(person.id()), EVER, NEVER, known, known);
      Instant end = spans.getFirst().start();
      Duration total = Duration.ZERO;
      for (Span span : spans) {
        assertEquals(end, span.start());
        end = span.end();
        total = total.plus(span.length());
      }
      assertEquals(Duration.between(spans.getFirst().start(), known), total);
    }
  }

  private List<Sighting> sightings(Employee person) throws IOException {
    try (History history = History.openReadOnly(file())) {
      return history.sightings(new UserId(person.id()), EVER, NEVER);
    }
  }

  private static List<String> words(List<Sighting> sightings) {
    return sightings.stream()
        .map(seen -> seen.presence().word() + " " + seen.cause().word())
        .toList();
  }

  private Path data() {
    return scratch.resolve("data");
  }

  private Path file() throws IOException {
    Path file = data().resolve("workspaces/TDEMO/history.db");
    try (Stream<Path> all = Files.exists(data()) ? Files.walk(data()) : Stream.empty()) {
      return all.filter(path -> path.endsWith("history.db")).findFirst().orElse(file);
    }
  }
}
