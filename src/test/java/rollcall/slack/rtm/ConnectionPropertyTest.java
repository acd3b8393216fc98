package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rollcall.slack.SlackException;
import rollcall.slack.Team;
import rollcall.slack.web.ConnectResponse;

/// Properties of the connection state machine for all inputs in any order.
class ConnectionPropertyTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final ConnectResponse DATA =
      new ConnectResponse(
          URI.create("ws://localhost/x"),
          "U0",
          "me",
          new Team("T0", "Team", "team", "", null, null, null),
          Map.of());
  private static final Timeouts TIMING =
      Timeouts.of(Duration.ofSeconds(6), Duration.ofSeconds(4), true);

  @Test
  void fromWhateverStateAStartLeadsToReadyOnceTheWorldIsWell() {
    for (int seed = 0; seed < 1000; seed++) {
      World world = new World(seed);
      world.suffer(200);
      world.recover();
    }
  }

  @Test
  void whateverHappensSlackIsNotHammeredAndNothingIsLeftOpen() {
    for (int seed = 0; seed < 200; seed++) {
      World world = new World(seed);
      world.forward = true;
      world.suffer(1000);
      world.assertCallsAreFew();
    }
  }

  /// A world in which anything may happen at any time, until it is well.
  private static final class World {
    private final Random random;
    private final List<Instant> calls = new ArrayList<>();
    private final Set<Integer> open = new HashSet<>();
    private final Deque<ConnectionInput> well = new ArrayDeque<>();
    private ConnectionStateMachine connection = ConnectionStateMachine.initial(TIMING);
    private Instant now = NOON;
    private boolean forward;
    private boolean isWell;

    World(int seed) {
      random = new Random(seed);
    }

    void suffer(int steps) {
      for (int i = 0; i < steps; i++) {
        now = now.plusMillis(random.nextInt(20_000));
        if (!forward && random.nextInt(50) == 0) {
          now = now.minus(Duration.ofHours(random.nextInt(48)));
        }
        step(anything());
      }
    }

    void recover() {
      isWell = true;
      step(new ConnectionInput.ClockJumped());
      step(new ConnectionInput.Start());
      for (int i = 0; i < 1000 && !(connection.state() instanceof ConnectionState.Ready); i++) {
        if (well.isEmpty()) {
          now = connection.deadline().orElseThrow();
          step(new ConnectionInput.Tick());
        } else {
          step(well.remove());
        }
      }
      assertInstanceOf(ConnectionState.Ready.class, connection.state());
      assertTrue(Duration.between(calls.getLast(), now).compareTo(Duration.ofMinutes(1)) < 0);
    }

    void assertCallsAreFew() {
      // Three at once, one that a person asks for, and then one each quarter of a minute.
      for (int i = 0; i + 8 < calls.size(); i++) {
        Duration nine = Duration.between(calls.get(i), calls.get(i + 8));
        assertTrue(nine.compareTo(Duration.ofMinutes(1)) > 0, () -> "nine calls within " + nine);
      }
    }

    private void step(ConnectionInput signal) {
      TransitionResult step = connection.step(signal, now, random.nextDouble());
      boolean late =
          step.effects().stream()
              .anyMatch(effect ->
                  effect instanceof ConnectionEffect.Announce announced
                      && announced.event() instanceof LifecycleEvent.UnableToRtmStart failed
                      && !failed.problem().answered());
      if (late) {
        // Slack did not answer this call: it does not count.
        calls.removeLast();
      }
      connection = step.next();
      step.effects().forEach(this::see);
      boolean stopped = connection.state() instanceof ConnectionState.Disconnected;
      assertTrue(stopped || connection.deadline().isPresent(), () -> "no way out of " + connection);
      assertTrue(!stopped || open.isEmpty(), () -> "left open: " + open);
      assertTrue(open.size() <= 2, () -> "too many open: " + open);
    }

    private void see(ConnectionEffect effect) {
      switch (effect) {
        case ConnectionEffect.Authenticate call -> {
          calls.add(now);
          open.add(call.session());
          reply(new ConnectionInput.Granted(call.session(), DATA));
        }
        case ConnectionEffect.Open socket -> {
          reply(new ConnectionInput.Opened(socket.session()));
          reply(new ConnectionInput.Hello(socket.session()));
        }
        case ConnectionEffect.Close close ->
            reply(new ConnectionInput.Lost(close.session(), broken()));
        case ConnectionEffect.Drop drop -> open.remove(drop.session());
        case ConnectionEffect.Ping ping -> reply(new ConnectionInput.FrameReceived(ping.session()));
        case ConnectionEffect.Resume _, ConnectionEffect.Announce _ -> {}
      }
    }

    private void reply(ConnectionInput signal) {
      if (isWell) {
        well.add(signal);
      }
    }

    private ConnectionInput anything() {
      int session = Math.max(0, connection.session() - random.nextInt(3));
      return switch (random.nextInt(24)) {
        case 0 -> new ConnectionInput.Disconnect();
        case 1 -> new ConnectionInput.ReconnectNow();
        case 2 -> forward ? new ConnectionInput.Tick() : new ConnectionInput.ClockJumped();
        case 3 -> new ConnectionInput.Denied(session, broken());
        case 4 -> new ConnectionInput.Denied(session, limited());
        case 5 ->
            new ConnectionInput.Denied(
                session,
                new SlackException.Platform("rtm.connect", "invalid_auth", null, null, List.of()));
        case 6 -> new ConnectionInput.Lost(session, broken());
        case 7 -> new ConnectionInput.Goodbye(session);
        case 8 -> new ConnectionInput.Migration(session);
        case 9 -> new ConnectionInput.ErrorFrame(session, broken());
        case 10, 11 -> new ConnectionInput.Start();
        case 12, 13 -> new ConnectionInput.Granted(session, DATA);
        case 14, 15 -> new ConnectionInput.Opened(session);
        case 16, 17 -> new ConnectionInput.Hello(session);
        case 18, 19 -> new ConnectionInput.FrameReceived(session);
        default -> new ConnectionInput.Tick();
      };
    }

    private SlackException limited() {
      int seconds = random.nextInt(100);
      return new SlackException.RateLimited(
          "rtm.connect", seconds > 90 ? null : Duration.ofSeconds(seconds));
    }

    private static SlackException broken() {
      return new SlackException.Socket("It broke.", null);
    }
  }
}
