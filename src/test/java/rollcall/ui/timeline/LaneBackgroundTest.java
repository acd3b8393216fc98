package rollcall.ui.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneBackgroundTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final int PLAIN = 0xffffffff;
  private static final LaneColors LIGHT =
      new LaneColors(
          PLAIN,
          0xffeef6ff,
          0xff1f2328,
          0xff1a7f5a,
          0xff818b98,
          0xff6e7781,
          0xff818b99,
          0xff7b2d8b);

  @Test
  void saturdayAndSundayOfTheShownZoneAreTinted() {
    // Fri 18 Sep 2026, 12:00 to Mon 21 Sep, 12:00; 10 minutes a pixel.
    Instant from = Instant.parse("2026-09-18T10:00:00Z");
    int[] columns = columns(from, Duration.ofDays(3), 432);
    int friday = 71;
    int saturday = 75;
    assertEquals(PLAIN, columns[friday - 3]);
    int weekend = columns[saturday];
    assertNotEquals(PLAIN, weekend);
    assertTrue((weekend & 0xff) > 0xe8, Integer.toHexString(weekend));
    assertEquals(weekend, columns[72 + 144 + 20]);
    assertEquals(PLAIN, columns[72 + 288 + 20]);
    assertEquals(PLAIN, columns(from.minus(Duration.ofDays(2)), Duration.ofDays(1), 144)[20]);
  }

  @Test
  void theWeekendOfTheRegionIsTinted() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.of("en", "EG"));
    // Thu 17 Sep 2026, 0:00 to Mon 21 Sep; 10 minutes a pixel.
    int[] columns = columns(Instant.parse("2026-09-16T22:00:00Z"), Duration.ofDays(4), 4 * 144);
    assertEquals(
        List.of(false, true, true, false),
        IntStream.range(0, 4).mapToObj(day -> columns[day * 144 + 20] != PLAIN).toList());
  }

  @AfterEach
  void restoreRegion() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
  }

  @Test
  void linesAreThoseOfTheAxisAlsoOnAScreenWithSmallPixels() {
    Instant from = Instant.parse("2026-09-16T10:00:00Z");
    TimeWindow window = new TimeWindow(from, from.plus(Duration.ofHours(3)));
    for (int scale : List.of(1, 2)) {
      int pixels = 360 * scale;
      int[] columns = LaneBackground.columns(new TimeScale(window, pixels), BERLIN, LIGHT, scale);
      assertEquals(
          Axis.of(window, BERLIN, 360, Locale.US).ticks().size(),
          IntStream.range(0, pixels).filter(x -> columns[x] != PLAIN).count());
    }
  }

  @Test
  void midnightIsStrongerThanAnHourAndTheFirstDayOfTheWeekIsStrongest() {
    DayOfWeek first = WeekFields.of(Locale.US).getFirstDayOfWeek();
    LocalDate start = LocalDate.of(2026, 9, 16).with(TemporalAdjusters.previousOrSame(first));
    // Twelve pixels an hour, from an hour before the week to its third day.
    Instant from = start.atStartOfDay(BERLIN).minusHours(1).toInstant();
    int[] columns = columns(from, Duration.ofDays(3), 72 * 12);
    int hour = contrast(columns, 12 * 52);
    int midnight = contrast(columns, 12 * 49);
    int week = contrast(columns, 12);
    assertTrue(hour > 0 && midnight > hour && week > midnight, hour + " " + midnight + " " + week);
    // The line of the week is two pixels wide.
    assertNotEquals(columns[12 - 3], columns[12 - 1]);
  }

  /// The darkness of a column beside the one five columns to the right.
  private static int contrast(int[] columns, int x) {
    return gray(columns[x + 5]) - gray(columns[x]);
  }

  private static int[] columns(Instant from, Duration length, int pixels) {
    TimeWindow window = new TimeWindow(from, from.plus(length));
    return LaneBackground.columns(new TimeScale(window, pixels), BERLIN, LIGHT, 1);
  }

  private static int gray(int color) {
    return (color >> 16 & 0xff) + (color >> 8 & 0xff) + (color & 0xff);
  }
}
