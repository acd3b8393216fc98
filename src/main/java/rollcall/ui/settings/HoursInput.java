package rollcall.ui.settings;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rollcall.presence.RecordingHours;

/// What was typed for the recording hours, before anybody believed it.
///
/// @param days the days that are ticked
record HoursInput(String from, String to, SortedSet<DayOfWeek> days) {
  private static final Pattern TIME = Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?");

  /// The hours that were meant, or what is wrong with the first wrong field.
  FormResult<RecordingHours, Field> read() {
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
        : new FormResult.Valid<>(new RecordingHours(begin.get(), end.get(), days));
  }

  /// Such as 8, 08:00 or 18.30; the end of a day may be called 24:00.
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

  /// A field of the form.
  enum Field {
    FROM,
    TO,
    DAYS
  }
}
