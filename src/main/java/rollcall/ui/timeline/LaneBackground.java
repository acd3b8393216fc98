package rollcall.ui.timeline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import rollcall.ui.text.Weekend;

/// Background shared by all lanes, one color per column: lane, weekend, and axis lines.
public final class LaneBackground {
  private static final double WEEKEND = 0.035;
  private static final double LINE = 0.07;
  private static final double MIDNIGHT = 0.15;
  private static final double WEEK = 0.22;

  private LaneBackground() {}

  /// The colors of the columns of a scale.
  ///
  /// @param scale in device pixels
  /// @param axisScale the number of device pixels of a pixel in which the axis chooses its lines
  static int[] columns(TimeScale scale, ZoneId zone, LaneColors colors, double axisScale) {
    int[] columns = new int[scale.pixels()];
    Arrays.fill(columns, colors.background());
    Instant from = Instant.ofEpochSecond(scale.secondAt(-1));
    Instant to = Instant.ofEpochSecond(scale.secondAt(scale.pixels() + 1));
    Locale region = Locale.getDefault(Locale.Category.FORMAT);
    tintWeekends(columns, scale, from.atZone(zone), to, colors, Weekend.of(region));
    double secondsPerPixel = scale.secondsPerPixel() * axisScale;
    for (Axis.Tick tick : Axis.ticks(from, to, zone, secondsPerPixel, region)) {
      line(columns, scale, tick, colors);
    }
    return columns;
  }

  private static void tintWeekends(
      int[] columns,
      TimeScale scale,
      ZonedDateTime from,
      Instant to,
      LaneColors colors,
      Set<DayOfWeek> weekend) {
    ZoneId zone = from.getZone();
    LocalDate day = from.toLocalDate();
    for (Instant start = start(day, zone); start.isBefore(to); start = start(day, zone)) {
      boolean tinted = weekend.contains(day.getDayOfWeek());
      day = day.plusDays(1);
      if (tinted) {
        int left = scale.edge(start);
        mix(columns, left, scale.edge(start(day, zone)), colors.text(), WEEKEND);
      }
    }
  }

  private static Instant start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static void line(int[] columns, TimeScale scale, Axis.Tick tick, LaneColors colors) {
    int x = scale.edge(tick.at());
    switch (tick.weight()) {
      case LINE -> mix(columns, x, x + 1, colors.text(), LINE);
      case MIDNIGHT -> {
        mix(columns, x, x + 1, colors.text(), MIDNIGHT);
        mix(columns, x - 1, x, colors.text(), MIDNIGHT / 4);
      }
      case WEEK -> mix(columns, x - 1, x + 1, colors.text(), WEEK);
    }
  }

  private static void mix(int[] columns, int from, int to, int over, double much) {
    for (int x = Math.max(0, from); x < Math.min(columns.length, to); x++) {
      columns[x] = LaneColors.mix(columns[x], over, much);
    }
  }
}
