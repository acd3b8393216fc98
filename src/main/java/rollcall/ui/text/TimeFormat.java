package rollcall.ui.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Formats of durations and times on the screen.
public final class TimeFormat {
  private static final DateTimeFormatter CLOCK = pattern("HH:mm");
  private static final DateTimeFormatter CLOCK_SECONDS = pattern("HH:mm:ss");
  private static final DateTimeFormatter THIS_WEEK = pattern("EEE HH:mm");
  private static final DateTimeFormatter EARLIER = pattern("d MMM HH:mm");
  private static final DateTimeFormatter THIS_YEAR = pattern("d MMM");
  private static final DateTimeFormatter DAY = pattern("d MMM yyyy");

  private TimeFormat() {}

  /// The two largest units, such as "38 s", "12 min 25 s", "1 h 22 min", "3 d 4 h". Never rounded
  /// up.
  public static String duration(Duration duration) {
    if (duration.toSeconds() < 60) {
      return Messages.of("time.s", duration.toSeconds());
    }
    if (duration.toMinutes() < 60) {
      return Messages.of("time.min_s", duration.toMinutes(), duration.toSecondsPart());
    }
    if (duration.toHours() < 48) {
      return hours(duration);
    }
    return Messages.of("time.d_h", duration.toDays(), duration.toHoursPart());
  }

  /// Hours and minutes, such as "7 h 17 min" or "17 min", as in totals.
  public static String hours(Duration duration) {
    if (duration.toHours() == 0) {
      return Messages.of("time.min", duration.toMinutes());
    }
    return Messages.of("time.h_min", duration.toHours(), duration.toMinutesPart());
  }

  /// To the second, such as "38 s", "12 min 25 s", "1 h 22 min 5 s".
  public static String exact(Duration duration) {
    return duration.toHours() == 0
        ? duration(duration)
        : hours(duration) + " " + Messages.of("time.s", duration.toSecondsPart());
  }

  /// A sum of durations: as [#hours], but without minutes from 1,000 h; never in days.
  public static String total(long seconds) {
    Duration total = Duration.ofSeconds(seconds);
    return total.toHours() >= 1000 ? Messages.of("time.h", total.toHours()) : hours(total);
  }

  /// A rough interval, such as "10 s", "1 min", "2 min", "1 h": to the nearest 5 s below a minute, else
  /// to the nearest minute or hour.
  public static String about(Duration duration) {
    long seconds = Math.max(5, Math.round(duration.toMillis() / 5000.0) * 5);
    if (seconds < 60) {
      return Messages.of("time.s", seconds);
    }
    long minutes = Math.max(1, Math.round(duration.toMillis() / 60_000.0));
    return minutes < 60
        ? Messages.of("time.min", minutes)
        : Messages.of("time.h", Math.round(minutes / 60.0));
  }

  /// For screen readers: "7 hours 17 minutes".
  public static String spokenDuration(Duration duration) {
    return Messages.of("time.words.h_min", duration.toHours(), duration.toMinutesPart());
  }

  /// The time of day, with the weekday or the date if it was before today.
  public static String since(Instant at, Instant now, ZoneId zone) {
    ZonedDateTime then = at.atZone(zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    if (!then.toLocalDate().isBefore(today)) {
      return CLOCK.format(then);
    }
    boolean thisWeek = then.toLocalDate().isAfter(today.minusDays(7));
    return (thisWeek ? THIS_WEEK : EARLIER).format(then);
  }

  /// The time of day, with the weekday or the date if it is after today.
  public static String until(Instant at, Instant now, ZoneId zone) {
    ZonedDateTime then = at.atZone(zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    return then.toLocalDate().isAfter(today)
        ? (then.toLocalDate().isBefore(today.plusDays(7)) ? THIS_WEEK : EARLIER).format(then)
        : CLOCK.format(then);
  }

  /// The time of day with seconds.
  public static String clock(Instant at, ZoneId zone) {
    return CLOCK_SECONDS.format(at.atZone(zone));
  }

  /// A date such as "3 Sep", with the year if it is not the current one.
  public static String day(LocalDate day, LocalDate today) {
    return (day.getYear() == today.getYear() ? THIS_YEAR : DAY).format(day);
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }
}
