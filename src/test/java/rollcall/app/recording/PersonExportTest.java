package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.history.RetentionPolicy;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.SlackStatusKind;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.GroupBy;
import rollcall.settings.GroupingSettings;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.PersonGroup;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.RecordingSettingsByPerson;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.ui.text.PersonDataText;

class PersonExportTest {
  private static final UserId GRACE = new UserId("U0GRACE01");
  private static final UserId KAI = new UserId("U0KAI0002");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final Instant NOW = T.plusSeconds(86_400);

  @TempDir Path directory;

  @BeforeEach
  void twoPeopleAreOnRecord() throws Exception {
    try (History history = History.open(file(), T)) {
      history.setWorkspace(new Workspace("T1", "Acme"));
      history.append(
          List.of(
              seen(GRACE, Presence.ACTIVE, 0),
              seen(KAI, Presence.ACTIVE, 0),
              seen(KAI, Presence.AWAY, 60),
              seen(GRACE, Presence.AWAY, 86_300)));
      history.savePeople(
          List.of(
              new Person(
                  GRACE,
                  "Grace",
                  "Grace Hopper",
                  "Admiral",
                  ZoneId.of("America/New_York"),
                  false,
                  false),
              new Person(
                  KAI, "Kai", "Kai Müller", "Platform", ZoneId.of("Asia/Tokyo"), false, false)));
      history.appendEvents(
          List.of(
              AuditEvent.of(EventType.CONNECTED, T, Source.RTM, ""),
              AuditEvent.of(EventType.SUBSCRIBED, T, Source.RTM, "2 people"),
              new SlackStatus.StatusText(KAI, "In Tokyo", T.plusSeconds(70), Source.RTM)
                  .toAuditEvent(),
              new SlackStatus.StatusText(GRACE, "At sea", T.plusSeconds(80), Source.RTM)
                  .toAuditEvent()));
      history.heartbeat(T.plusSeconds(86_350));
    }
  }

  @Test
  void thePersonGetsEverythingAboutThemselvesAndNothingAboutOthers() throws Exception {
    Path zip = directory.resolve("grace.zip");
    write(zip);
    Map<String, String> parts = read(zip);
    assertEquals(
        List.of("README.txt", "timecards.csv", "intervals.csv", "events.csv", "settings.txt"),
        List.copyOf(parts.keySet()));
    for (Map.Entry<String, String> part : parts.entrySet()) {
      for (String other : List.of(KAI.value(), "Kai", "Müller", "Platform", "Tokyo", "U0ELSE003")) {
        assertFalse(part.getValue().contains(other), part.getKey() + " has " + other);
      }
    }
    assertTrue(parts.get("README.txt").startsWith("What Rollcall has stored about Grace\n"));
    assertTrue(parts.get("README.txt").contains(", unless a row names another."));
    assertEquals(
        List.of("app_started", "connected", "subscribed", "presence_snapshot", "status_changed"),
        parts.get("events.csv").lines().skip(1).map(line -> line.split(",")[8]).limit(5).toList());
    assertEquals(
        List.of("2026-09-17", "2026-09-18"),
        parts.get("timecards.csv").lines().skip(1).map(line -> line.split(",")[0]).toList());
    assertTrue(parts.get("intervals.csv").lines().skip(1).allMatch(line -> line.contains("Grace")));
    assertEquals(
        """
        Settings and profile that concern this person

        User ID in Slack: U0GRACE01
        Name: Grace
        Time zone: America/New_York
        Recorded: yes, as a member of #crew
        Paused: yes
        Kept: 30 days
        Recording hours: always
        Also recorded: Do Not Disturb
        Own groups of the user of Rollcall: Navy
        Notice sent on Wed 16 Sep 2026
        Alert when active: Waits until 09:10 at most
        Message when active: Waits until 09:10 at most: Five minutes?
        """,
        parts.get("settings.txt"));
  }

  @Test
  void totalsOfDeletedDaysAreThePersonsToo() throws Exception {
    try (History history = History.open(file(), NOW)) {
      history.append(
          List.of(
              Sighting.of(GRACE, Presence.AWAY, NOW, Source.RTM, Cause.PRESENCE_CHANGE),
              Sighting.notWatched(GRACE, NOW.plusSeconds(90_000), Cause.WATCH_STOPPED)));
      RetentionPolicy keeping =
          new RetentionPolicy(
              Duration.ofDays(1), Map.of(), 1, AccountingRules.in(ZoneId.of("Z")).withOwnZones());
      var _ = history.maintenance().runNow(keeping, NOW.plusSeconds(86_400));
    }
    Path zip = directory.resolve("grace.zip");
    write(zip);
    List<String> rows = read(zip).get("timecards.csv").lines().toList();
    assertTrue(
        rows.getFirst().endsWith(",dnd_h,source_share_rtm_pct,totals_only"), rows.getFirst());
    assertTrue(rows.get(1).startsWith("2026-09-17,"), rows.get(1));
    assertTrue(rows.get(1).contains(",America/New_York,"), rows.get(1));
    assertTrue(rows.get(1).endsWith(",0.00,100.0,true"), rows.get(1));
    assertTrue(rows.get(2).endsWith(",false"), rows.get(2));
    assertEquals(List.of(), rows.stream().filter(row -> row.contains("Kai")).toList());
  }

  @Test
  void peopleWithTheSameLongNameHaveFilesOfTheirOwnWithShortNames() {
    String longName = "\u6f22".repeat(80);
    LocalDate day = LocalDate.of(2026, 9, 17);
    String name = PersonDataText.fileName(longName, named(GRACE, longName), day);
    assertNotEquals(name, PersonDataText.fileName(longName, named(KAI, longName), day));
    assertTrue(name.getBytes(StandardCharsets.UTF_8).length < 200, name);
    assertEquals(
        "rollcall_acme_grace-b-hopper_u0grace01_2026-09-17.zip",
        PersonDataText.fileName("Acme", named(GRACE, "=Grace B. Hopper!"), day));
    assertEquals(
        "rollcall_u0grace01_2026-09-17.zip",
        PersonDataText.fileName("", Person.unknown(GRACE), day));
  }

  private static Person named(UserId user, String name) {
    return new Person(user, name, "", "", null, false, false);
  }

  @Test
  void theSameRecordAndTimeGiveTheSameBytes() throws Exception {
    write(directory.resolve("a.zip"));
    write(directory.resolve("b.zip"));
    assertArrayEquals(
        Files.readAllBytes(directory.resolve("a.zip")),
        Files.readAllBytes(directory.resolve("b.zip")));
    // The time of the export in UTC, whatever the clock and the zone of this computer.
    try (ZipFile zip = new ZipFile(directory.resolve("a.zip").toFile())) {
      assertEquals(
          Set.of(LocalDateTime.ofInstant(NOW, ZoneOffset.UTC)),
          zip.stream().map(ZipEntry::getTimeLocal).collect(Collectors.toSet()));
    }
  }

  @Test
  void aFailureLeavesTheFileThatWasThereAndNoDraft() throws Exception {
    Path zip = Files.writeString(directory.resolve("mine.zip"), "before");
    try (History history = History.openReadOnly(file())) {
      history.close();
      assertThrows(Exception.class, () -> export().write(history, zip, NOW));
    }
    assertEquals("before", Files.readString(zip));
    try (Stream<Path> files = Files.list(directory)) {
      assertTrue(files.noneMatch(path -> path.toString().endsWith(".part")));
    }
    try (History history = History.openReadOnly(file())) {
      Path settings = directory.resolve("settings.json");
      assertEquals(
          settings + " is not the name of a ZIP file. Choose one that ends in .zip.",
          assertThrows(IOException.class, () -> export().write(history, settings, NOW))
              .getMessage());
    }
  }

  private void write(Path zip) throws IOException {
    try (History history = History.openReadOnly(file())) {
      export().write(history, zip, NOW);
    }
  }

  private static PersonExport export() {
    String grace = GRACE.value();
    Settings settings =
        Settings.DEFAULT
            .withZone("Europe/Berlin")
            .withSlackStatuses(Set.of(SlackStatusKind.DND))
            .withList(
                new TreeSet<>(List.of(KAI.value())),
                new FollowedChannelsAndGroups(
                    List.of(
                        new FollowedChannelsAndGroups.ChannelOrGroup(
                            false,
                            "C1",
                            "crew",
                            new TreeSet<>(List.of(grace, "U0ELSE003")),
                            new TreeSet<>())),
                    true))
            .withGroups(
                new GroupingSettings(
                    GroupBy.NONE,
                    List.of(
                        new PersonGroup("Navy", new TreeSet<>(List.of(grace, KAI.value()))),
                        new PersonGroup("Platform", new TreeSet<>(List.of(KAI.value()))))))
            .withPrivacy(
                PrivacyNoticeSettings.NONE
                    .sending(LocalDate.of(2026, 9, 16), List.of(grace, KAI.value()))
                    .sending(LocalDate.of(2026, 9, 17), List.of(KAI.value())))
            .withPeople(
                RecordingSettingsByPerson.NONE
                    .withPaused(grace, true)
                    .withKeepDays(grace, 30)
                    .withKeepDays(KAI.value(), 7));
    OneTimeTrigger alert = OneTimeTrigger.of("a", GRACE, null, T, NOW.plusSeconds(600));
    OneTimeTrigger message =
        OneTimeTrigger.of("m", GRACE, "Five minutes?\n", T, NOW.plusSeconds(600));
    return new PersonExport(settings, List.of(alert, message), GRACE);
  }

  private static Map<String, String> read(Path zip) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        parts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  private static Sighting seen(UserId user, Presence presence, int second) {
    return Sighting.of(
        user,
        presence,
        T.plusSeconds(second),
        Source.RTM,
        second == 0 ? Cause.SNAPSHOT : Cause.PRESENCE_CHANGE);
  }

  private Path file() {
    return directory.resolve("history.db");
  }
}
