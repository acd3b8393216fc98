package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;

/// A session or a break: `[start, end)`.
public record TimeRange(Instant start, Instant end) {
  public Duration length() {
    return Duration.between(start, end);
  }
}
