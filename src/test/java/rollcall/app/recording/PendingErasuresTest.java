package rollcall.app.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.environment.ProfilePaths;
import rollcall.history.History;
import rollcall.history.Maintenance;
import rollcall.history.RetentionPolicy;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.settings.Triggers;
import rollcall.settings.TriggersFile;

class PendingErasuresTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final Workspace ACME = new Workspace("T0ACME", "Acme");
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");

  @TempDir Path data;
  private ProfilePaths site;
  private Path file;

  @BeforeEach
  void aBackupAndAnErasureThatIsNotFinished() throws Exception {
    site =
        new ProfilePaths(
            new SettingsFile(data.resolve("settings.json")), data.resolve("workspaces"));
    file = site.history(ACME);
    try (History history = History.open(file, T)) {
      history.setWorkspace(ACME);
      history.append(
          List.of(Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.PRESENCE_CHANGE)));
      history.maintenance().run(RetentionPolicy.USUAL, T.plus(Duration.ofDays(2)));
      history.maintenance().planErasing(GRACE, false);
    }
    assertFalse(mentions().isEmpty());
  }

  @Test
  void afterADamagedHistoryIsDeletedTheNextStartErasesTheRest() throws Exception {
    Files.write(file, new byte[9000]);
    PendingErasures.Result blocked = new PendingErasures(site).finish();
    assertEquals(1, blocked.complaints().size(), blocked.complaints().toString());
    for (String rest : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(file.resolveSibling("history.db" + rest));
    }
    assertEquals(Set.of(GRACE), new PendingErasures(site).finish().gone());
    assertFalse(Maintenance.isErasing(file));
    assertEquals(List.of(), mentions());
  }

  @Test
  void alertsAndMessagesOfAnErasedPersonAreErasedInAllWorkspaces() throws Exception {
    UserId kai = new UserId("U0KAI");
    Instant expires = T.plus(Duration.ofDays(7));
    Triggers both =
        Triggers.NONE
            .with(OneTimeTrigger.of("1", GRACE, "Five minutes?", T, expires))
            .with(OneTimeTrigger.of("2", kai, null, T, expires));
    new TriggersFile(site.folder(ACME)).save(both);
    TriggersFile other = new TriggersFile(site.folder(new Workspace("T0OTHER", "Other")));
    other.save(both);
    new PendingErasures(site).finish();
    assertEquals(both.without(Set.of(GRACE)), other.load(T).triggers());
    assertEquals(List.of(), mentions());
  }

  /// As when the settings could not be saved, and the recorder that runs on retried the erasure.
  @Test
  void aPersonWhoIsErasedIsRemovedFromTheSettingsAtTheNextStart() throws Exception {
    SettingsFile settings = site.settings();
    settings.save(
        Settings.DEFAULT.withList(
            new TreeSet<>(Set.of(GRACE.value(), "U0KAI")), FollowedChannelsAndGroups.NONE));
    try (History history = History.open(file, T)) {
      history.maintenance().finishErasing();
      assertEquals(List.of(), List.copyOf(history.snapshot().all()));
    }
    assertEquals(Map.of(GRACE, false), Maintenance.unerased(file));
    assertEquals(Set.of(GRACE), new PendingErasures(site).finish().gone());
    assertEquals(Set.of("U0KAI"), settings.load().settings().watched());
    assertFalse(Maintenance.isErasing(file));
    assertEquals(List.of(), mentions());
  }

  @Test
  void anErasureAfterThePersonWasRemovedFromTheSettingsIsDone() throws Exception {
    try (History history = History.open(file, T)) {
      history.maintenance().erase(GRACE, false);
      assertFalse(Maintenance.isErasing(file));
    }
  }

  @Test
  void settingsThatCannotBeReadDoNotStopTheErasureOfEveryone() throws Exception {
    new PendingErasures(site).finish();
    Path other = site.history(new Workspace("T0OTHER", "Other"));
    Files.createDirectories(other.getParent());
    Files.copy(file, other);
    for (Path one : List.of(file, other)) {
      try (History history = History.open(one, T)) {
        history.maintenance().planErasingAll(T);
      }
    }
    Files.createDirectory(data.resolve("settings.json"));
    PendingErasures.Result result = new PendingErasures(site).finish();
    assertEquals(1, result.complaints().size(), result.complaints().toString());
    assertFalse(Maintenance.isErasing(file) || Maintenance.isErasing(other));
    assertEquals(List.of(), mentions());
  }

  @Test
  void afterTheWholeFolderIsDeletedNothingIsLeftToErase() throws Exception {
    try (Stream<Path> all = Files.walk(file.getParent())) {
      all.sorted((one, other) -> other.compareTo(one)).forEach(PendingErasuresTest::delete);
    }
    assertEquals(Set.of(), new PendingErasures(site).finish().gone());
    assertFalse(Files.exists(file));
  }

  private List<Path> mentions() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).filter(PendingErasuresTest::isMentioned).toList();
    }
  }

  private static boolean isMentioned(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(GRACE.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
