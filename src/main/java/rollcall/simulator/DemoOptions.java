package rollcall.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Options of a demo workspace.
///
/// @param port on loopback; 0 for any free port
/// @param seed determines the people and their activity
/// @param speed factor by which people's activity runs faster than the clock, 1 to 3600; all
///   reported instants are those of the clock
/// @param people number of people, 1 to 100,000
/// @param unlimited whether Slack's rate limits are off, for tests that would otherwise wait
/// @param frozen whether people change only on command
/// @param generation generation of the app that owns the tokens
/// @param autoAway time after which an unused client makes a person away; ten minutes in Slack
/// @param socketAge age at which a connection gets a goodbye; eight hours in Slack
/// @param reconnectUrls whether sockets receive URLs for their next connection
/// @param clock the workspace's clock
public record DemoOptions(
    int port,
    long seed,
    int speed,
    int people,
    boolean unlimited,
    boolean frozen,
    AppGeneration generation,
    Duration autoAway,
    Duration socketAge,
    boolean reconnectUrls,
    InstantSource clock) {
  /// Seed of the standard workspace.
  public static final long STANDARD_SEED = 1;

  /// Number of people in the standard workspace.
  public static final int STANDARD_PEOPLE = 24;

  /// Returns the standard options: any free port, real speed, Slack's rate limits, simulated
  /// activity, a classic app, auto-away after ten minutes, sockets for eight hours, no reconnect
  /// URLs.
  public static DemoOptions standard(InstantSource clock) {
    return new DemoOptions(
        0,
        STANDARD_SEED,
        1,
        STANDARD_PEOPLE,
        false,
        false,
        AppGeneration.CLASSIC,
        Duration.ofMinutes(10),
        Duration.ofHours(8),
        false,
        clock);
  }

  public DemoOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, was " + port + ".");
    }
    if (speed < 1 || speed > 3600) {
      throw new IllegalArgumentException("speed must be between 1 and 3600, was " + speed + ".");
    }
    if (people < 1 || people > 100_000) {
      throw new IllegalArgumentException(
          "people must be between 1 and 100000, was " + people + ".");
    }
    if (!autoAway.isPositive() || !socketAge.isPositive()) {
      throw new IllegalArgumentException("Auto-away and the age of sockets must be positive.");
    }
  }

  public DemoOptions withPort(int other) {
    return edit(draft -> draft.port = other);
  }

  public DemoOptions withSeed(long other) {
    return edit(draft -> draft.seed = other);
  }

  public DemoOptions withSpeed(int other) {
    return edit(draft -> draft.speed = other);
  }

  public DemoOptions withPeople(int other) {
    return edit(draft -> draft.people = other);
  }

  /// Returns options without rate limits, for HTTP and for the socket.
  public DemoOptions withoutLimits() {
    return edit(draft -> draft.unlimited = true);
  }

  /// Returns options without simulated activity; all people start away.
  public DemoOptions withFrozenPeople() {
    return edit(draft -> draft.frozen = true);
  }

  public DemoOptions withGeneration(AppGeneration other) {
    return edit(draft -> draft.generation = other);
  }

  public DemoOptions withAutoAway(Duration other) {
    return edit(draft -> draft.autoAway = other);
  }

  public DemoOptions withSocketAge(Duration other) {
    return edit(draft -> draft.socketAge = other);
  }

  /// Returns options with reconnect URLs, one second after each hello and every three minutes.
  public DemoOptions withReconnectUrls() {
    return edit(draft -> draft.reconnectUrls = true);
  }

  private DemoOptions edit(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return draft.options();
  }

  /// Mutable copy of the options during a change, within one method.
  private final class Draft {
    int port = DemoOptions.this.port;
    long seed = DemoOptions.this.seed;
    int speed = DemoOptions.this.speed;
    int people = DemoOptions.this.people;
    boolean unlimited = DemoOptions.this.unlimited;
    boolean frozen = DemoOptions.this.frozen;
    AppGeneration generation = DemoOptions.this.generation;
    Duration autoAway = DemoOptions.this.autoAway;
    Duration socketAge = DemoOptions.this.socketAge;
    boolean reconnectUrls = DemoOptions.this.reconnectUrls;

    DemoOptions options() {
      return new DemoOptions(
          port,
          seed,
          speed,
          people,
          unlimited,
          frozen,
          generation,
          autoAway,
          socketAge,
          reconnectUrls,
          clock);
    }
  }
}
