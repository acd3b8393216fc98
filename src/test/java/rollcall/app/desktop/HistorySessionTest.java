package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.history.History;
import rollcall.history.RetentionPolicy;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.timecard.AccountingRules;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.watch.WatchList;

/// The parts of a history and the order in which they are read at the start.
@ExtendWith(FxExtension.class)
class HistorySessionTest {
  private static final Instant NOW = Instant.parse("2026-09-17T15:00:00Z");
  private static final Workspace ACME = new Workspace("T1", "acme");
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");

  @TempDir Path directory;

  private final HistoryWorker worker =
      new HistoryWorker(InstantSource.fixed(NOW), _ -> {}, _ -> {});
  private final CountDownLatch shown = new CountDownLatch(1);
  private PresenceModel model;
  private HistorySession session;

  @BeforeEach
  void aHistoryOfHalfAYearIsOpened() throws IOException {
    try (History history = History.open(profile().history(ACME), daysAgo(180))) {
      history.setWorkspace(ACME);
      history.append(List.of(seen(Presence.ACTIVE, 180), seen(Presence.AWAY, 179)));
      history.append(List.of(seen(Presence.ACTIVE, 2), seen(Presence.AWAY, 1)));
      history.close(NOW);
    }
    model = new PresenceModel(NOW, ZoneOffset.UTC);
    Fx.run(() -> model.setWatched(Set.of(GRACE)));
    PresenceFeed feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    session = new HistorySession(worker, feed, InstantSource.fixed(NOW));
    open();
  }

  private ProfilePaths profile() {
    return new ProfilePaths(new SettingsFile(directory.resolve("settings.json")), directory);
  }

  private void open() throws IOException {
    session.open(
        profile(),
        SettingsMapper.withList(Settings.DEFAULT, WatchList.of(Set.of(GRACE))),
        "",
        shown::countDown);
  }

  @AfterEach
  void close() {
    session.close();
    worker.close();
  }

  @Test
  void theLastDaysAreShownBeforeTheRestIsRead() throws InterruptedException {
    assertTrue(shown.await(60, TimeUnit.SECONDS));
    assertEquals(Presence.AWAY, presenceAt(daysAgo(1)));
    assertEquals(Presence.NOT_WATCHED, presenceAt(daysAgo(180)), "not read yet");
    assertTrue(session.isPartlyRead());
    session.showRest(List.of(GRACE));
    Fx.await(() -> timeline().presenceAt(daysAgo(180)) == Presence.ACTIVE);
    assertFalse(session.isPartlyRead());
  }

  @Test
  void theStartOfTheRecordFollowsTheDailyMaintenance() throws Exception {
    assertTrue(shown.await(60, TimeUnit.SECONDS));
    Fx.await(() -> daysAgo(180).equals(model.recordedSince().get()));
    worker.onExpired(() -> session.showAll(List.of(GRACE)));
    session.close();
    var days = AccountingRules.in(ZoneOffset.UTC);
    worker.setRetention(new RetentionPolicy(Duration.ofDays(90), Map.of(), 0, days)).join();
    open();
    session.showRest(List.of(GRACE));
    Fx.await(() ->
        daysAgo(90).minus(Duration.ofDays(1)).isBefore(model.recordedSince().get())
            && model.totalsSince().get() != null);
    assertEquals(LocalDate.ofInstant(daysAgo(180), ZoneOffset.UTC), model.totalsSince().get());
  }

  @Test
  void aHistoryThatBecomesEmptyHasNoStartUntilTheNextSighting() throws InterruptedException {
    assertTrue(shown.await(60, TimeUnit.SECONDS));
    Fx.await(() -> model.recordedSince().get() != null);
    worker.eraseAll().join();
    session.showAll(List.of(GRACE));
    Fx.await(() -> model.recordedSince().get() == null);
    Fx.run(() -> model.addSightings(List.of(seen(Presence.ACTIVE, 1)), PresenceSnapshot.EMPTY));
    assertEquals(daysAgo(1), model.recordedSince().get());
  }

  @Test
  void nothingIsReadOfAHistoryThatWasClosedInTheMeantime() throws InterruptedException {
    assertTrue(shown.await(60, TimeUnit.SECONDS));
    session.close();
    session.showRest(List.of(GRACE));
    // A failed query would empty the timeline.
    worker.ask(_ -> true).exceptionally(_ -> false).join();
    assertEquals(Presence.AWAY, presenceAt(daysAgo(1)));
  }

  @Test
  void aWindowOfTodayNeedsLessThanOneOfAMonth() {
    assertEquals(Duration.ofDays(3), HistorySession.shownFirst(""));
    assertEquals(Duration.ofDays(3), HistorySession.shownFirst("day"));
    assertEquals(Duration.ofDays(33), HistorySession.shownFirst("month"));
    assertEquals(Duration.ofDays(33), HistorySession.shownFirst("PT720H"));
  }

  private Presence presenceAt(Instant at) {
    return Fx.get(() -> timeline().presenceAt(at));
  }

  private PresenceTimeline timeline() {
    return model.rows().getFirst().timeline();
  }

  private static Sighting seen(Presence presence, int daysAgo) {
    return Sighting.of(GRACE, presence, daysAgo(daysAgo), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Instant daysAgo(int days) {
    return NOW.minus(Duration.ofDays(days));
  }
}
