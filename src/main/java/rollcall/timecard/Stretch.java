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
    long longest = 0;
    for (Stretch stretch : stretches) {
      longest = Math.max(longest, stretch.seconds());
    }
    return Duration.ofSeconds(longest);
  }

  static Duration sum(List<Stretch> stretches) {
    long sum = 0;
    for (Stretch stretch : stretches) {
      sum += stretch.seconds();
    }
    return Duration.ofSeconds(sum);
  }

  /// An account is in whole seconds.
  private long seconds() {
    return end.getEpochSecond() - start.getEpochSecond();
  }
}
