package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.recording.PersonEraser;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;

/// A history that is missing because its disk is not mounted.
class ProfilePathsTest {
  private static final Workspace ACME = new Workspace("T0ACME", "Acme");
  private static final KnownWorkspace KNOWN = new KnownWorkspace(ACME.id(), ACME.name());
  private static final Settings SETTINGS = Settings.DEFAULT.withWorkspace(KNOWN);
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");

  @TempDir Path scratch;
  private Path disk;
  private Path note;
  private ProfilePaths profile;

  @BeforeEach
  void recordOnce() throws IOException {
    disk = scratch.resolve("disk");
    Path settings = scratch.resolve("settings");
    note = settings.resolve("T0ACME.recorded");
    profile =
        new ProfilePaths(
            new SettingsFile(settings.resolve("settings.json")), disk.resolve("data/workspaces"));
    assertEquals(Optional.empty(), profile.history(SETTINGS), "a first start");
    recordAgain();
  }

  @Test
  void whileTheDiskIsNotMountedNoNewHistoryIsBegun() throws Exception {
    Path away = Files.move(disk, scratch.resolve("away"));
    refused();
    assertFalse(Files.exists(disk));
    Files.createDirectory(disk);
    refused();
    try (Stream<Path> files = Files.list(disk)) {
      assertEquals(0, files.count(), "an empty mount point");
    }
    Files.createDirectories(profile.folder(ACME));
    Files.writeString(profile.folder(ACME).resolve("triggers.json"), "{}");
    refused();
    Files.move(disk, scratch.resolve("mount point"));
    Files.move(away, disk);
    recordAgain();
    assertEquals(Optional.of(profile.history(ACME)), profile.history(SETTINGS));
  }

  @Test
  void aHistoryThatWasDeletedIsBegunAgainAfterItsNoteIsDeletedToo() throws Exception {
    Files.move(disk, scratch.resolve("away"));
    Files.delete(note);
    assertEquals(Optional.empty(), profile.history(SETTINGS));
    recordAgain();
    assertTrue(Files.exists(note));
  }

  @Test
  void aHistoryThatWasMovedAwayAloneIsBegunAgain() throws Exception {
    Files.move(profile.history(ACME), scratch.resolve("history.db"));
    assertEquals(Optional.empty(), profile.history(SETTINGS));
    recordAgain();
  }

  @Test
  void theHistoryOfAnotherWorkspaceIsNotAffected() throws Exception {
    Files.move(disk, scratch.resolve("away"));
    Workspace other = new Workspace("T0OTHER", "Other");
    profile.only(other.id()).history(other, null);
    profile.only(other.id()).requireHistories();
    Settings removed = Settings.DEFAULT.withWorkspace(KNOWN.asRemoved());
    assertEquals(Optional.empty(), profile.history(removed));
  }

  private void recordAgain() throws IOException {
    try (History history = History.open(profile.history(ACME, KNOWN), T)) {
      history.setWorkspace(ACME);
      history.append(List.of(Sighting.unknown(new UserId("U0KAI"), T, Cause.WATCH_STARTED)));
      history.close(T);
    }
  }

  private void refused() {
    for (Executable access :
        new Executable[] {
          () -> profile.history(ACME, KNOWN),
          () -> profile.history(SETTINGS),
          () -> profile.history(Settings.DEFAULT),
          () -> PersonEraser.of(profile, "Kai")
        }) {
      assertEquals(
          "The history "
              + profile.history(ACME)
              + " is missing: mount its disk, or delete "
              + note
              + " to begin a new one.",
          assertThrows(IOException.class, access).getMessage());
    }
  }
}
