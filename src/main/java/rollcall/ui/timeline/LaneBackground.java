package rollcall.ui.timeline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/// Background shared by all lanes, one color per column: lane, weekend, and axis lines.
public final class LaneBackground {
  private static final double WEEKEND = 0.035;
  private static final double LINE = 0.07;
  private static final double MIDNIGHT = 0.15;
  private static final double WEEK = 0.22;

  private LaneBackground() {}

  /// The colors of the columns.
  public static int[] columns(TimeScale scale, Axis axis, LaneColors colors) {
    int[] columns = new int[scale.pixels()];
    Arrays.fill(columns, colors.background());
    tintWeekends(columns, scale, axis, colors);
    for (Axis.Tick tick : axis.ticks()) {
      line(columns, scale, tick, colors);
    }
    return columns;
  }

  private static void tintWeekends(int[] columns, TimeScale scale, Axis axis, LaneColors colors) {
    LocalDate day = scale.window().from().atZone(axis.zone()).toLocalDate();
    for (Instant start = start(day, axis);
        start.isBefore(scale.window().to());
        day = day.plusDays(1), start = start(day, axis)) {
      if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
        int from = scale.edge(start);
        int to = scale.edge(start(day.plusDays(1), axis));
        mix(columns, from, to, colors.text(), WEEKEND);
      }
    }
  }

  private static Instant start(LocalDate day, Axis axis) {
    return day.atStartOfDay(axis.zone()).toInstant();
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
