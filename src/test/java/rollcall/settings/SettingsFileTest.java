package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.presence.OverlayKind;
import rollcall.presence.RecordingHours;
import rollcall.settings.SettingsFile.Loaded;

class SettingsFileTest {
  private static final Settings CHOSEN =
      new Settings(
          URI.create("https://slack.example/api/"),
          new Proxy.Manual("proxy.corp", 8080, "grace"),
          Path.of("/etc/corp/ca.pem"),
          new TreeSet<>(List.of("U2", "U1")),
          new Follows(
              List.of(
                  new Follows.One(
                      false,
                      "C1",
                      "design",
                      new TreeSet<>(List.of("U3")),
                      new TreeSet<>(List.of("U4"))),
                  new Follows.One(true, "S1", "sales", new TreeSet<>(), new TreeSet<>())),
              false),
          Set.of(OverlayKind.DND, OverlayKind.HUDDLE),
          Theme.DARK,
          "Europe/Berlin",
          true,
          new RecordingHours(
              LocalTime.of(22, 0),
              LocalTime.of(6, 30),
              new TreeSet<>(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY))),
          new Bookkeeping(90, 10, 0, LocalTime.of(4, 0)),
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
              "/home/grace"));

  @TempDir Path home;
  private Path path;
  private SettingsFile file;

  @BeforeEach
  void aNewComputer() {
    path = home.resolve("rollcall").resolve("settings.json");
    file = new SettingsFile(path);
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
        CHOSEN.withProxy(new Proxy.Manual("::1", 3128, "")).withWatched(new TreeSet<>()));
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
  void whoeverIsForgottenIsInNoListAndAllElseStaysAsItIs() throws IOException {
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
  void settingsThatCannotBeReadAndNameWhoeverIsForgottenAreOneSentenceAndStay() throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "{\"watched\":[\"U1\"");
    var refused = assertThrows(IOException.class, () -> file.forget(List.of("U1")));
    assertEquals(
        "The settings in "
            + path
            + " still name a person who is to be erased, in a part that Rollcall cannot read:"
            + " correct the file, or delete it.",
        refused.getMessage());
    assertEquals("{\"watched\":[\"U1\"", Files.readString(path));
  }

  @Test
  void aPersonCanReadTheFile() throws IOException {
    file.save(CHOSEN);
    assertEquals(
        """
        {
          "apiUrl" : "https://slack.example/api/",
          "proxy" : {
            "kind" : "manual",
            "host" : "proxy.corp",
            "port" : 8080,
            "user" : "grace"
          },
          "caFile" : "/etc/corp/ca.pem",
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
            "dayStart" : "04:00"
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
          }
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

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"theme\": \"dark\"", "[]", "null", "\u0000\u0000\u0000"})
  void aDamagedFileIsKeptAsideAndTheDefaultsAreUsed(String text) throws IOException {
    given(text);
    String complaint =
        "The settings could not be read, so the defaults are used. The file as it was is kept as "
            + path
            + ".damaged.";
    assertEquals(new Loaded(Settings.DEFAULT, Optional.of(complaint), false), file.load());
    file.save(CHOSEN);
    assertEquals(text, Files.readString(Path.of(path + ".damaged")));
    assertEquals(new Loaded(CHOSEN), file.load());
  }

  @Test
  void oneUnclearWishDoesNotCostTheOthers() throws IOException {
    given(
        """
        {"theme": "purple", "zone": "Mars/Base", "watched": ["U1"], "apiUrl": 5,
         "books": {"keepDays": -1}, "export": {"meta": "yes"},
         "proxy": {"kind": "manual", "host": "h", "port": 99999, "user": ""}}\
        """);
    String complaint =
        "Some settings could not be read and have their defaults: apiUrl, proxy, theme, zone,"
            + " books, export. The file as it was is kept as "
            + path
            + ".damaged.";
    assertEquals(
        new Loaded(
            Settings.DEFAULT.withWatched(new TreeSet<>(List.of("U1"))),
            Optional.of(complaint),
            true),
        file.load());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"nine to five\"",
        "{\"from\": \"08:00\", \"to\": \"25:00\", \"days\": [\"monday\"]}",
        "{\"from\": \"08:00\", \"to\": \"18:00\", \"days\": []}",
        "{\"from\": \"08:00\", \"to\": \"18:00\", \"days\": [\"someday\"]}"
      })
  void unclearRecordingHoursPauseTheRecordingBecauseTheyProtectPeople(String hours)
      throws IOException {
    given("{\"hours\": " + hours + "}");
    Loaded loaded = file.load();
    assertEquals(Settings.DEFAULT.withPaused(true), loaded.settings());
    assertTrue(loaded.complaint().orElseThrow().contains("defaults: hours."));
    assertFalse(loaded.hoursKnown());
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
  void aLinkToTheSettingsStaysALink() throws IOException {
    Path real = Files.createDirectories(home.resolve("dotfiles")).resolve("rollcall.json");
    Files.writeString(real, "{}");
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, real);
    file.save(CHOSEN);
    assertTrue(Files.isSymbolicLink(path));
    assertEquals(new Loaded(CHOSEN), new SettingsFile(real).load());
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
}
