package rollcall.slack.network;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Parser of the header `Retry-After`. Pure.
public final class RetryAfter {
  private RetryAfter() {}

  /// Returns the delay that a server requires: the longest of its `Retry-After` headers, in seconds
  /// or as a date.
  ///
  /// @param values the values of these headers
  /// @param date the value of its header `Date`, or blank
  /// @return null when none can be parsed
  public static @Nullable Duration parse(List<String> values, String date) {
    Instant now = instant(date);
    Stream<Duration> dates =
        values.stream().map(value -> until(value, now)).filter(Objects::nonNull);
    Stream<Duration> seconds =
        values.stream()
            .flatMap(value -> Stream.of(value.split(",")))
            .map(String::strip)
            .filter(value -> value.matches("\\d+(\\.\\d+)?"))
            .map(RetryAfter::seconds);
    return Stream.concat(dates, seconds).max(Comparator.naturalOrder()).orElse(null);
  }

  private static Duration seconds(String text) {
    String whole = text.split("\\.", 2)[0];
    // Longer than any number that is waited for.
    long value = whole.length() > 9 ? 999_999_999L : Long.parseLong(whole);
    return Duration.ofSeconds(value + (text.matches(".*\\.0*[1-9]\\d*") ? 1 : 0));
  }

  /// Returns the time until a date, by the clock of the server.
  private static @Nullable Duration until(String date, @Nullable Instant now) {
    Instant then = instant(date);
    if (then == null || now == null) {
      return null;
    }
    Duration wait = Duration.between(now, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant instant(String date) {
    try {
      return ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
