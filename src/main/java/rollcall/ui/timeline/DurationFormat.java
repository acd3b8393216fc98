package rollcall.ui.timeline;

import java.time.Duration;
import java.util.Locale;

/// Durations in words that need no thinking: "38 s", "12 min 25 s", "1 h 22 min", "3 d 4 h".
final class DurationFormat {
  private DurationFormat() {}

  /// The two largest units that matter.
  static String brief(Duration length) {
    if (length.toHours() >= 48) {
      return length.toDays() + " d " + length.toHoursPart() + " h";
    }
    return length.toHours() > 0 ? hours(length) : exact(length);
  }

  /// To the second.
  static String exact(Duration length) {
    String seconds = length.toSecondsPart() + " s";
    if (length.toHours() > 0) {
      return hours(length) + " " + seconds;
    }
    return length.toMinutes() > 0 ? length.toMinutes() + " min " + seconds : seconds;
  }

  /// A sum: hours are never turned into days, which would not be days of anybody's life.
  static String total(long seconds) {
    Duration length = Duration.ofSeconds(seconds);
    if (length.toHours() >= 1000) {
      return String.format(Locale.ENGLISH, "%,d h", length.toHours());
    }
    return length.toHours() > 0 ? hours(length) : length.toMinutes() + " min";
  }

  private static String hours(Duration length) {
    return length.toHours() + " h " + length.toMinutesPart() + " min";
  }
}
