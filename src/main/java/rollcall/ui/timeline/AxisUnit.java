package rollcall.ui.timeline;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.stream.Stream;
import rollcall.ui.text.TimeConventions;
import rollcall.ui.text.TimeFormat;

/// Distance between two lines of the time axis.
public enum AxisUnit {
  MINUTE(Duration.ofMinutes(1), 44, 64),
  MINUTES_5(Duration.ofMinutes(5), 44, 64),
  MINUTES_15(Duration.ofMinutes(15), 44, 64),
  MINUTES_30(Duration.ofMinutes(30), 44, 64),
  HOUR(Duration.ofHours(1), 30, 46),
  HOURS_3(Duration.ofHours(3), 30, 46),
  HOURS_6(Duration.ofHours(6), 30, 46),
  HOURS_12(Duration.ofHours(12), 30, 46),
  DAY(Duration.ofDays(1), 24),
  WEEK(Duration.ofDays(7), 56),
  MONTH(Duration.ofDays(30), 40);

  private final Duration length;
  private final int pixels;
  private final int twelveHourPixels;

  AxisUnit(Duration length, int pixels) {
    this(length, pixels, pixels);
  }

  /// @param pixels the least distance of labels such as "12:15"
  /// @param twelveHourPixels the least distance of labels such as "12:15 PM"
  AxisUnit(Duration length, int pixels, int twelveHourPixels) {
    this.length = length;
    this.pixels = pixels;
    this.twelveHourPixels = twelveHourPixels;
  }

  /// The smallest unit whose labels fit.
  public static AxisUnit fitting(double secondsPerPixel) {
    boolean twelveHours = TimeConventions.isTwelveHours();
    return Stream.of(values())
        .filter(unit ->
            unit.length.toSeconds() / secondsPerPixel
                >= (twelveHours ? unit.twelveHourPixels : unit.pixels))
        .findFirst()
        .orElse(MONTH);
  }

  /// The last line at or before this time. For several hours, the midnight of the local day.
  public ZonedDateTime floor(ZonedDateTime at, Locale locale) {
    LocalDate day = at.toLocalDate();
    ZonedDateTime midnight = day.atStartOfDay(at.getZone());
    return switch (this) {
      case MONTH -> day.withDayOfMonth(1).atStartOfDay(at.getZone());
      case WEEK -> day.with(WeekFields.of(locale).dayOfWeek(), 1).atStartOfDay(at.getZone());
      case DAY, HOURS_3, HOURS_6, HOURS_12 -> midnight;
      case MINUTE, MINUTES_5, MINUTES_15, MINUTES_30, HOUR ->
          midnight.plusSeconds(
              ChronoUnit.SECONDS.between(midnight, at) / length.toSeconds() * length.toSeconds());
    };
  }

  /// The next line. Up to an hour, the distance is elapsed time, so that a repeated hour has two
  /// lines; above that, local time.
  public ZonedDateTime next(ZonedDateTime at, Locale locale) {
    ZonedDateTime midnight = at.toLocalDate().plusDays(1).atStartOfDay(at.getZone());
    return switch (this) {
      case MONTH -> floor(at.plusMonths(1), locale);
      case WEEK -> at.toLocalDate().plusWeeks(1).atStartOfDay(at.getZone());
      case DAY -> midnight;
      case HOURS_3, HOURS_6, HOURS_12 -> nextLocal(at, midnight);
      case MINUTE, MINUTES_5, MINUTES_15, MINUTES_30, HOUR -> {
        ZonedDateTime next = at.plus(length);
        yield next.isBefore(midnight) ? next : midnight;
      }
    };
  }

  private ZonedDateTime nextLocal(ZonedDateTime at, ZonedDateTime midnight) {
    LocalDateTime day = at.toLocalDate().atStartOfDay();
    long past = Duration.between(day, at.toLocalDateTime()).dividedBy(length);
    ZonedDateTime next = day.plus(length.multipliedBy(past + 1)).atZone(at.getZone());
    return next.isBefore(midnight) ? next : midnight;
  }

  /// The format of the lines.
  public DateTimeFormatter label() {
    return TimeFormat.formatter(
        switch (this) {
          case MINUTE, MINUTES_5, MINUTES_15, MINUTES_30 -> "HH:mm";
          case HOUR, HOURS_3, HOURS_6, HOURS_12 -> "HH";
          case DAY -> "d";
          case WEEK -> "d MMM";
          case MONTH -> "MMM";
        });
  }

  /// The large unit that contains this day: the day itself, its month, or its year.
  public LocalDate band(LocalDate day) {
    return switch (bandUnit()) {
      case DAYS -> day;
      case MONTHS -> day.withDayOfMonth(1);
      default -> day.withDayOfYear(1);
    };
  }

  public LocalDate nextBand(LocalDate band) {
    return band.plus(1, bandUnit());
  }

  /// The format of the large units.
  public DateTimeFormatter bandLabel() {
    return TimeFormat.formatter(
        switch (bandUnit()) {
          case DAYS -> "EEE d MMM yyyy";
          case MONTHS -> "MMMM yyyy";
          default -> "yyyy";
        });
  }

  /// The format of narrow large units.
  public DateTimeFormatter shortBandLabel() {
    return TimeFormat.formatter(
        switch (bandUnit()) {
          case DAYS -> "EEE d";
          case MONTHS -> "MMM";
          default -> "yyyy";
        });
  }

  private ChronoUnit bandUnit() {
    return switch (this) {
      case MINUTE, MINUTES_5, MINUTES_15, MINUTES_30, HOUR, HOURS_3, HOURS_6, HOURS_12 ->
          ChronoUnit.DAYS;
      case DAY, WEEK -> ChronoUnit.MONTHS;
      case MONTH -> ChronoUnit.YEARS;
    };
  }
}
