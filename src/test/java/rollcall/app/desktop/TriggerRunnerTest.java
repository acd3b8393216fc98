package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.files.IoFunctions;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.settings.OneTimeTrigger;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordingWatchListener;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchListener;

@ExtendWith(FxExtension.class)
class TriggerRunnerTest {
  private static final UserId GRACE = new UserId("U1");
  private static final UserId KAI = new UserId("U2");

  @AutoClose private final CommandQueue commands = new CommandQueue(_ -> {});

  @AutoClose private FakeSlack slack;
  private final InstantSource clock = InstantSource.system();
  private TriggerRunner runner;
  private WatchListener watcher;

  @TempDir Path folder;

  private SlackAccess access() {
    return new SlackAccess(
        new SlackToken("xoxb-1"), slack.apiUrl(), new ProxySettings.None(), false);
  }

  @BeforeEach
  void openTriggers() throws Exception {
    slack = new FakeSlack();
    PresenceModel model = Fx.get(() -> new PresenceModel(clock.instant(), ZoneOffset.UTC));
    runner =
        new TriggerRunner(
            commands,
            Fx.get(() -> new PresenceFeed(new FxExecutor(), model)),
            clock,
            () -> Optional.of(access()),
            Optional::empty);
    watcher = runner.before(new RecordingWatchListener(PresenceSnapshot.EMPTY));
    run(() -> runner.open(folder));
    slack.on("chat.postMessage", "{\"ok\":true,\"channel\":\"D1\",\"ts\":\"1.1\"}");
  }

  @Test
  void aMessageIsNotSentToAPersonWhoLeftWhileItWasPrepared() {
    slack.on(
        "auth.test",
        _ -> {
          see(GRACE, Presence.AWAY);
          return new FakeSlack.Answer(
              200,
              Map.of("X-OAuth-Scopes", "chat:write"),
              "{\"ok\":true,\"url\":\"https://acme.slack.com/\",\"team\":\"acme\","
                  + "\"user\":\"rollcall\",\"team_id\":\"T1\",\"user_id\":\"U0\"}");
        });
    see(GRACE, Presence.ACTIVE);
    see(KAI, Presence.ACTIVE);
    Instant expires = clock.instant().plus(Duration.ofDays(1));
    run(() -> runner.add(GRACE, "Are you there?", expires));
    // This one is prepared as soon as the first is sent or given up.
    run(() -> runner.add(KAI, "And you?", expires));
    Fx.await(() -> {
      run(runner::onTick);
      return state(KAI) == OneTimeTrigger.State.DONE;
    });
    assertEquals(OneTimeTrigger.State.WAITING, state(GRACE));
    assertEquals(2, slack.calls("auth.test"));
    assertEquals(1, slack.calls("chat.postMessage"));
    assertTrue(slack.requests().getLast().body().contains("channel=" + KAI));
  }

  private void see(UserId user, Presence presence) {
    watcher.onSightings(
        List.of(Sighting.of(user, presence, clock.instant(), Source.RTM, Cause.PRESENCE_CHANGE)));
  }

  private OneTimeTrigger.State state(UserId user) {
    return runner.of(user).getFirst().state();
  }

  /// Runs a command, and waits for it.
  private void run(IoFunctions.Action command) {
    assertEquals(Optional.empty(), commands.attempt(command).toCompletableFuture().join());
  }
}
