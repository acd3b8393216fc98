package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// Clock that the test advances.
final class ManualClock implements InstantSource {
  private final AtomicReference<Instant> now;

  ManualClock(String start) {
    now = new AtomicReference<>(Instant.parse(start));
  }

  void advance(Duration on) {
    now.updateAndGet(instant -> instant.plus(on));
  }

  @Override
  public Instant instant() {
    return now.get();
  }
}
