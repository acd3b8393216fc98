package rollcall.ui.settings;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.presence.RecordingSchedule;

/// Unvalidated input for the recording hours.
///
/// @param days the selected days
record RawHours(String from, String to, SortedSet<DayOfWeek> days) {
  private static final Pattern TIME = Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?");

  /// Validates the input.
  FormResult<RecordingSchedule, Field> read() {
    Optional<LocalTime> begin = parseTime(from, false);
    if (begin.isEmpty()) {
      return new FormResult.Invalid<>(Field.FROM, "settings.recording.error.time");
    }
    Optional<LocalTime> end = parseTime(to, true);
    if (end.isEmpty()) {
      return new FormResult.Invalid<>(Field.TO, "settings.recording.error.time");
    }
    return days.isEmpty()
        ? new FormResult.Invalid<>(Field.DAYS, "settings.recording.error.day")
        : new FormResult.Valid<>(new RecordingSchedule(begin.get(), end.get(), days));
  }

  /// Parses a time such as 8, 08:00 or 18.30; 24:00 is allowed for the end.
  static Optional<LocalTime> parseTime(String typed, boolean end) {
    Matcher time = TIME.matcher(typed.strip());
    if (!time.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(time.group(1));
    int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
    if (end && hour == 24 && minute == 0) {
      return Optional.of(LocalTime.MIDNIGHT);
    }
    return hour < 24 && minute < 60 ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
  }

  /// Input field.
  enum Field {
    FROM,
    TO,
    DAYS
  }
}
