package rollcall.ui.timeline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.WeekFields;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.TimeFormat;

/// Labels of the time axis: small units in one row, the large units that contain them in another,
/// and clock changes.
///
/// Positions are elapsed time: a day with 25 hours is wider, and its repeated hour has two ticks.
///
/// @param ticks the lines, in order
/// @param bands the large units, in order, without gaps
/// @param shifts the clock changes in the window
/// @param end the line at the end of a window within one day, or null
public record Axis(
    ZoneId zone,
    List<Tick> ticks,
    List<Band> bands,
    List<OffsetChange> shifts,
    @Nullable Tick end) {
  /// Line at an instant.
  ///
  /// @param label the unit that begins there; never blank
  public record Tick(Instant at, String label, Weight weight) {}

  /// Strength of a line.
  public enum Weight {
    LINE,
    MIDNIGHT,
    WEEK
  }

  /// Large unit.
  ///
  /// @param label the full name
  /// @param shortLabel the name for narrow bands
  public record Band(Instant from, Instant to, String label, String shortLabel) {}

  /// Clock change.
  ///
  /// @param label the local times before and after
  public record OffsetChange(Instant at, String label) {}

  /// The axis with the smallest units whose labels do not overlap on this many pixels.
  public static Axis of(TimeWindow window, ZoneId zone, double pixels, Locale locale) {
    double secondsPerPixel = window.length().toMillis() / 1000.0 / pixels;
    AxisUnit unit = AxisUnit.fitting(secondsPerPixel);
    List<Band> bands = bands(window, zone, unit);
    boolean isOneDay = unit.compareTo(AxisUnit.DAY) < 0 && bands.size() == 1;
    return new Axis(
        zone,
        ticks(window.from(), window.to(), zone, secondsPerPixel, locale),
        bands,
        shifts(window, zone),
        isOneDay ? end(window.to(), zone, secondsPerPixel, locale) : null);
  }

  /// The line at this end of a window. The end of a day is 24 o'clock.
  private static @Nullable Tick end(
      Instant to, ZoneId zone, double secondsPerPixel, Locale locale) {
    return ticks(to, to.plusNanos(1), zone, secondsPerPixel, locale).stream()
        .findFirst()
        .map(tick ->
            tick.weight() == Weight.LINE
                ? tick
                : new Tick(to, tick.label().replaceFirst("^00", "24"), tick.weight()))
        .orElse(null);
  }

  /// The lines in `[from, to)` at this scale.
  static List<Tick> ticks(
      Instant from, Instant to, ZoneId zone, double secondsPerPixel, Locale locale) {
    AxisUnit unit = AxisUnit.fitting(secondsPerPixel);
    List<Tick> ticks = new ArrayList<>();
    DateTimeFormatter label = unit.label();
    for (ZonedDateTime at = unit.floor(from.atZone(zone), locale);
        at.toInstant().isBefore(to);
        at = unit.next(at, locale)) {
      if (!at.toInstant().isBefore(from)) {
        ticks.add(
            new Tick(at.toInstant(), label.format(at) + repeatedHourMark(at), weight(at, locale)));
      }
    }
    return List.copyOf(ticks);
  }

  /// A prime for the second of two equal local hours.
  private static String repeatedHourMark(ZonedDateTime at) {
    List<?> offsets = zoneOffsets(at);
    return offsets.size() == 2 && at.getOffset().equals(offsets.get(1)) ? "′" : "";
  }

  private static List<?> zoneOffsets(ZonedDateTime at) {
    return at.getZone().getRules().getValidOffsets(at.toLocalDateTime());
  }

  private static Weight weight(ZonedDateTime at, Locale locale) {
    if (!at.equals(at.toLocalDate().atStartOfDay(at.getZone()))) {
      return Weight.LINE;
    }
    DayOfWeek firstDay = WeekFields.of(locale).getFirstDayOfWeek();
    return at.getDayOfWeek() == firstDay ? Weight.WEEK : Weight.MIDNIGHT;
  }

  private static List<Band> bands(TimeWindow window, ZoneId zone, AxisUnit unit) {
    List<Band> bands = new ArrayList<>();
    DateTimeFormatter label = unit.bandLabel();
    DateTimeFormatter shortLabel = unit.shortBandLabel();
    LocalDate from = unit.band(window.from().atZone(zone).toLocalDate());
    while (from.atStartOfDay(zone).toInstant().isBefore(window.to())) {
      LocalDate to = unit.nextBand(from);
      bands.add(
          new Band(
              from.atStartOfDay(zone).toInstant(),
              to.atStartOfDay(zone).toInstant(),
              label.format(from),
              shortLabel.format(from)));
      from = to;
    }
    return List.copyOf(bands);
  }

  private static List<OffsetChange> shifts(TimeWindow window, ZoneId zone) {
    List<OffsetChange> shifts = new ArrayList<>();
    ZoneOffsetTransition next = zone.getRules().nextTransition(window.from());
    while (next != null && next.getInstant().isBefore(window.to())) {
      shifts.add(new OffsetChange(next.getInstant(), shiftLabel(next)));
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return List.copyOf(shifts);
  }

  private static String shiftLabel(ZoneOffsetTransition shift) {
    String before = TimeFormat.time(shift.getDateTimeBefore().toLocalTime());
    String after = TimeFormat.time(shift.getDateTimeAfter().toLocalTime());
    return (shift.getDuration().isNegative() ? "⟲ " : "⟳ ") + before + " → " + after;
  }
}
