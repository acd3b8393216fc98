package rollcall.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rollcall.presence.RecordingHours;
import rollcall.settings.Bookkeeping;
import rollcall.settings.Settings;

class KeptWordsTest {
  @Test
  void whatIsNotKnownIsNotSaidToBeAlwaysOrForEver() {
    Settings unread =
        new Settings(
            Settings.SLACK,
            Settings.DEFAULT.proxy(),
            null,
            Settings.DEFAULT.watched(),
            Settings.DEFAULT.follows(),
            Settings.DEFAULT.overlays(),
            Settings.DEFAULT.theme(),
            null,
            true,
            Settings.DEFAULT.hours(),
            Settings.DEFAULT.books(),
            Settings.DEFAULT.export(),
            new TreeSet<>(List.of("hours", "books.keepDays")));
    assertEquals(
        "Recorded not until recording hours are chosen, kept until you choose how long.",
        KeptWords.of(unread));
  }

  @Test
  void whenPeopleAreRecordedAndHowLongItIsKeptIsOneSentence() {
    assertEquals("Recorded always, kept 400 days.", KeptWords.of(Settings.DEFAULT));
    RecordingHours office =
        new RecordingHours(
            LocalTime.of(8, 0),
            LocalTime.of(18, 0),
            new TreeSet<>(List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
    assertEquals(
        "Recorded on Mon, Fri from 08:00 to 18:00 by each person's own clock, kept for ever.",
        KeptWords.of(
            Settings.DEFAULT.withHours(office).withBooks(Bookkeeping.USUAL.withKeepDays(0))));
  }
}
