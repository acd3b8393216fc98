package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.presence.RecordingSchedule;

class RawRecordingHoursTest {
  private static final SortedSet<DayOfWeek> MONDAY = new TreeSet<>(Set.of(DayOfWeek.MONDAY));

  @ParameterizedTest
  @CsvSource({
    "08:00, 18:00, 08:00, 18:00",
    "8, 18, 08:00, 18:00",
    "' 8.30 ', 9:05, 08:30, 09:05",
    "22:00, 06:00, 22:00, 06:00",
    "0, 24:00, 00:00, 00:00",
    "8:00 AM, 6:30 PM, 08:00, 18:30",
    "12 am, 12 p.m., 00:00, 12:00"
  })
  void commonTimeFormatsAreAccepted(String from, String to, LocalTime begin, LocalTime end) {
    assertEquals(
        new FormResult.Valid<>(new RecordingSchedule(begin, end, MONDAY)),
        new RawRecordingHours(from, to, MONDAY).read());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 18:00, FROM",
    "noon, 18:00, FROM",
    "24:00, 18:00, FROM",
    "08:60, 18:00, FROM",
    "08:00, 25, TO",
    "08:00, 24:01, TO",
    "08:00, 13 pm, TO",
    "0 am, 18:00, FROM",
    "08:00, 6 xm, TO"
  })
  void firstInvalidFieldIsReported(String from, String to, RawRecordingHours.Field field) {
    assertEquals(
        new FormResult.Invalid<>(field, "settings.recording.error.time"),
        new RawRecordingHours(from, to, MONDAY).read());
  }

  @Test
  void hoursWithoutADayAreInvalid() {
    assertEquals(
        new FormResult.Invalid<>(RawRecordingHours.Field.DAYS, "settings.recording.error.day"),
        new RawRecordingHours("08:00", "18:00", new TreeSet<>()).read());
  }
}
