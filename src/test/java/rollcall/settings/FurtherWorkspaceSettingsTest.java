package rollcall.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.RecordingSchedule;

/// Settings of a second workspace beside the main file.
class FurtherWorkspaceSettingsTest {
  private static final KnownWorkspace BETA = new KnownWorkspace("T2", "Beta");

  @TempDir Path home;
  private Path mainPath;
  private Path betaPath;
  private SettingsFile main;
  private SettingsFile beta;

  @BeforeEach
  void twoWorkspaces() {
    mainPath = home.resolve("settings.json");
    betaPath = home.resolve("workspaces").resolve("T2").resolve("settings.json");
    main = new SettingsFile(mainPath);
    beta = main.ofWorkspace(betaPath);
  }

  @Test
  void eachWorkspaceHasItsPeopleAndItsPauseAndTheRestIsShared() throws IOException {
    main.save(watching("U1").withZone("Asia/Tokyo"));
    beta.save(
        beta.load()
            .settings()
            .withWorkspace(BETA)
            .withList(ids("U9"), FollowedChannelsAndGroups.NONE)
            .withPaused(true));

    assertEquals(watching("U1").withZone("Asia/Tokyo"), main.load().settings());
    assertEquals(
        watching("U9").withZone("Asia/Tokyo").withWorkspace(BETA).withPaused(true),
        beta.load().settings());
    assertFalse(Files.readString(betaPath).contains("Tokyo"), "said in one place only");
  }

  @Test
  void aSharedSettingThatOneWorkspaceChangesAppliesToAll() throws IOException {
    main.save(watching("U1"));
    Settings before = beta.load().settings();
    beta.save(before, before.withZone("Europe/Oslo"));
    assertEquals(watching("U1").withZone("Europe/Oslo"), main.load().settings());
  }

  /// The membership sync of one workspace saves while another has changed the recording hours.
  @Test
  void aChangeOfPeopleDoesNotRevertASharedSettingThatAnotherWorkspaceSaved() throws IOException {
    main.save(watching("U1"));
    Settings stale = main.load().settings();
    Settings other = beta.load().settings();
    beta.save(other, other.withZone("Europe/Oslo"));
    Settings saved =
        main.save(stale, stale.withList(ids("U1", "U2"), FollowedChannelsAndGroups.NONE));
    assertEquals(watching("U1", "U2").withZone("Europe/Oslo"), saved);
    assertEquals(saved, main.load().settings());
  }

  @Test
  void aSharedSettingThatCouldNotBeSavedIsSavedWithTheNextChangeOfAnyWorkspace()
      throws IOException {
    main.save(watching("U1"));
    beta.save(watching("U9"));
    Settings before = beta.load().settings();
    Settings unsaved = before.withZone("Europe/Oslo");
    beta.keepShared(before, unsaved);
    assertEquals(unsaved, beta.load().settings(), "in effect until the end");
    assertEquals(watching("U1").withZone("Europe/Oslo"), main.load().settings());
    Settings paused = unsaved.withPaused(true);
    assertEquals(paused, beta.save(unsaved, paused));
    assertEquals(
        watching("U1").withZone("Europe/Oslo"), new SettingsFile(mainPath).load().settings());

    Settings other = paused.withZone("Asia/Tokyo");
    beta.keepShared(paused, other);
    main.forget(List.of("U1"));
    // A later failure without a shared change, in a workspace that has not seen the other zone.
    main.keepShared(watching("U1"), watching("U1").withPaused(true));
    Settings own = main.load().settings();
    main.save(own, own.withPaused(true));
    assertEquals(
        watching().withZone("Asia/Tokyo").withPaused(true),
        new SettingsFile(mainPath).load().settings());
  }

  @Test
  void aSharedChangeDoesNotBringBackAnErasedPersonOfTheMainWorkspace() throws IOException {
    main.save(watching("U1", "U2"));
    main.forget(List.of("U1"));
    Settings before = beta.load().settings();
    beta.save(before, before.withZone("Europe/Oslo"));
    assertEquals(ids("U2"), main.load().settings().watched());
  }

  @Test
  void anErasureInOneWorkspaceLeavesTheSameIdInTheOther() throws IOException {
    main.save(watching("U1"));
    beta.save(watching("U1"));
    beta.forget(List.of("U1"));
    assertEquals(ids("U1"), main.load().settings().watched());
    assertEquals(ids(), beta.load().settings().watched());
  }

  @Test
  void aBrokenFileStopsItsWorkspaceOnlyAndIsKept() throws IOException {
    main.save(watching("U1"));
    Files.createDirectories(betaPath.getParent());
    Files.writeString(betaPath, "{ broken");
    Settings read = beta.load().settings();
    assertTrue(read.paused() && !read.listKnown() && read.keepKnown() && read.hoursKnown());
    assertTrue(beta.load().complaint().isPresent());
    assertEquals(new SettingsFile.Loaded(watching("U1")), main.load());
    assertEquals("{ broken", Files.readString(betaPath.resolveSibling("settings.json.damaged")));
  }

  @Test
  void unknownRecordingHoursPauseEachWorkspace() throws IOException {
    Files.writeString(mainPath, "{\"hours\": 7}");
    beta.save(watching("U9"));
    Settings read = beta.load().settings();
    assertTrue(read.paused() && !read.hoursKnown());
    assertTrue(Files.readString(mainPath).contains("7"), "the unread value is kept");
    RecordingSchedule day =
        new RecordingSchedule(
            LocalTime.of(9, 0), LocalTime.of(17, 0), new TreeSet<>(List.of(DayOfWeek.MONDAY)));
    beta.save(read, read.withHours(day));
    assertEquals(day, main.load().settings().hours());
  }

  @Test
  void aFileWithOneWorkspaceOfAnEarlierVersionIsReadAsBefore() throws IOException {
    Files.writeString(mainPath, "{\"watched\":[\"U1\"]}");
    assertEquals(new SettingsFile.Loaded(watching("U1")), main.load());
    main.save(main.load().settings().withWorkspace(new KnownWorkspace("T1", "Acme")));
    assertTrue(Files.readString(mainPath).contains("\"watched\" : [ \"U1\" ]"));
  }

  @Test
  void aRemovedWorkspaceLeavesNoPeopleAndTheSharedSettings() throws IOException {
    main.save(watching("U1").withWorkspace(BETA).withZone("Asia/Tokyo").withPaused(true));
    main.save(main.load().settings().removed());
    assertEquals(
        Settings.DEFAULT
            .withWorkspace(new KnownWorkspace("T2", "Beta").asRemoved())
            .withZone("Asia/Tokyo"),
        main.load().settings());
  }

  @Test
  void anUnreadableWorkspaceIsNamedAndKept() throws IOException {
    Files.writeString(mainPath, "{\"workspace\": 5, \"watched\":[\"U1\"]}");
    SettingsFile.Loaded loaded = main.load();
    assertTrue(loaded.complaint().orElseThrow().english().contains("workspace must be"));
    assertEquals(Optional.empty(), Optional.ofNullable(loaded.settings().workspace()));
    main.save(loaded.settings().withPaused(true));
    assertTrue(Files.readString(mainPath).contains("\"workspace\" : 5"));
  }

  private static Settings watching(String... people) {
    return Settings.DEFAULT.withList(ids(people), FollowedChannelsAndGroups.NONE);
  }

  private static TreeSet<String> ids(String... people) {
    return new TreeSet<>(List.of(people));
  }
}
