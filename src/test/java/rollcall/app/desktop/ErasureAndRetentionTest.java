package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.app.recording.PendingErasures;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.SettingsFile;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.watch.WatchList;

/// Changes of the history that fail: recording continues.
@ExtendWith(FxExtension.class)
class ErasureAndRetentionTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-09-17T15:00:00Z"));
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");

  @TempDir Path directory;

  private final HistoryWorker worker = new HistoryWorker(CLOCK, _ -> {}, _ -> {});
  private final AtomicInteger starts = new AtomicInteger();
  private ProfilePaths profile;
  private CurrentSettings settings;
  private ErasureAndRetention erasureAndRetention;
  private TriggerRunner triggers;

  @BeforeEach
  void graceIsOnTheList() throws IOException {
    profile = new ProfilePaths(new SettingsFile(directory.resolve("settings.json")), directory);
    PresenceModel model = new PresenceModel(CLOCK.instant(), ZoneOffset.UTC);
    PresenceFeed feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    settings = new CurrentSettings(feed, profile.settings());
    settings.load(profile.settings());
    settings.save(SettingsMapper.withList(settings.now(), WatchList.of(Set.of(GRACE))));
    HistorySession history = new HistorySession(worker, feed, CLOCK);
    KnownUsers known = new KnownUsers(worker, feed, CLOCK, _ -> {}, _ -> {});
    WatcherController watcher = new WatcherController(feed, CLOCK, settings, history, known);
    triggers =
        new TriggerRunner(new CommandQueue(_ -> {}), feed, CLOCK, Optional::empty, watcher::thread);
    erasureAndRetention =
        new ErasureAndRetention(
            worker,
            history,
            known,
            settings,
            watcher,
            triggers,
            feed,
            () -> profile,
            starts::incrementAndGet);
  }

  @AfterEach
  void close() {
    worker.close();
  }

  @Test
  void whereNoHistoryIsOpenNothingCanBeErasedAndTheWatcherStartsAgain() throws IOException {
    Path waiting = directory.resolve("triggers.json");
    Files.writeString(waiting, "{\"maySend\": true, \"triggers\": []}");
    triggers.open(directory);
    assertThrows(IOException.class, erasureAndRetention::eraseAll);
    assertEquals(1, starts.get());
    assertTrue(Files.exists(waiting));
    assertThrows(IOException.class, erasureAndRetention::discardFutureEntries);
    assertEquals(2, starts.get());
  }

  @Test
  void whereTheTriggersCannotBeDeletedTheHistoryIsErasedBeforeTheWatcherStartsAgain()
      throws Exception {
    Workspace acme = new Workspace("T1", "acme");
    worker.open(
        profile.history(acme),
        acme,
        () ->
            List.of(
                Sighting.of(GRACE, Presence.ACTIVE, CLOCK.instant(), Source.RTM, Cause.SNAPSHOT)));
    Path alerts = Files.createDirectory(directory.resolve("alerts"));
    triggers.open(alerts);
    Files.delete(alerts);
    Files.createFile(alerts);
    assertThrows(IOException.class, erasureAndRetention::eraseAll);
    assertEquals(1, starts.get());
    assertEquals(List.of(), worker.storedPeople().get());
    assertFalse(worker.ask(open -> open.maintenance().erasing()).get());
  }

  @Test
  void whereTheSettingsCannotBeSavedAPersonIsErasedLaterAndTheWatcherStartsAgain()
      throws IOException {
    worker.open(
        profile.history(new Workspace("T1", "acme")), new Workspace("T1", "acme"), List::of);
    settings.save(
        settings.now().withPeople(settings.now().people().withPaused(GRACE.value(), true)));
    Path file = directory.resolve("settings.json");
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));
    assertThrows(IOException.class, () -> erasureAndRetention.erase(GRACE, false));
    assertEquals(1, starts.get());
    assertEquals(Set.of(), settings.people());
    Files.delete(file.resolve("in the way"));
    Files.delete(file);
    // A retry finishes the erasure.
    new PendingErasures(profile).finish();
    settings.load(profile.settings());
    settings.save(settings.now().withPaused(true));
    assertFalse(Files.readString(file).contains(GRACE.value()));
  }
}
