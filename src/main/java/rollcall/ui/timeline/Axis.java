package rollcall.ui.timeline;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.WeekFields;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is written above the lanes for one window: small units in one row, the large units that
/// hold them in another, and where the clocks are changed.
///
/// Positions are elapsed time: a day with 25 hours is wider, and its repeated hour has two ticks.
///
/// @param ticks the lines, in order; those with a label are named
/// @param bands the large units, in order, without gaps
/// @param shifts the changes of the clocks on the screen
record Axis(ZoneId zone, List<Tick> ticks, List<Band> bands, List<OffsetChange> shifts) {
  /// A line at an instant.
  ///
  /// @param label what begins there; never blank
  record Tick(Instant at, String label, Weight weight) {}

  /// How strong a line is.
  enum Weight {
    LINE,
    MIDNIGHT,
    WEEK
  }

  /// A large unit.
  ///
  /// @param label the unit's name in full
  /// @param shortLabel the same where there is little room
  record Band(Instant from, Instant to, String label, String shortLabel) {}

  /// The clocks are changed.
  ///
  /// @param label the local times before and after
  record OffsetChange(Instant at, String label) {}

  /// The axis with the smallest units whose labels do not touch on this many pixels.
  static Axis of(TimeWindow window, ZoneId zone, double pixels, Locale locale) {
    double secondsPerPixel = window.length().toMillis() / 1000.0 / pixels;
    AxisUnit unit = AxisUnit.fitting(secondsPerPixel);
    List<Tick> ticks = new ArrayList<>();
    DateTimeFormatter label = unit.label(locale);
    for (ZonedDateTime at = unit.floor(window.from().atZone(zone), locale);
        at.toInstant().isBefore(window.to());
        at = unit.next(at, locale)) {
      if (!at.toInstant().isBefore(window.from())) {
        ticks.add(new Tick(at.toInstant(), label.format(at) + mark(at), weight(at, locale)));
      }
    }
    return new Axis(
        zone, List.copyOf(ticks), bands(window, zone, unit, locale), shifts(window, zone));
  }

  /// The second of two equal local hours carries a prime.
  private static String mark(ZonedDateTime at) {
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

  private static List<Band> bands(TimeWindow window, ZoneId zone, AxisUnit unit, Locale locale) {
    List<Band> bands = new ArrayList<>();
    DateTimeFormatter label = unit.bandLabel(locale);
    DateTimeFormatter shortLabel = unit.shortBandLabel(locale);
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
    DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm");
    LocalDateTime before = shift.getDateTimeBefore();
    LocalDateTime after = shift.getDateTimeAfter();
    Duration by = shift.getDuration();
    return (by.isNegative() ? "⟲ " : "⟳ ") + time.format(before) + " → " + time.format(after);
  }
}
