package rollcall.ui.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Formats of durations and times on the screen.
public final class TimeFormat {
  private static final String CLOCK = "HH:mm";
  private static final String HOUR = "HH";
  private static final String CLOCK_SECONDS = "HH:mm:ss";
  private static final String THIS_WEEK = "EEE HH:mm";
  private static final String EARLIER = "d MMM HH:mm";
  private static final String THIS_YEAR = "d MMM";
  private static final String DAY = "d MMM yyyy";
  private static final String DATE = "EEE d MMM yyyy";
  private static final String MONTH = "MMMM yyyy";

  private static final char NO_BREAK_SPACE = '\u00a0';
  private static final String LESS = "<";

  private static final Pattern HOURS_OF_DAY = Pattern.compile("HH?((?::mm)?(?::ss)?)");
  private static final Pattern DAY_BESIDE_NAME = Pattern.compile("\\bd(?= M)|(?<=E )d\\b");
  private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

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

  /// Without seconds from one minute on, so that numbers in columns do not move, and without a zero
  /// after the larger unit: "38 s", "12 min", "1 h 22 min", "9 h", "3 d 4 h", "3 d".
  public static String coarse(Duration duration) {
    boolean seconds = duration.toSeconds() < 60;
    if (duration.toHours() >= 48 && duration.toHoursPart() == 0) {
      return Messages.of("time.d", duration.toDays());
    }
    if (duration.toHours() > 0 && duration.toHours() < 48 && duration.toMinutesPart() == 0) {
      return Messages.of("time.h", duration.toHours());
    }
    return seconds || duration.toHours() >= 48 ? duration(duration) : hours(duration);
  }

  /// To the second, such as "38 s", "12 min 25 s", "1 h 22 min 5 s".
  public static String exact(Duration duration) {
    return duration.toHours() == 0
        ? duration(duration)
        : hours(duration) + " " + Messages.of("time.s", duration.toSecondsPart());
  }

  /// The same text with no-break spaces in its durations, for text that is wrapped.
  public static String unbroken(String text) {
    String units =
        Stream.of("time.s", "time.min", "time.h", "time.d")
            .map(key -> Pattern.quote(Messages.of(key, 0).replace("0 ", "")))
            .collect(Collectors.joining("|", "\\d+ (", ")(?!\\p{L})"));
    return Pattern.compile(units + "( " + units + ")*")
        .matcher(text)
        .replaceAll(duration -> duration.group().replace(' ', NO_BREAK_SPACE));
  }

  /// As on a clock, such as "6:48:02", for sums that close to the second.
  public static String clock(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }

  /// A sum of durations: as [#hours], but without minutes from 1,000 h; never in days.
  public static String total(long seconds) {
    if (TimeConventions.isDecimal()) {
      return Messages.of("time.h", hoursMinutes(seconds));
    }
    if (isTooShort(seconds)) {
      return LESS + Messages.of("time.min", 1);
    }
    Duration total = Duration.ofSeconds(shown(seconds));
    return total.toHours() >= 1000 ? Messages.of("time.h", total.toHours()) : hours(total);
  }

  /// A rough interval, such as "10 s", "1 min", "2 min", "1 h": to the nearest 5 s below a minute,
  /// else to the nearest minute or hour.
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

  /// Hours and minutes for columns, such as "7:17"; or decimal hours, such as "7.28". To the
  /// nearest minute or hundredth; "<0:01" for a time that would be shown as none.
  public static String hoursMinutes(long seconds) {
    if (isTooShort(seconds)) {
      return LESS + hoursMinutes(unit());
    }
    long rounded = shown(seconds);
    if (TimeConventions.isDecimal()) {
      return String.format(Messages.locale(), "%.2f", rounded / 3600.0);
    }
    return String.format(Locale.ROOT, "%d:%02d", rounded / 3600, rounded / 60 % 60);
  }

  /// The time that [#hoursMinutes] shows, in seconds.
  public static long shown(long seconds) {
    return (seconds + unit() / 2) / unit() * unit();
  }

  /// The unit of [#hoursMinutes] in seconds.
  private static long unit() {
    return TimeConventions.isDecimal() ? 36 : 60;
  }

  private static boolean isTooShort(long seconds) {
    return seconds > 0 && shown(seconds) == 0;
  }

  /// The time of [#hoursMinutes] for screen readers: "7 hours 17 minutes".
  public static String spokenHoursMinutes(long seconds) {
    if (isTooShort(seconds)) {
      return Messages.of("time.words.less");
    }
    Duration duration = Duration.ofSeconds(shown(seconds));
    return Messages.of("time.words.h_min", duration.toHours(), duration.toMinutesPart());
  }

  /// The time of day, with the weekday or the date if it was before today.
  public static String since(Instant at, Instant now, ZoneId zone) {
    ZonedDateTime then = at.atZone(zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    if (!then.toLocalDate().isBefore(today)) {
      return format(CLOCK, then);
    }
    boolean thisWeek = then.toLocalDate().isAfter(today.minusDays(7));
    return format(thisWeek ? THIS_WEEK : EARLIER, then);
  }

  /// The time of day, with the weekday or the date if it is after today.
  public static String until(Instant at, Instant now, ZoneId zone) {
    ZonedDateTime then = at.atZone(zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    return then.toLocalDate().isAfter(today)
        ? format(then.toLocalDate().isBefore(today.plusDays(7)) ? THIS_WEEK : EARLIER, then)
        : format(CLOCK, then);
  }

  /// The time of day with seconds.
  public static String clock(Instant at, ZoneId zone) {
    return format(CLOCK_SECONDS, at.atZone(zone));
  }

  /// A date such as "3 Sep", with the year if it is not the current one.
  public static String day(LocalDate day, LocalDate today) {
    return format(day.getYear() == today.getYear() ? THIS_YEAR : DAY, day);
  }

  /// A date with its year, such as "3 Sep 2026".
  public static String day(LocalDate day) {
    return format(DAY, day);
  }

  /// A date with its weekday and year, such as "Tue 24 Nov 2026".
  public static String date(LocalDate day) {
    return format(DATE, day);
  }

  /// A date with its weekday and year, and the time of day, such as "Tue 24 Nov 2026 14:26".
  public static String dateTime(Instant at, ZoneId zone) {
    return date(LocalDate.ofInstant(at, zone)) + " " + time(at, zone);
  }

  /// A range of dates, such as "16 – 22 Nov 2026", "28 Sep – 4 Oct 2026", or one date.
  public static String dates(LocalDate from, LocalDate to) {
    if (from.equals(to)) {
      return date(from);
    }
    String first =
        from.getYear() != to.getYear()
            ? format(DAY, from)
            : from.getMonth() != to.getMonth() ? format(THIS_YEAR, from) : dayOfMonth(from);
    return first + " – " + format(DAY, to);
  }

  /// A month with its year, such as "November 2026".
  public static String month(LocalDate day) {
    return format(MONTH, day);
  }

  /// The time of day without seconds.
  public static String time(Instant at, ZoneId zone) {
    return format(CLOCK, at.atZone(zone));
  }

  /// The time of day without seconds, such as "08:00".
  public static String time(LocalTime time) {
    return format(CLOCK, time);
  }

  /// The full hour of a day, such as "08" or "8 AM".
  public static String hour(LocalTime time) {
    return format(HOUR, time);
  }

  /// The time of day of an end, without seconds: that of the end of a day is "24:00".
  public static String end(Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    return local.equals(local.toLocalDate().atStartOfDay(zone)) ? endOfDay() : time(at, zone);
  }

  /// The time of day at the end of a day, "24:00".
  public static String endOfDay() {
    return TimeConventions.isTwelveHours() ? format(CLOCK, LocalTime.MIDNIGHT) : "24:00";
  }

  /// The name of a zone on the screen: that of its region, and "UTC" for each name of UTC.
  public static String zone(ZoneId zone) {
    return zone.getId().equals("Etc/UTC") ? "UTC" : zone.getId();
  }

  /// The name of a zone with its offset at an instant, such as "Europe/Berlin (UTC+2)".
  public static String zoneAndOffset(ZoneId zone, Instant at) {
    String name = zone(zone);
    return name.equals("UTC") ? name : name + " (UTC" + offset(zone, at) + ")";
  }

  /// The offset of a zone from UTC at an instant, such as "+2" or "-3:30"; empty for none.
  public static String offset(ZoneId zone, Instant at) {
    ZoneOffset offset = zone.getRules().getOffset(at);
    return offset.equals(ZoneOffset.UTC)
        ? ""
        : offset.getId().replaceFirst("^([+-])0", "$1").replace(":00", "");
  }

  /// A day of the month within a range, such as "16".
  public static String dayOfMonth(LocalDate day) {
    return Messages.of("date.day_of_month", day.getDayOfMonth());
  }

  /// A date or time in the language of the screen.
  ///
  /// @param pattern the English pattern, such as "EEE d MMM yyyy"
  public static String format(String pattern, TemporalAccessor at) {
    return formatter(pattern).format(at);
  }

  /// The format of dates and times in the language of the screen.
  ///
  /// @param pattern the English pattern, such as "EEE d MMM yyyy"
  public static DateTimeFormatter formatter(String pattern) {
    Locale language = Locale.of(Messages.locale().getLanguage());
    String used = TimeConventions.isTwelveHours() ? twelveHours(pattern) : pattern;
    return FORMATTERS.computeIfAbsent(
        language + used, _ -> DateTimeFormatter.ofPattern(localized(used), language));
  }

  private static String twelveHours(String pattern) {
    return HOURS_OF_DAY.matcher(pattern).replaceAll("h$1 a");
  }

  /// The pattern with the names that stand alone, which have no point, and with the day of the
  /// month as the language writes it beside a name.
  private static String localized(String pattern) {
    return DAY_BESIDE_NAME
        .matcher(pattern)
        .replaceAll(Messages.of("date.pattern.day"))
        .replace("EEE", "ccc")
        .replace("MMMM", "LLLL")
        .replace("MMM", "LLL");
  }
}
