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
import rollcall.slack.web.ConnectData;

/// What holds for the connection machine whatever happens, in whatever order.
class ConnectionPropertyTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final ConnectData DATA =
      new ConnectData(
          URI.create("ws://localhost/x"), "U0", "me", new Team("T0", "Team", "team"), Map.of());
  private static final Timing TIMING =
      Timing.of(Duration.ofSeconds(6), Duration.ofSeconds(4), true);

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
    private final Deque<Signal> well = new ArrayDeque<>();
    private Connection connection = Connection.initial(TIMING);
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
      step(new Signal.ClockJumped());
      step(new Signal.Start());
      for (int i = 0; i < 1000 && !(connection.state() instanceof State.Ready); i++) {
        if (well.isEmpty()) {
          now = connection.deadline().orElseThrow();
          step(new Signal.Tick());
        } else {
          step(well.remove());
        }
      }
      assertInstanceOf(State.Ready.class, connection.state());
      assertTrue(Duration.between(calls.getLast(), now).compareTo(Duration.ofMinutes(1)) < 0);
    }

    void assertCallsAreFew() {
      // Three at once, one that a person asks for, and then one each quarter of a minute.
      for (int i = 0; i + 8 < calls.size(); i++) {
        Duration nine = Duration.between(calls.get(i), calls.get(i + 8));
        assertTrue(nine.compareTo(Duration.ofMinutes(1)) > 0, () -> "nine calls within " + nine);
      }
    }

    private void step(Signal signal) {
      Step step = connection.step(signal, now, random.nextDouble());
      boolean late =
          step.effects().stream()
              .anyMatch(effect ->
                  effect instanceof Effect.Announce told
                      && told.event() instanceof Lifecycle.UnableToRtmStart failed
                      && !failed.problem().answered());
      if (late) {
        // Slack did not answer this call: it does not count.
        calls.removeLast();
      }
      connection = step.next();
      step.effects().forEach(this::see);
      boolean stopped = connection.state() instanceof State.Disconnected;
      assertTrue(stopped || connection.deadline().isPresent(), () -> "no way out of " + connection);
      assertTrue(!stopped || open.isEmpty(), () -> "left open: " + open);
      assertTrue(open.size() <= 2, () -> "too many open: " + open);
    }

    private void see(Effect effect) {
      switch (effect) {
        case Effect.Authenticate call -> {
          calls.add(now);
          open.add(call.session());
          reply(new Signal.Granted(call.session(), DATA));
        }
        case Effect.Open socket -> {
          reply(new Signal.Opened(socket.session()));
          reply(new Signal.Hello(socket.session()));
        }
        case Effect.Close close -> reply(new Signal.Lost(close.session(), broken()));
        case Effect.Drop drop -> open.remove(drop.session());
        case Effect.Ping ping -> reply(new Signal.Heard(ping.session()));
        case Effect.Resume _, Effect.Announce _ -> {}
      }
    }

    private void reply(Signal signal) {
      if (isWell) {
        well.add(signal);
      }
    }

    private Signal anything() {
      int session = Math.max(0, connection.session() - random.nextInt(3));
      return switch (random.nextInt(24)) {
        case 0 -> new Signal.Disconnect();
        case 1 -> new Signal.ReconnectNow();
        case 2 -> forward ? new Signal.Tick() : new Signal.ClockJumped();
        case 3 -> new Signal.Denied(session, broken());
        case 4 -> new Signal.Denied(session, limited());
        case 5 ->
            new Signal.Denied(
                session, new SlackException.Platform("rtm.connect", "invalid_auth", null, null));
        case 6 -> new Signal.Lost(session, broken());
        case 7 -> new Signal.Goodbye(session);
        case 8 -> new Signal.Migration(session);
        case 9 -> new Signal.ErrorFrame(session, broken());
        case 10, 11 -> new Signal.Start();
        case 12, 13 -> new Signal.Granted(session, DATA);
        case 14, 15 -> new Signal.Opened(session);
        case 16, 17 -> new Signal.Hello(session);
        case 18, 19 -> new Signal.Heard(session);
        default -> new Signal.Tick();
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
