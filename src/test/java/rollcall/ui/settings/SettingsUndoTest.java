package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.SlackStatusKind;
import rollcall.settings.Appearance;
import rollcall.settings.NotificationSettings;
import rollcall.settings.PrivacyNoticeSettings;
import rollcall.settings.Proxy;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.settings.Theme;

class SettingsUndoTest {
  private static final Settings BEFORE =
      Settings.DEFAULT.withZone("Europe/Oslo").withCaFile(Path.of("/old.pem"));

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("Theme: Light", BEFORE.withTheme(Theme.LIGHT)),
        Arguments.of(
            "Text size: 125 %", BEFORE.withAppearance(Appearance.DEFAULT.withTextPercent(125))),
        Arguments.of(
            "Active at once: off",
            BEFORE.withAppearance(Appearance.DEFAULT.withActiveAtOnce(false))),
        Arguments.of("Report zone: Asia/Tokyo", BEFORE.withZone("Asia/Tokyo")),
        Arguments.of(
            "Proxy: proxy:3128",
            BEFORE.withProxy(new Proxy.Manual("proxy", 3128, "grace", List.of("localhost")))),
        Arguments.of("Proxy: No proxy", BEFORE.withProxy(new Proxy.None())),
        Arguments.of("Extra CA file: /ca.pem", BEFORE.withCaFile(Path.of("/ca.pem"))),
        Arguments.of(
            "Also show and record: Do Not Disturb, Huddles",
            BEFORE.withSlackStatuses(Set.of(SlackStatusKind.DND, SlackStatusKind.HUDDLE))),
        Arguments.of(
            "Recording hours: on Mon from 08:00 to 18:00 in each person's time zone",
            BEFORE.withHours(
                new RecordingSchedule(
                    LocalTime.of(8, 0),
                    LocalTime.of(18, 0),
                    new TreeSet<>(Set.of(java.time.DayOfWeek.MONDAY))))),
        Arguments.of(
            "Connection lost for: Never",
            BEFORE.withNotifications(NotificationSettings.DEFAULT.withLostMinutes(0))),
        Arguments.of(
            "Alerts and messages that were waiting: off",
            BEFORE.withNotifications(NotificationSettings.DEFAULT.withAlerts(false))),
        Arguments.of(
            "Time without notifications: 20:00–08:00",
            BEFORE.withNotifications(
                NotificationSettings.DEFAULT.withQuiet(LocalTime.of(20, 0), LocalTime.of(8, 0)))),
        Arguments.of("Keep history for: 90 days", BEFORE.withKeepDays(90)),
        Arguments.of(
            "Break over (minutes): 7",
            BEFORE.withBooks(RetentionAndAccounting.DEFAULT.withBreakMinutes(7))),
        Arguments.of(
            "Noted notices: 1",
            BEFORE.withPrivacy(
                PrivacyNoticeSettings.NONE.sending(LocalDate.of(2026, 9, 17), Set.of("U1")))),
        Arguments.of(
            "Notice to the people who are recorded: your own text",
            BEFORE.withPrivacy(PrivacyNoticeSettings.NONE.withNotice("Hi"))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeIsSaidAndItsInverseRestoresItAndNothingElse(String sentence, Settings after) {
    UndoableSettingsChange change = UndoableSettingsChange.of(BEFORE, after).orElseThrow();
    assertEquals(sentence, change.sentence());
    assertEquals(BEFORE, change.undo().apply(after));
    Settings later = after.withList(new TreeSet<>(Set.of("U1")), BEFORE.follows());
    assertEquals(
        BEFORE.withList(new TreeSet<>(Set.of("U1")), BEFORE.follows()), change.undo().apply(later));
  }

  @Test
  void severalChangesAreUndoneTogether() {
    Settings after = BEFORE.withTheme(Theme.DARK).withZone("UTC");
    UndoableSettingsChange change = UndoableSettingsChange.of(BEFORE, after).orElseThrow();
    assertEquals("2 settings were changed.", change.sentence());
    assertEquals(BEFORE, change.undo().apply(after));
  }

  @Test
  void theWatchListAndAPauseAreNoChangeOfTheSettingsPages() {
    assertEquals(
        Optional.empty(),
        UndoableSettingsChange.of(
            BEFORE,
            BEFORE.withList(new TreeSet<>(Set.of("U1")), BEFORE.follows()).withPaused(true)));
  }
}
