package rollcall.ui.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class ActiveAtOnceTableTest {
  private static final ZoneId CAIRO = ZoneId.of("Africa/Cairo");

  @Test
  void aDayWithoutAMidnightDoesNotMoveTheDaysAfterIt() {
    ZonedDateTime thursday = LocalDate.of(2026, 4, 23).atStartOfDay(CAIRO);
    ZonedDateTime friday = ActiveAtOnceTable.next(thursday, ChronoUnit.DAYS);
    assertEquals(1, friday.getHour());
    assertEquals(
        LocalDate.of(2026, 4, 25).atStartOfDay(CAIRO),
        ActiveAtOnceTable.next(friday, ChronoUnit.DAYS));
  }

  @Test
  void aSkippedHourHasNoRow() {
    ZonedDateTime eleven = LocalDate.of(2026, 4, 23).atTime(23, 0).atZone(CAIRO);
    assertEquals(1, ActiveAtOnceTable.next(eleven, ChronoUnit.HOURS).getHour());
  }
}
