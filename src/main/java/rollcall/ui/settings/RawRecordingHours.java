package rollcall.ui.settings;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.presence.RecordingSchedule;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Unvalidated input for the recording hours.
///
/// @param days the selected days
record RawRecordingHours(String from, String to, SortedSet<DayOfWeek> days) {
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{1,2})(?:[:.](\\d{2}))?(?:\\s*([ap])[.]?m[.]?)?", Pattern.CASE_INSENSITIVE);

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

  /// The message with this key, which may have times of day as examples.
  static String message(String key) {
    return Messages.of(
        key, TimeFormat.time(LocalTime.of(8, 0)), TimeFormat.time(LocalTime.of(18, 30)));
  }

  /// Parses a time such as 8, 08:00, 18.30 or 6:30 PM; 24:00 is allowed for the end.
  static Optional<LocalTime> parseTime(String typed, boolean end) {
    Matcher time = TIME.matcher(typed.strip());
    if (!time.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(time.group(1));
    int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
    String half = time.group(3);
    if (half != null) {
      boolean isAfternoon = half.equalsIgnoreCase("p");
      return hour >= 1 && hour <= 12 && minute < 60
          ? Optional.of(LocalTime.of(hour % 12 + (isAfternoon ? 12 : 0), minute))
          : Optional.empty();
    }
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
