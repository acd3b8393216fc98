package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rollcall.presence.RecordingHours;
import rollcall.settings.RecordSettings;
import rollcall.settings.Settings;

class RetentionTextTest {
  @Test
  void recordingHoursAndRetentionAreOneSentence() {
    assertEquals("Recorded always, kept 400 days.", RetentionText.of(Settings.DEFAULT));
    RecordingHours officeHours =
        new RecordingHours(
            LocalTime.of(8, 0),
            LocalTime.of(18, 0),
            new TreeSet<>(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
    assertEquals(
        "Recorded on Mon, Fri from 08:00 to 18:00 in each person's time zone, kept forever.",
        RetentionText.of(
            Settings.DEFAULT
                .withHours(officeHours)
                .withBooks(RecordSettings.USUAL.withKeepDays(0))));
  }
}
