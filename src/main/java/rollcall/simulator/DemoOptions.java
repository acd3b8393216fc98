package rollcall.simulator;

import java.time.Duration;
import java.time.InstantSource;

/// How a demo workspace is started.
///
/// @param port on loopback; 0 takes any free one
/// @param seed decides who the people are and what days they live
/// @param speed how many times faster than the clock the people live, 1 to 3600; instants that the
///   workspace hands out stay those of the clock
/// @param people how many people, 1 to 100,000
/// @param relaxed whether Slack's rate limits are off, for tests that would otherwise wait
/// @param frozen whether the people stay as they are until they are told to change
/// @param era what kind of app the tokens belong to
/// @param autoAway how long a person's unused client keeps them active; Slack says ten minutes
/// @param socketAge when a connection is told goodbye; Slack says eight hours
/// @param reconnectUrls whether sockets are sent URLs for their next connection
/// @param clock where the workspace reads the time
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
      throw new IllegalArgumentException("The port must be 0 to 65535, not " + port + ".");
    }
    if (speed < 1 || speed > 3600) {
      throw new IllegalArgumentException("The speed must be 1 to 3600, not " + speed + ".");
    }
    if (people < 1 || people > 100_000) {
      throw new IllegalArgumentException("The people must be 1 to 100000, not " + people + ".");
    }
    if (!autoAway.isPositive() || !socketAge.isPositive()) {
      throw new IllegalArgumentException("Auto-away and the age of sockets must be positive.");
    }
  }

  public DemoOptions withPort(int other) {
    return new DemoOptions(
        other,
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

  public DemoOptions withSeed(long other) {
    return new DemoOptions(
        port,
        other,
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

  public DemoOptions withSpeed(int other) {
    return new DemoOptions(
        port,
        seed,
        other,
        people,
        unlimited,
        frozen,
        generation,
        autoAway,
        socketAge,
        reconnectUrls,
        clock);
  }

  public DemoOptions withPeople(int other) {
    return new DemoOptions(
        port,
        seed,
        speed,
        other,
        unlimited,
        frozen,
        generation,
        autoAway,
        socketAge,
        reconnectUrls,
        clock);
  }

  /// Without rate limits, for HTTP and for the socket.
  public DemoOptions withoutLimits() {
    return new DemoOptions(
        port,
        seed,
        speed,
        people,
        true,
        frozen,
        generation,
        autoAway,
        socketAge,
        reconnectUrls,
        clock);
  }

  /// With people who do nothing by themselves; everybody begins away.
  public DemoOptions withFrozenPeople() {
    return new DemoOptions(
        port,
        seed,
        speed,
        people,
        unlimited,
        true,
        generation,
        autoAway,
        socketAge,
        reconnectUrls,
        clock);
  }

  public DemoOptions withGeneration(AppGeneration other) {
    return new DemoOptions(
        port,
        seed,
        speed,
        people,
        unlimited,
        frozen,
        other,
        autoAway,
        socketAge,
        reconnectUrls,
        clock);
  }

  public DemoOptions withAutoAway(Duration other) {
    return new DemoOptions(
        port,
        seed,
        speed,
        people,
        unlimited,
        frozen,
        generation,
        other,
        socketAge,
        reconnectUrls,
        clock);
  }

  public DemoOptions withSocketAge(Duration other) {
    return new DemoOptions(
        port,
        seed,
        speed,
        people,
        unlimited,
        frozen,
        generation,
        autoAway,
        other,
        reconnectUrls,
        clock);
  }

  /// With URLs for the next connection, soon after each hello and every three minutes.
  public DemoOptions withReconnectUrls() {
    return new DemoOptions(
        port, seed, speed, people, unlimited, frozen, generation, autoAway, socketAge, true, clock);
  }

  public DemoOptions withClock(InstantSource other) {
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
        other);
  }
}
