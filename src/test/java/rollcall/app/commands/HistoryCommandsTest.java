package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.AppPaths;
import rollcall.app.environment.WorkspaceContext;
import rollcall.history.History;
import rollcall.history.RetentionPolicy;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.InMemorySecrets;
import rollcall.settings.PersonGroup;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.testkit.VirtualClock;

/// The commands about what was recorded: what they write and say, and that whatever is wrong is one
/// sentence that costs nothing.
class HistoryCommandsTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final UserId KAI = new UserId("U0D4E5F6G");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final String DAY = "--from 2026-09-17 --to 2026-09-17 --zone Europe/Berlin";

  @TempDir Path scratch;
  private final VirtualClock clock = new VirtualClock(T.plus(Duration.ofDays(9)));
  private WorkspaceContext context;

  @BeforeEach
  void twoPeopleWereSeenForAnHour() throws IOException {
    AppPaths places = AppPaths.of("Linux", Map.of(), scratch, scratch.resolve("data"));
    context =
        new WorkspaceContext(
            WorkspaceOptions.NONE, places, Map.of(), new InMemorySecrets(), () -> null, clock);
    context
        .profile()
        .settings()
        .save(
            Settings.DEFAULT.withList(
                new TreeSet<>(List.of(GRACE.value(), KAI.value())),
                FollowedChannelsAndGroups.NONE));
    try (History history = History.open(file(), T)) {
      history.belongTo(new Workspace("T1", "Acme"));
      history.savePeople(
          List.of(
              new Person(GRACE, "Grace", "Grace Hopper", "", null, false, false),
              new Person(KAI, "Kai", "Kai Müller", "", null, false, false)));
      List<Sighting> seen = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        seen.add(seen(GRACE, i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY, i));
      }
      seen.add(seen(KAI, Presence.AWAY, 0));
      history.append(seen);
      history.maintenance().run(RetentionPolicy.USUAL, T.plusSeconds(3600));
      history.close(T.plusSeconds(3600));
    }
  }

  @Test
  void itIsCountedAsTheSettingsSayUnlessTheCommandLineSaysOtherwise() throws Exception {
    var settings = context.profile().settings();
    settings.save(
        settings
            .load()
            .settings()
            .withZone("Asia/Tokyo")
            .withBooks(new RetentionAndAccounting(400, 10, 60, LocalTime.of(4, 0))));
    String out = " --out " + scratch.resolve("counted.csv");
    run("export --from 2026-09-17 --to 2026-09-17" + out);
    assertEquals(List.of("Asia/Tokyo", "04:00", "600", "60"), counted());
    run("export " + DAY + " --day-start 00:00 --bridge 0" + out);
    assertEquals(List.of("Europe/Berlin", "00:00", "600", "0"), counted());
    run("export " + DAY + " --break-over 5 --bridge 90" + out);
    assertEquals(List.of("Europe/Berlin", "04:00", "300", "90"), counted());
  }

  /// The clock, the start of the day, and the seconds of breaks and bridges, as they stand beside
  /// the file.
  private List<String> counted() throws IOException {
    String note = Files.readString(scratch.resolve("counted.meta.json"));
    return Stream.of("time_zone", "day_starts_at", "break_over_s", "bridge_up_to_s")
        .map(key -> note.replaceAll("(?s).*\"" + key + "\" : \"?([^\",\n]*).*", "$1"))
        .toList();
  }

  @Test
  void everyKindGetsItsUsualNameInADirectoryAndANoteBesideItThatIsTrue() throws Exception {
    Path out = Files.createDirectory(scratch.resolve("out"));
    for (String kind : List.of("timecards", "weekly", "intervals", "events")) {
      Path csv = out.resolve("presence-" + kind + "_acme_2026-09-17_2026-09-17_Europe-Berlin.csv");
      String said = run("export --kind " + kind + " " + DAY + " --out " + out);
      assertTrue(
          said.matches(
              "rollcall: Saved \\d+ rows of Acme to \\Q" + csv + "\\E(; coverage \\d+ %)?\\.\n"),
          said);
      byte[] bytes = Files.readAllBytes(csv);
      String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      String note =
          Files.readString(out.resolve(csv.getFileName().toString().replace(".csv", ".meta.json")));
      long rows = Files.readAllLines(csv).size() - 1;
      for (String truth :
          List.of(
              "\"kind\" : \"" + kind + "\"",
              "\"sha256\" : \"" + sum + "\"",
              "\"rows\" : " + rows,
              "\"time_zone\" : \"Europe/Berlin\"",
              "\"created_utc\" : \"2026-09-26T07:00:00Z\"",
              "It is not work time.")) {
        assertTrue(note.contains(truth), truth + " in " + note);
      }
    }
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(8, files.count(), "no part is left");
    }
  }

  @Test
  void namesCanBeHiddenPeopleChosenAndTheNoteLeftOut() throws Exception {
    Path csv = scratch.resolve("out.csv");
    run("export " + DAY + " --hide-names --no-meta --out " + csv + " kai");
    List<String> lines = Files.readAllLines(csv);
    assertEquals(2, lines.size());
    assertTrue(lines.get(1).contains(",T1,person-1,Person 1,"), lines.get(1));
    assertFalse(Files.exists(scratch.resolve("out.meta.json")));
    assertEquals(
        "There is no one called 'nobody' in this history. It knows people by their display names"
            + " and ids.",
        refusal("export " + DAY + " --out " + csv + " nobody"));
  }

  @Test
  void thePeopleOfAnOwnGroupAreExported() throws Exception {
    String out = DAY + " --out " + scratch.resolve("out.csv");
    assertEquals(
        "There is no group 'Team' among your own groups: there are none yet. They are made in the"
            + " window, in People.",
        refusal("export " + out + " --my-group Team"));
    var settings = context.profile().settings();
    List<PersonGroup> groups =
        List.of(
            group("Team", KAI.value(), "U0NEVERSEEN"),
            group("New"),
            group("Gone", "U0NEVERSEEN"),
            group("NEW"));
    settings.save(
        settings.load().settings().withGroups(new GroupingSettings(GroupBy.NONE, groups)));
    run("export " + out + " --my-group team");
    List<String> lines = Files.readAllLines(scratch.resolve("out.csv"));
    assertEquals(2, lines.size());
    assertTrue(lines.get(1).contains("," + KAI.value() + ",Kai,"), lines.get(1));
    String note = Files.readString(scratch.resolve("out.meta.json"));
    assertTrue(note.contains("\"people\" : \"own_group\",\n    \"name\" : \"Team\""), note);
    assertEquals(
        "There is no group 'Temp' among your own groups: Team, New, Gone, NEW.",
        refusal("export " + out + " --my-group Temp"));
    assertEquals("The group 'New' has no people.", refusal("export " + out + " --my-group New"));
    assertEquals(
        "Nothing is recorded of the people of the group 'Gone'.",
        refusal("export " + out + " --my-group Gone"));
    assertEquals(
        "'new' could be New or NEW. Use the exact name.",
        refusal("export " + out + " --my-group new"));
  }

  private static PersonGroup group(String name, String... members) {
    return new PersonGroup(name, new TreeSet<>(List.of(members)));
  }

  @Test
  void whatWasExportedAsEventsIsImportedElsewhere() throws Exception {
    Path csv = scratch.resolve("events.csv");
    run("export --kind events " + DAY + " --out " + csv);
    WorkspaceContext elsewhere =
        new WorkspaceContext(
            WorkspaceOptions.NONE,
            AppPaths.of("Linux", Map.of(), scratch, scratch.resolve("elsewhere")),
            Map.of(),
            new InMemorySecrets(),
            () -> null,
            context.clock());
    assertEquals("rollcall: Imported 2005 events of Acme.\n", run(elsewhere, "import " + csv));
    Path one = scratch.resolve("one.csv");
    Path other = scratch.resolve("other.csv");
    run("export " + DAY + " --no-meta --out " + one);
    run(elsewhere, "export " + DAY + " --no-meta --out " + other);
    assertEquals(Files.readString(one), Files.readString(other));
  }

  @Test
  void aConfirmedErasureRemovesAPersonEverywhere() throws Exception {
    byte[] before = Files.readAllBytes(file());
    assertEquals(
        "Grace (U0A1B2C3D) has 2001 sightings: repeat the command with --yes to erase them"
            + " permanently, from all backups too.",
        refusal("erase grace"));
    assertArrayEquals(before, Files.readAllBytes(file()));
    assertEquals(
        "rollcall: Erased Grace (U0A1B2C3D): 2001 sightings, and what was in 1 backup.\n",
        run("erase grace --yes --block"));
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("Hopper") || text.contains(GRACE.value()), each.toString());
      }
    }
    assertEquals(
        new TreeSet<>(List.of(KAI.value())),
        context.profile().settings().load().settings().watched());
    assertEquals(
        "There is no one called 'grace' in any history. It knows people by their display names and"
            + " ids.",
        refusal("erase grace --yes"));
  }

  @Test
  void aPersonIsErasedByAMentionALinkOrAnIdInLowerCase() throws Exception {
    String summary =
        "Grace (U0A1B2C3D) has 2001 sightings: repeat the command with --yes to erase them"
            + " permanently, from all backups too.";
    for (String word :
        List.of(
            "<@U0A1B2C3D|grace>", "https://acme.slack.com/team/U0A1B2C3D", "u0a1b2c3d", "@Grace")) {
      assertEquals(summary, refusal("erase " + word));
    }
    run("erase <@U0A1B2C3D> --yes --block");
    assertEquals(
        "rollcall: U0A1B2C3D may be recorded again.\n",
        run("unblock https://x.slack.com/team/U0A1B2C3D"));
  }

  @Test
  void erasingThatWasInterruptedIsFinishedByTheNextCommandWhicheverItIs() throws Exception {
    try (History history = History.open(file(), T.plusSeconds(5000))) {
      history.maintenance().planErasing(GRACE, false);
    }
    assertEquals(
        "rollcall: What was left of U0A1B2C3D is erased now.\n",
        run("export " + DAY + " --out " + scratch.resolve("out.csv"))
            .replaceAll("(?m)^rollcall: Saved.*\n", ""));
    assertNowhere(GRACE.value(), "Hopper");
    assertEquals(
        new TreeSet<>(List.of(KAI.value())),
        context.profile().settings().load().settings().watched());
    assertFalse(Files.readString(scratch.resolve("out.csv")).contains("Grace"));
  }

  @Test
  void erasingWhileAnotherProgramReadsFailsAndSayingItAgainFinishesIt() throws Exception {
    try (Connection browser = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement reading = browser.createStatement()) {
      browser.setAutoCommit(false);
      reading.executeQuery("select count(*) from person").close();
      assertEquals(
          "Erasing is not finished. Another program, such as a database browser or a backup, has"
              + " locked "
              + file()
              + ": close it there. Rollcall tries again at each start until nothing is left.",
          refusal("erase grace --yes"));
      browser.rollback();
    }
    assertEquals(
        "rollcall: What was left of U0A1B2C3D is erased now.\n", run("erase U0A1B2C3D --yes"));
    assertNowhere(GRACE.value(), "Hopper");
  }

  @Test
  void aBackupThatCannotBeReadIsNamedBeforeAndDeletedWithThePerson() throws Exception {
    Path backup = file().resolveSibling("backups/history-2026-09-17.db");
    byte[] bytes = Files.readAllBytes(backup);
    Arrays.fill(bytes, 100, 2000, (byte) 0xA5);
    Files.write(backup, bytes);
    assertEquals(
        "Grace (U0A1B2C3D) has 2001 sightings: repeat the command with --yes to erase them"
            + " permanently, from all backups too. These backups cannot be read, so they will be"
            + " deleted as a whole: "
            + backup
            + ".",
        refusal("erase grace"));
    assertTrue(Files.exists(backup));
    assertEquals(
        "rollcall: Erased Grace (U0A1B2C3D): 2001 sightings.\n"
            + "rollcall: Deleted as a whole, because they could not be read: "
            + backup
            + ".\n",
        run("erase grace --yes"));
    assertFalse(Files.exists(backup));
  }

  @Test
  void aPersonThatAFollowedChannelWouldBringBackIsNotRecordedAgain() throws Exception {
    var settings = context.profile().settings();
    TreeSet<String> both = new TreeSet<>(List.of(GRACE.value(), KAI.value()));
    settings.save(
        settings
            .load()
            .settings()
            .withList(
                new TreeSet<>(),
                new FollowedChannelsAndGroups(
                    List.of(
                        new FollowedChannelsAndGroups.ChannelOrGroup(
                            false, "C1", "design", both, new TreeSet<>())),
                    true)));
    String said = run("erase grace --yes");
    assertTrue(said.contains("so U0A1B2C3D is not recorded again"), said);
    assertNowhere(GRACE.value(), "Hopper");
    try (History history = History.openReadOnly(file())) {
      assertTrue(history.maintenance().blocked().test(GRACE));
    }
  }

  @Test
  void copiesOfDamagedSettingsDoNotNameAnErasedPerson() throws Exception {
    Path settings = context.directories().settings().resolve("settings.json");
    Files.writeString(
        settings.resolveSibling("settings.json.damaged"), "{\"watched\":[\"U0A1B2C3D\"");
    Files.writeString(
        settings.resolveSibling(".settings.json123.new"), "{\"watched\":[\"U0A1B2C3D\"]}");
    Files.writeString(settings.resolveSibling("settings.json.damaged-2"), "{\"watched\":[7]}");
    run("erase grace --yes");
    assertNowhere(GRACE.value(), "Hopper");
    assertTrue(Files.exists(settings.resolveSibling("settings.json.damaged-2")));
  }

  private void assertNowhere(String... words) throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertFalse(Stream.of(words).anyMatch(text::contains), each.toString());
      }
    }
  }

  @Test
  void aBlockedPersonIsUnblockedByTheirId() throws Exception {
    assertEquals(
        "'grace' is no user id: an erased person has no name here.", refusal("unblock grace"));
    assertEquals("U0A1B2C3D is not blocked in any history.", refusal("unblock U0A1B2C3D"));
    run("erase grace --yes --block");
    assertEquals("rollcall: U0A1B2C3D may be recorded again.\n", run("unblock U0A1B2C3D"));
    try (History history = History.openReadOnly(file())) {
      assertFalse(history.maintenance().blocked().test(GRACE));
    }
  }

  @Test
  void futureRecordsAreDiscardedAfterConfirmation() throws Exception {
    assertEquals(
        "No entry is dated after 2026-09-26T09:00:00+02:00: there is nothing to discard.",
        refusal("discard-future --yes"));
    clock.advance(Duration.ofDays(-10));
    byte[] before = Files.readAllBytes(file());
    assertEquals(
        "This computer's clock says 2026-09-16T09:00:00+02:00, and the record reaches to"
            + " 2026-09-17T10:00:00+02:00. If the clock is correct, repeat the command with --yes to"
            + " discard the later entries: that time becomes unknown, and a copy stays among the"
            + " backups. If the clock is wrong, correct it instead.",
        refusal("discard-future"));
    assertArrayEquals(before, Files.readAllBytes(file()));
    Path copy = file().resolveSibling("backups/set-aside-20260916T070000000Z.db");
    assertEquals(
        "rollcall: The entries recorded from 2026-09-16T09:00:00+02:00 on were discarded. A copy is in "
            + copy
            + ".\n",
        run("discard-future --yes"));
    try (History history = History.openReadOnly(file());
        History aside = History.openReadOnly(copy)) {
      assertEquals(Optional.empty(), history.firstSighting());
      assertEquals(Optional.of(T), aside.firstSighting());
    }
  }

  @Test
  void aConfirmedErasureOfAllPeopleDeletesTheBackups() throws Exception {
    byte[] before = Files.readAllBytes(file());
    assertEquals(
        "What is on record of 2 people in 1 workspace: repeat the command with --yes to erase all"
            + " of it permanently, with all backups.",
        refusal("erase --all"));
    assertArrayEquals(before, Files.readAllBytes(file()));
    assertEquals(
        "rollcall: Erased everybody: 2003 sightings, and all backups.\n", run("erase --all --yes"));
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(each, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("Hopper"), each.toString());
        assertFalse(each.toString().contains("backups"), each.toString());
      }
    }
    assertEquals(
        new TreeSet<>(List.of(GRACE.value(), KAI.value())),
        context.profile().settings().load().settings().watched());
  }

  @Test
  void aRunningRecorderAlsoKeepsTheAlertsWhenAllPeopleAreToBeErased() throws Exception {
    Path triggers = file().resolveSibling("triggers.json");
    Files.writeString(triggers, "{\"maySend\": true, \"triggers\": []}");
    try (History recorder = History.open(file(), T.plusSeconds(5000))) {
      assertEquals(
          "Another Rollcall is already recording into "
              + file()
              + ": close it first, or choose another data directory.",
          refusal("erase --all --yes"));
      assertTrue(recorder.recording(T));
    }
    assertTrue(Files.exists(triggers));
    run("erase --all --yes");
    assertFalse(Files.exists(triggers));
  }

  @Test
  void aRunningRecorderPreventsAnErasure() throws Exception {
    try (History recorder = History.open(file(), T.plusSeconds(5000))) {
      assertEquals(
          "Another Rollcall is already recording into "
              + file()
              + ": close it first, or choose another data directory.",
          refusal("erase kai --yes"));
      assertTrue(recorder.recording(T));
    }
  }

  @Test
  void aDamagedHistoryIsOneSentenceAndTheFileOfYesterdayStays() throws Exception {
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0xA5);
    Files.write(file(), bytes);
    Path csv = Files.writeString(scratch.resolve("out.csv"), "yesterday");
    assertEquals(
        "The history %s is damaged: put %s in its place, or move it away to begin a new one."
            .formatted(file(), file().resolveSibling("backups/history-2026-09-17.db")),
        refusal("export " + DAY + " --out " + csv));
    assertEquals("yesterday", Files.readString(csv));
    assertArrayEquals(bytes, Files.readAllBytes(file()));
    assertNoParts();
  }

  @Test
  void aForeignFileIsLeftAsItIs() throws Exception {
    byte[] letter = "Dear diary. ".repeat(900).getBytes(StandardCharsets.UTF_8);
    Files.write(file(), letter);
    String sentence =
        file()
            + " is not a database, so Rollcall left it as it is: choose another data directory, or"
            + " move it away.";
    assertEquals(sentence, refusal("export " + DAY + " --out " + scratch.resolve("out.csv")));
    assertEquals(sentence, refusal("erase grace --yes"));
    assertArrayEquals(letter, Files.readAllBytes(file()));
  }

  @Test
  void aNewerHistoryIsExportedAndNothingInItIsChanged() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute("pragma user_version = 99");
    }
    Path csv = scratch.resolve("events.csv");
    byte[] before = Files.readAllBytes(file());
    run("export --kind events " + DAY + " --out " + csv);
    String newer =
        "The history "
            + file()
            + " was made by a newer Rollcall (format 99, this one writes 6), so this one only reads"
            + " it: update Rollcall to record or to change anything.";
    for (String change : List.of("erase grace", "erase grace --yes", "import " + csv)) {
      assertEquals(newer, refusal(change), change);
    }
    assertArrayEquals(before, Files.readAllBytes(file()));
    assertEquals(
        new TreeSet<>(List.of(GRACE.value(), KAI.value())),
        context.profile().settings().load().settings().watched());
  }

  @Test
  void anExportOfDaysWithoutARecordHasNoCoverage() throws Exception {
    Path csv = scratch.resolve("out.csv");
    assertEquals(
        "rollcall: Saved 0 rows of Acme to " + csv + "; nothing is recorded of these days.\n",
        run("export --from 2026-10-01 --to 2026-10-02 --zone Z --out " + csv));
  }

  @Test
  void aPlaceWhereNothingCanBeWrittenIsOneSentence() throws Exception {
    Path notADirectory = Files.createFile(scratch.resolve("file"));
    Path csv = notADirectory.resolve("out.csv");
    assertEquals(
        notADirectory + " is not a directory. Choose another place.",
        refusal("export " + DAY + " --out " + csv));
    Path nowhere = scratch.resolve("no/such/directory/out.csv");
    assertEquals(
        "There is no directory " + nowhere.getParent() + ". Create it, or choose another place.",
        refusal("export " + DAY + " --out " + nowhere));
    assertNoParts();
  }

  @Test
  void whereNothingWasRecordedThatIsSaid() throws Exception {
    WorkspaceContext empty =
        new WorkspaceContext(
            WorkspaceOptions.NONE,
            AppPaths.of("Linux", Map.of(), scratch, scratch.resolve("empty")),
            Map.of(),
            new InMemorySecrets(),
            () -> null,
            context.clock());
    var refused =
        assertThrows(
            IOException.class,
            () -> run(empty, "export " + DAY + " --out " + scratch.resolve("out.csv")));
    assertEquals("Nothing has been recorded here yet.", refused.getMessage());
  }

  private String refusal(String words) {
    return String.valueOf(assertThrows(IOException.class, () -> run(words)).getMessage());
  }

  private String run(String words) throws IOException {
    return run(context, words);
  }

  private static String run(WorkspaceContext context, String words) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    ParsedCommandLine parsed = CommandLineParser.read(words.split(" "));
    assertInstanceOf(
            OfflineCommand.class,
            assertInstanceOf(ParsedCommandLine.Run.class, parsed, words).command())
        .run(context, new TerminalListener(err, err, context.clock()));
    return said.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private void assertNoParts() throws IOException {
    try (Stream<Path> files = Files.walk(scratch)) {
      assertEquals(List.of(), files.filter(path -> path.toString().endsWith("part")).toList());
    }
  }

  private Path file() {
    return context.directories().data().resolve("workspaces/T1/history.db");
  }

  private static Sighting seen(UserId user, Presence presence, int second) {
    return Sighting.of(user, presence, T.plusSeconds(second), Source.RTM, Cause.PRESENCE_CHANGE);
  }
}
