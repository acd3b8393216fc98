package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.app.environment.SettingsMapper;
import rollcall.history.RetentionPolicy;
import rollcall.language.Sentence;
import rollcall.presence.ConnectionMode;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.SlackStatusKind;
import rollcall.settings.SettingsFile.Loaded;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SettingsFileTest {
  private static final NotificationSettings SILENT =
      new NotificationSettings(0, false, false, null, null);

  private static final Settings CHOSEN =
      new Settings(
          URI.create("https://slack.example/api/"),
          new KnownWorkspace("T1", "Acme", "acme-corp", true),
          new Proxy.Manual("proxy.corp", 8080, "grace", List.of("*.corp", "10.0.0.0/8")),
          Path.of("/etc/corp/ca.pem"),
          ConnectionMode.POLLING,
          new TreeSet<>(List.of("U2", "U1")),
          new FollowedChannelsAndGroups(
              List.of(
                  new FollowedChannelsAndGroups.ChannelOrGroup(
                      false,
                      "C1",
                      "design",
                      new TreeSet<>(List.of("U3")),
                      new TreeSet<>(List.of("U4"))),
                  new FollowedChannelsAndGroups.ChannelOrGroup(
                      true, "S1", "sales", new TreeSet<>(), new TreeSet<>())),
              false),
          Set.of(SlackStatusKind.DND, SlackStatusKind.HUDDLE),
          new Appearance(Theme.DARK, true, 125, false),
          "Europe/Berlin",
          true,
          new RecordingSchedule(
              LocalTime.of(22, 0),
              LocalTime.of(6, 30),
              new TreeSet<>(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY))),
          new RetentionAndAccounting(90, 10, 0, LocalTime.of(4, 0), true),
          new ExportChoices(
              "weekly",
              "view",
              true,
              false,
              true,
              new TreeSet<>(List.of("dnd_h")),
              true,
              false,
              false,
              15,
              "up",
              "/home/grace"),
          new GroupingSettings(
              GroupBy.MINE,
              List.of(
                  new PersonGroup("Platform", new TreeSet<>(List.of("U1", "U2"))),
                  new PersonGroup("Support", new TreeSet<>(List.of("U3"))))),
          new PrivacyNoticeSettings(
              true,
              false,
              "Hi",
              List.of(
                  new PrivacyNoticeSettings.SentNotice(
                      LocalDate.of(2026, 9, 17), new TreeSet<>(List.of("U1", "U2")))),
              true),
          new RecordingSettingsByPerson(
              new TreeSet<>(List.of("U3")),
              new TreeMap<>(Map.of("U1", 30, "U2", 0)),
              new TreeSet<>(List.of("U1", "U9"))),
          new NotificationSettings(15, false, true, LocalTime.of(20, 0), LocalTime.of(8, 30)),
          System.Logger.Level.WARNING,
          new TreeSet<>());

  @TempDir Path home;
  private Path path;
  private SettingsFile file;

  @BeforeEach
  void aNewComputer() {
    path = home.resolve("rollcall").resolve("settings.json");
    file = new SettingsFile(path);
  }

  @Test
  void blanksAroundAnIdAreNotPartOfIt() throws IOException {
    Path path = home.resolve("settings.json");
    Files.writeString(path, "{\"watched\":[\" U1\", \"U1\", \"U2\\n\"]}");
    assertEquals(
        new TreeSet<>(List.of("U1", "U2")), new SettingsFile(path).load().settings().watched());
  }

  @Test
  void aNewUserStartsWithTheDefaults() throws IOException {
    assertEquals(new Loaded(Settings.DEFAULT), file.load());
  }

  static Stream<Settings> wishes() {
    return Stream.of(
        Settings.DEFAULT,
        CHOSEN,
        CHOSEN.withZone(null).withTheme(Theme.LIGHT).withPaused(false),
        CHOSEN.withProxy(new Proxy.None()),
        CHOSEN.withProxy(new Proxy.Environment()),
        CHOSEN
            .withProxy(new Proxy.Manual("::1", 3128, "", List.of()))
            .withList(new TreeSet<>(), CHOSEN.follows()));
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void whatIsSavedIsWhatIsLoaded(Settings settings) throws IOException {
    file.save(CHOSEN);
    file.save(settings);
    assertEquals(new Loaded(settings), file.load());
    assertEquals(List.of("settings.json"), names());
  }

  @Test
  void aForgottenPersonIsInNoListAndTheRestStays() throws IOException {
    file.save(CHOSEN);
    String unclear = Files.readString(path).replace("\"DARK\"", "7").replace("\"dark\"", "7");
    Files.writeString(path, unclear.replaceFirst("\\{", "{ \"new\" : [ \"U1\", \"U5\" ],"));
    file.forget(List.of("U1", "U3", "U4"));
    String text = Files.readString(path);
    for (String gone : List.of("\"U1\"", "\"U3\"", "\"U4\"")) {
      assertFalse(text.contains(gone), text);
    }
    assertTrue(text.contains("\"U2\"") && text.contains("\"U5\""), text);
    assertTrue(text.contains("\"grace\"") && text.contains("\"Europe/Berlin\""), text);
  }

  @Test
  void anErasedIdIsReplacedInSettingsThatCannotBeReadAndTheRestStays() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "{\"watched\":[\"U1\", \"U12\"");
    file.forget(List.of("U1"));
    assertEquals("{\"watched\":[\"erased\", \"U12\"", Files.readString(path));
  }

  @Test
  void anErasedIdIsReplacedInACopyThatAnEditorSavedAsUtf16() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Files.createDirectories(path.getParent());
      Path damaged = Path.of(path + ".damaged");
      Files.write(damaged, "{\"watched\":[\"U1\", \"U12\"".getBytes(charset));
      file.forget(List.of("U1"));
      assertEquals("{\"watched\":[\"erased\", \"U12\"", Files.readString(damaged, charset));
    }
  }

  @Test
  void anErasedIdIsInNoDraftBesideTheEndOfALinkAndTheSavedListStaysReadable() throws IOException {
    Path real = home.resolve("dotfiles").resolve("rollcall.json");
    Files.createDirectories(path.getParent());
    Files.createDirectories(real.getParent());
    Files.createSymbolicLink(path, real);
    file = new SettingsFile(path);
    Files.writeString(real, "{}");
    file.save(CHOSEN);
    Path draft = Files.writeString(home.resolve("dotfiles/.rollcall.json1.new"), "[\"U1\"]");
    Path copy = Files.writeString(home.resolve("dotfiles/rollcall.json.bak"), "[\"U1\"]");
    file.forget(List.of("U1"));
    assertFalse(Files.exists(draft));
    assertEquals("[\"erased\"]", Files.readString(copy));
    Settings without =
        CHOSEN.withList(new TreeSet<>(List.of("U2")), CHOSEN.follows()).without("U1");
    assertEquals(new Loaded(without), file.load());
    assertTrue(Files.isSymbolicLink(path));
  }

  @Test
  void aPersonCanReadTheFile() throws IOException {
    file.save(CHOSEN);
    assertEquals(
        """
        {
          "apiUrl" : "https://slack.example/api/",
          "workspace" : {
            "id" : "T1",
            "name" : "Acme",
            "domain" : "acme-corp",
            "removed" : true
          },
          "proxy" : {
            "kind" : "manual",
            "host" : "proxy.corp",
            "port" : 8080,
            "user" : "grace",
            "except" : [ "*.corp", "10.0.0.0/8" ]
          },
          "caFile" : "/etc/corp/ca.pem",
          "mode" : "polling",
          "watched" : [ "U1", "U2" ],
          "followed" : {
            "adding" : false,
            "all" : [ {
              "kind" : "channel",
              "id" : "C1",
              "name" : "design",
              "members" : [ "U3" ],
              "leftOut" : [ "U4" ]
            }, {
              "kind" : "group",
              "id" : "S1",
              "name" : "sales",
              "members" : [ ],
              "leftOut" : [ ]
            } ]
          },
          "overlays" : [ "dnd", "huddle" ],
          "theme" : "dark",
          "appearance" : {
            "highContrast" : true,
            "textPercent" : 125,
            "activeAtOnce" : false
          },
          "zone" : "Europe/Berlin",
          "paused" : true,
          "hours" : {
            "from" : "22:00",
            "to" : "06:30",
            "days" : [ "monday", "friday" ]
          },
          "books" : {
            "keepDays" : 90,
            "breakMinutes" : 10,
            "bridgeSeconds" : 0,
            "dayStart" : "04:00",
            "keepDayTotals" : true
          },
          "export" : {
            "kind" : "weekly",
            "range" : "view",
            "ownZones" : true,
            "spreadsheet" : false,
            "clockTimes" : true,
            "extras" : [ "dnd_h" ],
            "namesHidden" : true,
            "splitAtMidnight" : false,
            "meta" : false,
            "roundMinutes" : 15,
            "roundTo" : "up",
            "folder" : "/home/grace"
          },
          "groups" : {
            "by" : "mine",
            "mine" : [ {
              "name" : "Platform",
              "members" : [ "U1", "U2" ]
            }, {
              "name" : "Support",
              "members" : [ "U3" ]
            } ]
          },
          "privacy" : {
            "informed" : true,
            "reason" : false,
            "notice" : "Hi",
            "sent" : [ {
              "day" : "2026-09-17",
              "people" : [ "U1", "U2" ]
            } ],
            "hideNames" : true
          },
          "people" : {
            "paused" : [ "U3" ],
            "keepDays" : [ {
              "id" : "U1",
              "days" : 30
            }, {
              "id" : "U2",
              "days" : 0
            } ],
            "kept" : [ "U1", "U9" ]
          },
          "notifications" : {
            "lostMinutes" : 15,
            "token" : false,
            "alerts" : true,
            "quietFrom" : "20:00",
            "quietTo" : "08:30"
          },
          "logLevel" : "warning"
        }\
        """,
        Files.readString(path));
  }

  @Test
  void onlyTheOwnerMayLook() throws IOException {
    file.save(CHOSEN);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())));
  }

  @Test
  void fieldsOfANewerVersionStay() throws IOException {
    given("{\"theme\": \"light\", \"wallpaper\": {\"tile\": true}}");
    assertEquals(new Loaded(Settings.DEFAULT.withTheme(Theme.LIGHT)), file.load());
    file.save(CHOSEN);
    assertTrue(Files.readString(path).contains("\"wallpaper\" : {\n    \"tile\" : true\n  }"));
    assertEquals(new Loaded(CHOSEN), file.load());
  }

  @Test
  void unreadableAppearanceIsTheDefaultAndStaysInTheFile() throws IOException {
    given("{\"appearance\": {\"textPercent\": 400, \"highContrast\": true}}");
    Settings loaded = file.load().settings();
    assertEquals(Appearance.DEFAULT.withHighContrast(true), loaded.appearance());
    file.save(loaded);
    assertTrue(Files.readString(path).contains("\"textPercent\" : 400"));
    file.save(loaded.withAppearance(loaded.appearance().withTextPercent(90)));
    assertEquals(90, file.load().settings().appearance().textPercent());
    assertEquals(new TreeSet<>(), file.load().settings().unread());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"theme\": \"dark\"", "[]", "null", "\u0000\u0000\u0000"})
  void aDamagedFileIsKeptAsideAndNothingIsRecordedOrDeletedByIt(String text) throws IOException {
    given(text);
    Loaded loaded = file.load();
    assertEquals(
        Optional.of(
            "The file of the settings %s. Until you choose who is recorded, when, and how long that is kept, nothing is recorded and nothing is deleted for its age. The file as it was is kept as %s.damaged."
                .formatted(text.isEmpty() ? "is empty" : "is no JSON object", path)),
        complaint(loaded));
    assertEquals(
        List.of(false, false, false),
        List.of(
            loaded.settings().hoursKnown(),
            loaded.settings().listKnown(),
            loaded.settings().keepKnown()));
    assertEquals(
        List.of(true, 0, Set.of(), true),
        List.of(
            loaded.settings().paused(),
            loaded.settings().books().keepDays(),
            loaded.settings().slackStatuses(),
            loaded.settings().export().namesHidden()));
    file.save(CHOSEN);
    assertEquals(text, Files.readString(Path.of(path + ".damaged")));
    assertEquals(new Loaded(CHOSEN), file.load());
  }

  @Test
  void afterADamagedFileEachThingStaysUnknownUntilItIsChosen() throws IOException {
    given("");
    file.save(file.load().settings().withTheme(Theme.DARK));
    Settings later = file.load().settings();
    assertEquals(Theme.DARK, later.appearance().theme());
    assertFalse(later.hoursKnown() || later.listKnown() || later.keepKnown());
    Settings chosen =
        later
            .withKeepDays(0)
            .withHours(RecordingSchedule.ALWAYS)
            .withList(new TreeSet<>(List.of("U1")), FollowedChannelsAndGroups.NONE)
            .withSlackStatuses(Set.of())
            .withPaused(false)
            .withExport(ExportChoices.DEFAULT)
            .withPrivacy(PrivacyNoticeSettings.NONE.withInformed(true));
    file.save(chosen);
    assertEquals(new Loaded(chosen), file.load());
    assertEquals(new TreeSet<>(), chosen.unread());
  }

  @Test
  void oneUnclearWishDoesNotCostTheOthers() throws IOException {
    given(
        """
        {"theme": "purple", "zone": "Mars/Base", "watched": ["U1"], "apiUrl": 5,
         "books": {"keepDays": -1, "breakMinutes": 7}, "export": {"meta": "yes"},
         "proxy": {"kind": "manual", "host": "h", "port": 99999, "user": ""}}\
        """);
    Loaded loaded = file.load();
    assertEquals(
        """
        Some settings cannot be read.
        apiUrl must be an https address that ends in /, was 5: until it is corrected, Rollcall does not connect.
        proxy must be a kind (system, none, environment or manual with host, port and user), was {"kind":"manual","host":"h","port":99999,"user":""}: until it is corrected, Rollcall does not connect.
        theme must be automatic, light or dark, was "purple": until it is corrected, automatic counts.
        zone must be a time zone such as "Europe/Berlin", or null, was "Mars/Base": until it is corrected, this computer's time zone counts.
        books.keepDays must be a whole number from 0 to 36500, was -1: until it is corrected, nothing is deleted for its age.
        export.meta must be true or false, was "yes": until it is corrected, true counts.
        The file as it was is kept as %s.damaged.\
        """
            .formatted(path)
            .replace("\n", " "),
        complaint(loaded).orElseThrow());
    assertEquals(new TreeSet<>(List.of("U1")), loaded.settings().watched());
    assertEquals(
        new RetentionAndAccounting(0, 7, 90, LocalTime.MIDNIGHT), loaded.settings().books());
  }

  @Test
  void whileTheChoiceOfDayTotalsIsUnreadableNothingIsDeletedAndTheUsualIsNone() throws IOException {
    given("{\"books\":{\"keepDays\":90,\"keepDayTotals\":\"no\"}}");
    Settings unclear = file.load().settings();
    assertFalse(unclear.books().keepsDayTotals());
    assertEquals(RetentionPolicy.UNKNOWN, SettingsMapper.retention(unclear));
    Settings longer = unclear.withKeepDays(400);
    assertEquals(RetentionPolicy.UNKNOWN, SettingsMapper.retention(longer));
    file.save(longer);
    assertTrue(Files.readString(path).contains("\"keepDayTotals\" : \"no\""));
    assertEquals(longer, file.load().settings());
    assertEquals(
        RetentionAndAccounting.DEFAULT.withKeepDays(90).withKeepDayTotals(false),
        unclear.withKeepDayTotals(false).books());
    assertEquals(new TreeSet<>(), unclear.withKeepDayTotals(false).unread());
  }

  @Test
  void totalsOfDaysAreDeletedOnlyIfTheChoiceIsWritten() throws IOException {
    for (String lost : List.of("{}", "{\"books\":{\"keepDays\":90}}")) {
      given(lost);
      Settings loaded = file.load().settings();
      assertEquals(
          new RetentionAndAccounting(loaded.books().keepDays(), 5, 90, LocalTime.MIDNIGHT),
          loaded.books());
      RetentionPolicy retention = SettingsMapper.retention(loaded);
      assertTrue(retention.dayTotals() == null && !retention.deletesDayTotals());
      file.save(loaded.withKeepDays(30));
      assertFalse(Files.readString(path).contains("keepDayTotals"));
    }
    file.save(file.load().settings().withKeepDayTotals(false));
    assertTrue(SettingsMapper.retention(file.load().settings()).deletesDayTotals());
    file.save(file.load().settings().withKeepDayTotals(true));
    RetentionPolicy keeping = SettingsMapper.retention(file.load().settings());
    assertTrue(keeping.dayTotals() != null && !keeping.deletesDayTotals());
  }

  @Test
  void anUnreadableDayStartDoesNotShortenWhatIsKept() throws IOException {
    given("{\"books\":{\"keepDays\":0,\"dayStart\":\"4:00\"}}");
    Loaded loaded = file.load();
    assertEquals(RetentionAndAccounting.DEFAULT.withKeepDays(0), loaded.settings().books());
    assertTrue(loaded.settings().keepKnown());
    assertTrue(
        complaint(loaded)
            .orElseThrow()
            .contains(
                "books.dayStart must be a time such as 04:00, was \"4:00\": until it is corrected,"
                    + " 00:00 counts."));
  }

  /// Content of the file, and the check that it deletes, records or publishes nothing.
  static Stream<Arguments> harmless() {
    return Stream.of(
        harmless("{'books': 5}", s -> s.books().keepDays() == 0 && !s.keepKnown()),
        harmless("{'books': {'keepDays': 400.5}}", s -> s.books().keepDays() == 0),
        harmless("{'books': {'keepDays': '30'}}", s -> !s.keepKnown()),
        harmless("{'books': {'keepDays': null}}", s -> !s.keepKnown()),
        harmless("{'books': {'keepDays': 36501}}", s -> s.books().keepDays() == 0),
        harmless("{'books': {'keepDayTotals': 1}}", s -> !s.retentionKnown()),
        harmless("{'books': {'keepDays': 3000000000}}", s -> s.books().keepDays() == 0),
        harmless("{'paused': 'yes'}", Settings::paused),
        harmless("{'hours': null}", s -> s.paused() && !s.hoursKnown()),
        harmless(
            "{'zone': 7, 'hours': {'from': '08:00', 'to': '18:00', 'days': ['monday']}}",
            s -> s.paused() && !s.hoursKnown()),
        harmless("{'watched': 'U1'}", s -> s.watched().isEmpty() && !s.listKnown()),
        harmless("{'watched': {'U1': true}}", s -> !s.listKnown()),
        harmless("{'watched': ['U1', 7]}", s -> s.watched().size() == 1 && !s.listKnown()),
        harmless("{'watched': ['U1', ' ']}", s -> s.watched().size() == 1 && !s.listKnown()),
        harmless("{'followed': []}", s -> s.follows().all().isEmpty() && !s.listKnown()),
        harmless("{'followed': {'all': 'C1'}}", s -> !s.listKnown()),
        harmless("{'followed': {'adding': 1, 'all': []}}", s -> !s.follows().adding()),
        harmless(
            "{'followed': {'all': [{'kind': 'channel', 'id': 'C1', 'name': 'x', 'members': ['U1'],"
                + " 'leftOut': 'U2'}]}}",
            s -> s.follows().all().isEmpty() && !s.listKnown()),
        harmless(
            "{'overlays': ['dnd', 'statuses']}",
            s -> s.slackStatuses().equals(Set.of(SlackStatusKind.DND))),
        harmless("{'overlays': 'status'}", s -> s.slackStatuses().isEmpty()),
        harmless("{'export': {'namesHidden': 'true'}}", s -> s.export().namesHidden()),
        harmless("{'export': 1}", s -> s.export().namesHidden()),
        harmless("{'groups': 'Platform'}", s -> s.groups().equals(GroupingSettings.NONE)),
        harmless("{'groups': {'by': 'team'}}", s -> s.groups().by() == GroupBy.NONE),
        harmless(
            "{'groups': {'mine': [{'name': 'A', 'members': []}, {'name': ' ', 'members': []}]}}",
            s -> s.groups().mine().size() == 1),
        harmless("{'people': 7}", s -> s.paused() && !s.pausesKnown() && !s.ownKeepKnown()),
        harmless("{'people': {'paused': 'U1'}}", s -> s.paused() && !s.recordingKnown()),
        harmless(
            "{'people': {'paused': ['U1', 7]}}",
            s -> s.paused() && s.people().isPaused("U1") && s.ownKeepKnown()),
        harmless("{'people': {'keepDays': {'U1': 30}}}", s -> !s.ownKeepKnown()),
        harmless(
            "{'people': {'keepDays': [{'id': 'U1', 'days': 30}, {'id': 'U2', 'days': -1}]}}",
            s -> !s.ownKeepKnown() && !s.paused() && s.people().keepDays().size() == 1),
        harmless("{'people': {'keepDays': [{'id': 'U1'}]}}", s -> !s.ownKeepKnown()),
        harmless("{'proxy': {'kind': 'socks'}}", s -> !s.proxyKnown()),
        harmless(
            "{'proxy': {'kind': 'manual', 'host': 'h', 'port': 1, 'user': '', 'except': 'x'}}",
            s -> !s.proxyKnown()),
        harmless("{'notifications': 'on'}", s -> s.notifications().equals(SILENT)),
        harmless(
            "{'notifications': {'lostMinutes': '5'}}", s -> s.notifications().lostMinutes() == 0),
        harmless("{'notifications': {'token': 1}}", s -> !s.notifications().token()),
        harmless("{'notifications': {'alerts': 1}}", s -> !s.notifications().alerts()),
        harmless(
            "{'notifications': {'quietFrom': '22', 'quietTo': '23'}}",
            s -> s.notifications().isQuiet(LocalTime.NOON)),
        harmless(
            "{'notifications': {'quietFrom': '22:00', 'quietTo': 'morning'}}",
            s -> s.notifications().isQuiet(LocalTime.NOON)),
        harmless(
            "{'notifications': {'quietFrom': 22}}", s -> s.notifications().isQuiet(LocalTime.NOON)),
        harmless("{'mode': 'fast'}", s -> !s.modeKnown()),
        harmless("{'mode': null}", s -> !s.modeKnown()),
        harmless("{'logLevel': 'all'}", s -> s.logLevel() == System.Logger.Level.INFO),
        harmless("{'privacy': 1}", s -> s.privacy().hideNames()),
        harmless("{'privacy': {'hideNames': 'no'}}", s -> s.privacy().hideNames()),
        harmless("{'privacy': {'informed': 'yes'}}", s -> !s.privacy().informed()),
        harmless(
            "{'privacy': {'sent': [{'day': 'today', 'people': ['U1']}]}}",
            s -> s.privacy().sent().isEmpty()),
        harmless("{'apiUrl': 'http://slack.example/api/'}", s -> !s.apiUrlKnown()));
  }

  private static Arguments harmless(String json, Predicate<Settings> is) {
    return Arguments.of(json.replace('\'', '"'), is);
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void whatCannotBeReadDeletesRecordsAndPublishesNothingAndStaysInTheFile(
      String json, Predicate<Settings> harmless) throws IOException {
    given(json);
    Loaded first = file.load();
    assertTrue(harmless.test(first.settings()), () -> first.settings().toString());
    assertTrue(first.complaint().isPresent());
    file.save(first.settings().withTheme(Theme.LIGHT));
    assertEquals(first.settings().withTheme(Theme.LIGHT), file.load().settings());
    assertEquals(complaint(first), complaint(file.load()).map(this::firstCopy));
    assertEquals(json, Files.readString(Path.of(path + ".damaged")));
  }

  @Test
  void aListThatChangesByItselfKeepsTheEntriesThatCannotBeRead() throws IOException {
    given("{\"watched\": [\"U1\", 7], \"overlays\": [\"dnd\", \"new\"]}");
    Settings loaded = file.load().settings();
    file.save(loaded.following(new TreeSet<>(List.of("U2")), FollowedChannelsAndGroups.NONE));
    String saved = Files.readString(path);
    assertTrue(saved.contains("\"watched\" : [ \"U2\", 7 ]"), saved);
    assertTrue(saved.contains("\"overlays\" : [ \"dnd\", \"new\" ]"), saved);
    file.save(
        file.load()
            .settings()
            .withList(new TreeSet<>(List.of("U3")), FollowedChannelsAndGroups.NONE));
    assertTrue(Files.readString(path).contains("\"watched\" : [ \"U3\" ]"));
    assertTrue(file.load().settings().listKnown());
  }

  @Test
  void choosingAGroupingKeepsOwnGroupsThatCannotBeRead() throws IOException {
    given("{\"groups\": {\"by\": \"mine\", \"mine\": [{\"name\": 7, \"members\": [\"U1\"]}]}}");
    Settings loaded = file.load().settings();
    file.save(loaded.withGroups(loaded.groups().withBy(GroupBy.STATE)));
    JsonNode groups = JsonMapper.shared().readTree(path.toFile()).path("groups");
    assertEquals("state", groups.path("by").stringValue());
    assertEquals("{\"name\":7,\"members\":[\"U1\"]}", groups.path("mine").get(0).toString());
  }

  @Test
  void aNewGroupKeepsThoseThatCannotBeRead() throws IOException {
    given("{\"groups\": {\"mine\": [{\"name\": 7, \"members\": [\"U1\"]}]}}");
    Settings loaded = file.load().settings();
    file.save(loaded.withGroups(loaded.groups().moving("U2", "Team")));
    Settings next = file.load().settings();
    assertEquals(Optional.of("Team"), next.groups().groupOf("U2"));
    assertTrue(
        Files.readString(path).replaceAll("\\s", "").contains("{\"name\":7,\"members\":[\"U1\"]}"));
    assertEquals(Set.of("groups.mine"), next.unread());
  }

  @Test
  void aNewNoticeKeepsThoseThatCannotBeRead() throws IOException {
    given("{\"privacy\":{\"sent\":[{\"day\":7,\"people\":[\"U1\"]}],\"hideNames\":\"no\"}}");
    Settings loaded = file.load().settings();
    file.save(
        loaded.withPrivacy(loaded.privacy().sending(LocalDate.of(2026, 9, 17), Set.of("U2"))));
    String text = Files.readString(path).replaceAll("\\s", "");
    assertTrue(text.contains("{\"day\":7,\"people\":[\"U1\"]}"), text);
    assertTrue(text.contains("{\"day\":\"2026-09-17\",\"people\":[\"U2\"]}"), text);
    assertTrue(text.contains("\"hideNames\":\"no\""), text);
  }

  @Test
  void anErasedPersonIsInNoCopyOfTheSettings() throws IOException {
    for (String text : List.of("{\"watched\": [\"U0A1\", \"U0A12\"", "[\"U0A1\"]", "{}")) {
      given(text);
      file.load();
    }
    given("{\"followed\": {\"all\": [{\"members\": [\"U0A1\"]}]}}");
    file.forget(List.of("U0A1"));
    for (String name : names()) {
      assertFalse(Files.readString(path.resolveSibling(name)).contains("\"U0A1\""), name);
    }
    assertEquals(
        "{\"watched\": [\"erased\", \"U0A12\"", Files.readString(Path.of(path + ".damaged")));
    assertFalse(file.load().settings().listKnown());
  }

  @Test
  void aPauseThatCannotBeReadStopsTheRecordingUntilThePausesAreChosen() throws IOException {
    for (String json : List.of("{\"people\":{\"Paused\":[\"U1\"]}}", "{\"People\":{}}")) {
      given(json);
      assertFalse(file.load().settings().recordingKnown(), json);
    }
    given("{\"people\": {\"paused\": [\"U1\", 7]}}");
    Settings loaded = file.load().settings();
    assertTrue(
        complaint(file.load())
            .orElseThrow()
            .contains(
                "people.paused[1] must be a user id, was 7: until it is corrected, nothing is"
                    + " recorded, because that person may be paused."));
    file.save(loaded.withTheme(Theme.DARK));
    assertTrue(Files.readString(path).contains("\"paused\" : [ \"U1\", 7 ]"));
    file.save(file.load().settings().withoutPeople().withPaused(false));
    Settings chosen = file.load().settings();
    assertTrue(chosen.recordingKnown() && !chosen.people().isPaused("U1") && !chosen.paused());
  }

  @Test
  void anotherPauseOrRetentionMakesNothingOfOtherPeopleKnown() throws IOException {
    for (String json :
        List.of(
            "{\"people\": {\"paused\": [7], \"keepDays\": [7]}}",
            "{\"people\": {\"paused\": \"U1\", \"keepDays\": {\"id\": \"U1\", \"days\": 5}}}",
            "{\"people\": {\"Paused\": [\"U1\"], \"KeepDays\": []}}",
            "{\"People\": {}}",
            "{\"people\": \"U1\"}")) {
      given(json);
      Settings loaded = file.load().settings();
      RecordingSettingsByPerson changed =
          loaded.people().withPaused("U2", true).withKeepDays("U2", 30);
      file.save(loaded.withPeople(changed).withPeople(changed));
      file.save(file.load().settings().withTheme(Theme.DARK));
      Settings next = file.load().settings();
      assertFalse(next.pausesKnown() || next.ownKeepKnown() || next.recordingKnown(), json);
      assertEquals(changed, next.people(), json);
      file.save(next.withoutPeople().withPaused(false));
      assertEquals(Settings.DEFAULT.withTheme(Theme.DARK), file.load().settings(), json);
    }
  }

  @Test
  void theSameSettingsOfPeopleMakeNothingKnown() throws IOException {
    given("{\"people\": {\"paused\": [\"U1\", 7]}}");
    Settings loaded = file.load().settings();
    assertEquals(loaded, loaded.withPeople(loaded.people().withKeepDays("U2", null)));
  }

  @Test
  void aPauseKeepsRetentionsThatCannotBeReadUntilAllIsChosen() throws IOException {
    given("{\"people\": {\"keepDays\": [{\"id\": \"U1\", \"days\": \"long\"}], \"kept\": [7]}}");
    Settings loaded = file.load().settings();
    file.save(loaded.withPeople(loaded.people().withPaused("U2", true)));
    Settings paused = file.load().settings();
    assertTrue(paused.people().isPaused("U2"));
    assertEquals(Set.of("people.keepDays", "people.kept"), paused.unread());
    assertTrue(Files.readString(path).contains("\"days\" : \"long\""));
    file.save(paused.withoutPeople());
    assertEquals(new Loaded(Settings.DEFAULT), file.load());
  }

  @Test
  void allSharedFieldsAndNoOthersAreThoseOfTheOtherWorkspace() throws IOException {
    JsonNode own = saved(Settings.DEFAULT);
    JsonNode other = saved(CHOSEN);
    JsonNode both = saved(Settings.DEFAULT.withShared(CHOSEN));
    for (String name : other.propertyNames()) {
      assertEquals(
          (Settings.SHARED.contains(name) ? other : own).path(name), both.path(name), name);
    }
  }

  private JsonNode saved(Settings settings) throws IOException {
    Files.deleteIfExists(path);
    file.save(settings);
    return JsonMapper.shared().readTree(path.toFile());
  }

  @Test
  void anUnreadableQuietTimeStaysInTheFileUntilItIsChosen() throws IOException {
    given("{\"notifications\": {\"quietFrom\": \"22:00\", \"quietTo\": \"morning\"}}");
    Settings loaded = file.load().settings();
    assertTrue(
        complaint(file.load())
            .orElseThrow()
            .contains(
                "notifications.quietTo must be a time such as \"22:00\", or null, was"
                    + " \"morning\": until it is corrected, there are no notifications."));
    file.save(loaded.withNotifications(loaded.notifications().withAlerts(false)));
    Settings changed = file.load().settings();
    assertTrue(changed.notifications().isQuiet(LocalTime.NOON));
    assertFalse(changed.notifications().alerts());
    String saved = Files.readString(path);
    assertTrue(saved.contains("\"quietTo\" : \"morning\""), saved);
    assertTrue(saved.contains("\"quietFrom\" : \"22:00\""), saved);
    LocalTime eight = LocalTime.of(8, 0);
    file.save(
        changed.withNotifications(changed.notifications().withQuiet(LocalTime.of(20, 0), eight)));
    assertEquals(Set.of(), file.load().settings().unread());
    assertFalse(file.load().settings().notifications().isQuiet(LocalTime.NOON));
  }

  @Test
  void ofTwoRetentionsOfAPersonTheLongerCounts() throws IOException {
    given(
        "{\"people\": {\"keepDays\": [{\"id\": \"U1\", \"days\": 90}, {\"id\": \"U1\", \"days\":"
            + " 30}, {\"id\": \"U2\", \"days\": 0}, {\"id\": \"U2\", \"days\": 30}]}}");
    assertEquals(Map.of("U1", 90, "U2", 0), file.load().settings().people().keepDays());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'books': {'keepDays': null}, 'books': {}}",
        "{'books': {'keepDays': 3000, 'keepDays': 400}}",
        "{'books': {'keepdays': 3000}}",
        "{'Books': {'keepDays': 3000}}"
      })
  void aFieldThatIsThereTwiceOrInOtherLetterCaseDeletesNothing(String json) throws IOException {
    given(json.replace('\'', '"'));
    SettingsFile.Loaded loaded = file.load();
    assertFalse(loaded.settings().keepKnown());
    assertTrue(loaded.complaint().isPresent());
  }

  @Test
  void aTokenInTheWrongPlaceIsNotRepeated() throws IOException {
    given("{\"apiUrl\": \"xoxb-topsecret-abc\", \"theme\": \"xapp-1-A\"}");
    String complaint = complaint(file.load()).orElseThrow();
    assertFalse(complaint.contains("topsecret") || complaint.contains("xapp-1"), complaint);
  }

  @Test
  void aFileThatWasSpoiledSinceItWasReadIsKeptBeforeItIsReplaced() throws IOException {
    file.save(CHOSEN);
    Settings loaded = file.load().settings();
    given("{\"books\": {\"keepDays\": \"long\"}, ");
    file.save(loaded);
    assertEquals(
        "{\"books\": {\"keepDays\": \"long\"}, ", Files.readString(Path.of(path + ".damaged")));
  }

  @Test
  void aLinkToSettingsThatAreNotThereIsNoNewUser() throws IOException {
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, home.resolve("not mounted").resolve("settings.json"));
    assertThrows(IOException.class, file::load);
    assertThrows(IOException.class, () -> file.save(CHOSEN));
    assertTrue(Files.isSymbolicLink(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"nine to five\"",
        "{\"from\": \"08:00\", \"to\": \"25:00\", \"days\": [\"monday\"]}",
        "{\"from\": \"08:00\", \"to\": \"18:00\", \"days\": []}",
        "{\"from\": \"08:00\", \"to\": \"18:00\", \"days\": [\"someday\"]}",
        "{\"from\": \"08:00\", \"days\": [\"monday\"]}"
      })
  void unclearRecordingHoursPauseTheRecordingBecauseTheyProtectPeople(String hours)
      throws IOException {
    given("{\"hours\": " + hours + "}");
    Loaded loaded = file.load();
    assertTrue(loaded.settings().paused());
    assertFalse(loaded.settings().hoursKnown());
    assertTrue(
        complaint(loaded)
            .orElseThrow()
            .contains("nothing is recorded, because recording hours protect people."));
    file.save(loaded.settings().withTheme(Theme.DARK));
    assertFalse(Files.readString(path).contains("\"paused\" : true"), "the user paused nothing");
    assertFalse(file.load().settings().hoursKnown());
    file.save(file.load().settings().withHours(RecordingSchedule.ALWAYS).withPaused(false));
    assertEquals(new Loaded(Settings.DEFAULT.withTheme(Theme.DARK)), file.load());
  }

  @Test
  void eachDamagedFileIsKeptOnce() throws IOException {
    for (String text : List.of("one", "one", "two", "one", "two")) {
      given(text);
      file.load();
    }
    assertEquals(
        List.of("settings.json", "settings.json.damaged", "settings.json.damaged-2"), names());
  }

  @Test
  void aSaveThatFailsLeavesTheOldSettings() throws IOException {
    file.save(CHOSEN);
    Path notADirectory = home.resolve("file");
    Files.writeString(notADirectory, "");
    SettingsFile elsewhere = new SettingsFile(notADirectory.resolve("settings.json"));
    IOException failure = assertThrows(IOException.class, () -> elsewhere.save(Settings.DEFAULT));
    assertEquals(
        "The settings could not be saved to "
            + notADirectory.resolve("settings.json")
            + ": make its directory writable for you, or choose another data directory.",
        failure.getMessage());
    assertEquals(new Loaded(CHOSEN), file.load());
  }

  @Test
  void whatIsOutOfReachIsSaidInOneSentence() throws IOException {
    Path directory = Files.createDirectories(home.resolve("elsewhere").resolve("settings.json"));
    SettingsFile elsewhere = new SettingsFile(directory);
    IOException failure = assertThrows(IOException.class, elsewhere::load);
    assertEquals(
        "The settings in "
            + directory
            + " cannot be read: make it a file that is yours, in a directory that is yours.",
        failure.getMessage());
  }

  @Test
  @Timeout(20)
  @DisabledOnOs(OS.WINDOWS)
  void aPipeInPlaceOfTheSettingsIsNotWaitedFor() throws Exception {
    Path fifo = home.resolve("pipe.json");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    IOException failure = assertThrows(IOException.class, new SettingsFile(fifo)::load);
    assertEquals(
        "The settings in "
            + fifo
            + " cannot be read: make it a file that is yours, in a directory that is yours.",
        failure.getMessage());
  }

  @Test
  void aLinkToTheSettingsStaysALink() throws IOException {
    Path real = Files.createDirectories(home.resolve("dotfiles")).resolve("rollcall.json");
    Files.writeString(real, "{}");
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, real);
    file.save(CHOSEN);
    assertTrue(Files.isSymbolicLink(path));
    assertEquals(new Loaded(CHOSEN), new SettingsFile(real).load());
  }

  @Test
  void sharedFieldsThatCouldNotBeSavedAreInTheNextSave() throws IOException {
    file.save(Settings.DEFAULT);
    SettingsFile further = file.ofWorkspace(home.resolve("further.json"));
    Settings week = Settings.DEFAULT.withKeepDays(7);
    file.keepShared(Settings.DEFAULT, week);
    assertEquals(week, further.load().settings());
    assertEquals(7, further.save(Settings.DEFAULT, Settings.DEFAULT).books().keepDays());
    file.forget(List.of("U1"));
    Files.delete(path);
    Files.createDirectory(path);
    further.keepShared(Settings.DEFAULT, week);
    file.keepShared(Settings.DEFAULT, week);
    Files.delete(path);
    file.save(Settings.DEFAULT, Settings.DEFAULT.withPaused(true));
    assertEquals(week.withPaused(true), new SettingsFile(path).load().settings());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sharedFieldsOfAFurtherWorkspaceThatCouldNotBeSavedAreInItsNextSave(boolean erased)
      throws IOException {
    file.save(Settings.DEFAULT);
    SettingsFile further = file.ofWorkspace(home.resolve("further.json"));
    Settings week = Settings.DEFAULT.withKeepDays(7);
    if (erased) {
      file.forget(List.of("U1"));
    }
    further.keepShared(Settings.DEFAULT, week);
    Settings paused = week.withPaused(true);
    assertEquals(paused, further.save(week, paused));
    assertEquals(week, new SettingsFile(path).load().settings());
    new SettingsFile(path).save(Settings.DEFAULT);
    further.save(paused, week);
    assertEquals(Settings.DEFAULT, new SettingsFile(path).load().settings());
  }

  /// The complaint with the first copy's name: another file has another copy.
  private String firstCopy(String complaint) {
    return complaint.replace(".damaged-2", ".damaged");
  }

  private void given(String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path.getParent())) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private static Optional<String> complaint(Loaded loaded) {
    return loaded.complaint().map(Sentence::english);
  }
}
