package rollcall.timecard;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/// Parser of instants in ISO 8601. Fast for the form `2026-09-17T07:00:00Z` with up to nine decimal
/// places, which an export writes; any other form is parsed by [Instant#parse]. Pure.
final class InstantParser {
  private static final int SECONDS_END = 19;
  private static final String FORM = "0000-00-00T00:00:00";

  private InstantParser() {}

  /// @throws DateTimeException if it is not an instant
  static Instant parse(String text) {
    if (!isUsual(text)) {
      return Instant.parse(text);
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    long seconds = day.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
    return Instant.ofEpochSecond(seconds, nanos(text));
  }

  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || end > SECONDS_END + 10 || end == SECONDS_END + 1) {
      return false;
    }
    for (int i = 0; i < SECONDS_END; i++) {
      char form = FORM.charAt(i);
      if (form == '0' ? !isDigit(text.charAt(i)) : text.charAt(i) != form) {
        return false;
      }
    }
    for (int i = SECONDS_END + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return text.charAt(end) == 'Z' && (end == SECONDS_END || text.charAt(SECONDS_END) == '.');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static int nanos(String text) {
    int end = text.length() - 1;
    int nanos = end == SECONDS_END ? 0 : number(text, SECONDS_END + 1, end);
    for (int digits = end - SECONDS_END - 1; digits >= 0 && digits < 9; digits++) {
      nanos *= 10;
    }
    return nanos;
  }
}
