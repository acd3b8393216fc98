package rollcall.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The clock of the system, which can run faster, for waits whose length is fixed.
public final class AcceleratedClock implements InstantSource {
  /// At this speed a ping of a client still has half a second of real time to be answered.
  private static final int FAST = 7;

  private Instant setAt = InstantSource.system().instant();
  private Instant start = setAt;
  private int speed = 1;

  @Override
  public synchronized Instant instant() {
    Duration passed = Duration.between(setAt, InstantSource.system().instant());
    return start.plus(passed.multipliedBy(speed));
  }

  /// Runs fast from now on.
  public void accelerate() {
    run(FAST);
  }

  /// Runs as fast as real time again.
  public void slowDown() {
    run(1);
  }

  private synchronized void run(int factor) {
    start = instant();
    setAt = InstantSource.system().instant();
    speed = factor;
  }
}
