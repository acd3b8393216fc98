package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.VirtualClock;

/// Maintenance of a history into which a window records nothing, because recording is paused.
@ExtendWith(FxExtension.class)
class PausedMaintenanceTest {
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final Instant T = Instant.parse("2026-09-17T15:00:00Z");

  @TempDir Path directory;

  private final VirtualClock clock = new VirtualClock(T);

  @Test
  void whileRecordingIsPausedWhatIsTooOldIsDeletedEachDay() throws Exception {
    Path settings = directory.resolve("data/settings.json");
    Path history = directory.resolve("data/workspaces/T1/history.db");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, "{\"paused\": true, \"books\": {\"keepDays\": 30}}");
    record(history, ACME);
    OpenWorkspaces workspaces = OpenWorkspacesTest.open(directory, clock, false);
    try {
      for (int day = 0; day <= 31; day++) {
        Path backup =
            history.resolveSibling("backups/history-%s.db".formatted(day(clock.instant())));
        // Each time, it is ticked again: the first ones may come before the history is open.
        Fx.await(() -> {
          workspaces.onTick(clock.instant());
          return Files.exists(backup);
        });
        clock.advance(Duration.ofDays(1));
      }
      assertEquals(List.of(), sightings(history));
      assertFalse(Files.exists(history.resolveSibling("backups/history-2026-09-17.db")));
    } finally {
      workspaces.close();
    }
  }

  @Test
  void aShorterRetentionAppliesToAllOpenWorkspacesAtOnce() throws Exception {
    Path data = directory.resolve("data");
    Path other = data.resolve("workspaces/T2");
    Files.createDirectories(other);
    Files.writeString(data.resolve("settings.json"), "{\"paused\": true}");
    Files.writeString(
        other.resolve("settings.json"),
        "{\"paused\": true, \"workspace\": {\"id\": \"T2\", \"name\": \"beta\"}}");
    record(data.resolve("workspaces/T1/history.db"), ACME);
    record(other.resolve("history.db"), new Workspace("T2", "beta"));
    clock.advance(Duration.ofDays(6));
    OpenWorkspaces workspaces = OpenWorkspacesTest.open(directory, clock, false);
    try {
      List<DesktopController> all = workspaces.all();
      assertEquals(2, all.size());
      Fx.await(() -> {
        workspaces.onTick(clock.instant());
        return Files.exists(other.resolve("backups"));
      });
      all.getFirst().setRetention(3).toCompletableFuture().get(10, TimeUnit.SECONDS);
      Fx.await(() -> sightings(other.resolve("history.db")).isEmpty());
    } finally {
      workspaces.close();
    }
  }

  private static void record(Path history, Workspace workspace) throws IOException {
    try (History record = History.open(history, T)) {
      record.setWorkspace(workspace);
      record.append(
          List.of(
              Sighting.of(GRACE, Presence.ACTIVE, T, Source.RTM, Cause.PRESENCE_CHANGE),
              Sighting.notWatched(GRACE, T.plusSeconds(9), Cause.WATCH_PAUSED)));
      record.close(T.plusSeconds(9));
    }
  }

  private static List<Sighting> sightings(Path history) throws IOException {
    try (History record = History.openReadOnly(history)) {
      return record.sightings(GRACE, Instant.EPOCH, Instant.MAX);
    }
  }

  private static String day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
