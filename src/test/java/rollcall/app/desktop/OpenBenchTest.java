package rollcall.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.Start;
import rollcall.app.environment.ProfilePaths;
import rollcall.app.environment.SettingsMapper;
import rollcall.app.recording.HistoryWorker;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.ui.PresenceModels;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.watch.WatchList;

/// Opening of a year of 5,000 invented people with six changes a day each, from the closed file to
/// the timelines in the model of the window. `-Drollcall.bench.people`, `.days` and `.changes` say
/// otherwise.
@Tag("bench")
@ExtendWith(FxExtension.class)
class OpenBenchTest {
  private static final Instant NOW = Instant.parse("2026-09-17T15:07:12Z");
  private static final int PEOPLE = Integer.getInteger("rollcall.bench.people", 5_000);
  private static final int DAYS = Integer.getInteger("rollcall.bench.days", 365);
  private static final int A_DAY = Integer.getInteger("rollcall.bench.changes", 6);
  private static final int ROUNDS = 5;
  private static final Workspace ACME = new Workspace("T1", "acme");

  @TempDir Path directory;

  private final List<UserId> users =
      IntStream.range(0, PEOPLE)
          .mapToObj(i -> new UserId(String.format(Locale.ROOT, "U%08d", i)))
          .toList();

  @Start
  void start(Stage stage) {
    // Only the toolkit is needed.
  }

  @Test
  void openingAYear() throws IOException {
    var profile = new ProfilePaths(new SettingsFile(directory.resolve("settings.json")), directory);
    long start = System.nanoTime();
    fill(profile.history(ACME));
    System.out.printf(Locale.ROOT, "written in %.1f s%n", (System.nanoTime() - start) / 1e9);
    for (int round = 0; round < ROUNDS; round++) {
      open(profile);
    }
  }

  private void open(ProfilePaths profile) throws IOException {
    PresenceModel model =
        Fx.get(() -> {
          var opened = new PresenceModel(NOW, ZoneId.of("Europe/Berlin"));
          PresenceModels.watching(opened, users.stream());
          return opened;
        });
    var worker = new HistoryWorker(InstantSource.fixed(NOW), _ -> {}, _ -> {});
    var feed = Fx.get(() -> new PresenceFeed(new FxExecutor(), model));
    var session = new HistorySession(worker, feed, InstantSource.fixed(NOW));
    long start = System.nanoTime();
    session.open(
        profile,
        SettingsMapper.withList(Settings.DEFAULT, WatchList.of(Set.copyOf(users))),
        "month",
        () -> session.showRest(users));
    long recording = System.nanoTime();
    UserId last = users.getLast();
    Fx.await(() -> earliest(model, users.getFirst()) < Long.MAX_VALUE);
    long first = System.nanoTime();
    Fx.await(() -> earliest(model, last) < Long.MAX_VALUE);
    long month = System.nanoTime();
    long year = NOW.minus(Duration.ofDays(DAYS - 2L)).getEpochSecond();
    Fx.await(() -> earliest(model, last) < year);
    long all = System.nanoTime();
    session.close();
    worker.close();
    System.out.printf(
        Locale.ROOT,
        "%,d people × %d days, %,d changes: opened %,.0f ms, first rows %,.0f ms,"
            + " a month of all %,.0f ms, the year of all %,.0f ms%n",
        PEOPLE,
        DAYS,
        (long) PEOPLE * DAYS * A_DAY,
        (recording - start) / 1e6,
        (first - start) / 1e6,
        (month - start) / 1e6,
        (all - start) / 1e6);
  }

  private static long earliest(PresenceModel model, UserId user) {
    return model.rows().stream()
        .filter(row -> row.id().equals(user))
        .findFirst()
        .map(row -> row.timeline())
        .filter(timeline -> timeline.size() > 0)
        .map(timeline -> timeline.startSecond(0))
        .orElse(Long.MAX_VALUE);
  }

  /// In order of time, as it happens.
  private void fill(Path file) throws IOException {
    var random = new Random(1);
    boolean[] active = new boolean[PEOPLE];
    List<Sighting> batch = new ArrayList<>();
    long steps = (long) PEOPLE * DAYS * A_DAY;
    Instant begin = NOW.minus(Duration.ofDays(DAYS));
    try (History history = History.open(file, begin)) {
      history.setWorkspace(ACME);
      for (long i = 0; i < steps; i++) {
        int who = i < PEOPLE ? (int) i : random.nextInt(PEOPLE);
        active[who] = !active[who];
        Instant at = begin.plusMillis(i * Duration.ofDays(DAYS).toMillis() / steps);
        batch.add(
            Sighting.of(
                users.get(who),
                active[who] ? Presence.ACTIVE : Presence.AWAY,
                at,
                Source.RTM,
                Cause.PRESENCE_CHANGE));
        if (batch.size() == 5_000 || i == steps - 1) {
          history.append(batch);
          history.heartbeat(at);
          batch.clear();
        }
      }
      history.close(NOW);
    }
  }
}
