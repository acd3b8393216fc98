package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that the test turns.
final class ManualClock implements InstantSource {
  private final AtomicReference<Instant> now;

  ManualClock(String start) {
    now = new AtomicReference<>(Instant.parse(start));
  }

  void turn(Duration on) {
    now.updateAndGet(instant -> instant.plus(on));
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
