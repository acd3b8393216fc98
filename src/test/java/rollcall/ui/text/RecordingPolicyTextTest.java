package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.RecordingSchedule;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;

class RecordingPolicyTextTest {
  @AfterEach
  void english() {
    Messages.use(Locale.ENGLISH);
  }

  @Test
  void unreadSettingsAreNotShownAsAlwaysOrForever() {
    Settings unread =
        new Settings(
            Settings.SLACK,
            null,
            Settings.DEFAULT.proxy(),
            null,
            Settings.DEFAULT.mode(),
            Settings.DEFAULT.watched(),
            Settings.DEFAULT.follows(),
            Settings.DEFAULT.slackStatuses(),
            Settings.DEFAULT.appearance(),
            null,
            true,
            Settings.DEFAULT.hours(),
            Settings.DEFAULT.books(),
            Settings.DEFAULT.export(),
            Settings.DEFAULT.groups(),
            Settings.DEFAULT.privacy(),
            Settings.DEFAULT.people(),
            Settings.DEFAULT.notifications(),
            Settings.DEFAULT.logLevel(),
            new TreeSet<>(List.of("hours", "books.keepDays")));
    assertEquals(
        "Recorded not until recording hours are chosen, kept until you choose how long.",
        RecordingPolicyText.of(unread));
  }

  @Test
  void recordingHoursAndRetentionAreOneSentence() {
    assertEquals("Recorded always, kept 400 days.", RecordingPolicyText.of(Settings.DEFAULT));
    RecordingSchedule officeHours =
        new RecordingSchedule(
            LocalTime.of(8, 0),
            LocalTime.of(18, 0),
            new TreeSet<>(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
    assertEquals(
        "Recorded on Mon, Fri from 08:00 to 18:00 in each person's time zone, kept forever.",
        RecordingPolicyText.of(
            Settings.DEFAULT
                .withHours(officeHours)
                .withBooks(RetentionAndAccounting.DEFAULT.withKeepDays(0))));
    RecordingSchedule egypt = RecordingSchedule.workingHours(Weekend.of(Locale.of("ar", "EG")));
    assertEquals(
        "on Sun – Thu from 08:00 to 18:00 in each person's time zone",
        RecordingPolicyText.hours(egypt));
    assertEquals(
        "on Mon – Fri from 08:00 to 18:00 in each person's time zone",
        RecordingPolicyText.hours(RecordingSchedule.workingHours(Weekend.of(Locale.US))));
    Set<DayOfWeek> monday = Set.of(DayOfWeek.MONDAY);
    assertEquals(
        "on Tue – Sun from 08:00 to 18:00 in each person's time zone",
        RecordingPolicyText.hours(RecordingSchedule.workingHours(monday)));
    assertEquals(
        "on Mon – Sun from 08:00 to 18:00 in each person's time zone",
        RecordingPolicyText.hours(RecordingSchedule.workingHours(Set.of())));
    Messages.use(TimeConventions.USUAL.withClock(TimeConventions.Clock.HOURS_12).in(Locale.US));
    assertEquals(
        "on Mon, Fri from 8:00 AM to 6:00 PM in each person's time zone",
        RecordingPolicyText.hours(officeHours));
  }
}
