package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A session or a break: `[start, end)`.
public record Stretch(Instant start, Instant end) {
  public Duration length() {
    return Duration.between(start, end);
  }

  static Duration longest(List<Stretch> stretches) {
    return stretches.stream().map(Stretch::length).max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
