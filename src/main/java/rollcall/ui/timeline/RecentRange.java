package rollcall.ui.timeline;

import java.time.Duration;
import java.time.Instant;

/// Range of fixed length that ends at the current time.
public enum RecentRange {
  LAST_24_HOURS("24h"),
  LAST_7_DAYS("7d"),
  LAST_30_DAYS("30d");

  private final String key;

  RecentRange(String word) {
    this.key = word;
  }

  /// The last part of the message key.
  public String key() {
    return key;
  }

  /// The window at this time: the full length of past, and a small margin after now.
  public TimeWindow window(Instant now) {
    return switch (this) {
      case LAST_24_HOURS -> until(now, Duration.ofHours(24));
      case LAST_7_DAYS -> until(now, Duration.ofDays(7));
      case LAST_30_DAYS -> until(now, Duration.ofDays(30));
    };
  }

  private static TimeWindow until(Instant now, Duration past) {
    return new TimeWindow(now.minus(past), now.plus(TimeWindow.times(past, TimeWindow.ROOM)));
  }
}
