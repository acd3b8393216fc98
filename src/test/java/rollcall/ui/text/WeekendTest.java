package rollcall.ui.text;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeekendTest {
  @Test
  void theWeekendIsThatOfTheRegionAndNotOfTheLanguage() {
    assertEquals(Set.of(SATURDAY, SUNDAY), Weekend.of(Locale.GERMANY));
    assertEquals(Set.of(FRIDAY, SATURDAY), Weekend.of(Locale.of("en", "EG")));
    assertEquals(Set.of(FRIDAY, SATURDAY), Weekend.of(Locale.of("de", "IL")));
    assertEquals(Set.of(SATURDAY, SUNDAY), Weekend.of(Locale.of("ar", "AE")), "since 2022");
    assertEquals(Set.of(THURSDAY, FRIDAY), Weekend.of(Locale.of("en", "AF")));
    assertEquals(Set.of(FRIDAY), Weekend.of(Locale.of("fa", "IR")));
    assertEquals(Set.of(SUNDAY), Weekend.of(Locale.of("en", "IN")));
    assertEquals(Set.of(SATURDAY, SUNDAY), Weekend.of(Locale.of("ar")), "no region");
  }
}
