package rollcall.ui.text;

import java.time.DayOfWeek;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Conventions of weeks, times and hours on the screen. They are carried by the locale of the
/// texts, so that everything that follows the locale follows them too.
///
/// @param week the first day of a week
/// @param clock the clock of 12 or 24 hours
/// @param hours the form of sums
public record TimeConventions(Week week, Clock clock, Hours hours) {
  /// The week of the system, 24 hours, hours and minutes.
  public static final TimeConventions USUAL =
      new TimeConventions(Week.SYSTEM, Clock.HOURS_24, Hours.MINUTES);

  private static final char PRIVATE = 'x';
  private static final String DECIMAL = "decimal";

  /// The conventions with this code; the usual one for each that is not in it.
  public static TimeConventions of(String code) {
    List<String> words = List.of(code.split(" "));
    return new TimeConventions(
        value(Week.values(), words, USUAL.week),
        value(Clock.values(), words, USUAL.clock),
        value(Hours.values(), words, USUAL.hours));
  }

  /// The code in the file of the window; empty for the usual conventions.
  public String code() {
    return equals(USUAL)
        ? ""
        : Stream.of(week, clock, hours).map(Messages::word).collect(Collectors.joining(" "));
  }

  public TimeConventions withWeek(Week other) {
    return new TimeConventions(other, clock, hours);
  }

  public TimeConventions withClock(Clock other) {
    return new TimeConventions(week, other, hours);
  }

  public TimeConventions withHours(Hours other) {
    return new TimeConventions(week, clock, other);
  }

  public Locale in(Locale locale) {
    Locale.Builder builder = new Locale.Builder().setLocale(locale);
    builder.setUnicodeLocaleKeyword("fw", week.keyword);
    builder.setUnicodeLocaleKeyword("hc", clock == Clock.HOURS_12 ? "h12" : null);
    builder.setExtension(PRIVATE, hours == Hours.DECIMAL ? DECIMAL : "");
    return builder.build();
  }

  /// The first day of a week everywhere on the screen: of the setting, or the system's region.
  /// Weeks in files are ISO weeks.
  public static DayOfWeek firstDayOfWeek() {
    return WeekFields.of(Locale.getDefault(Locale.Category.FORMAT)).getFirstDayOfWeek();
  }

  /// Whether times of day on the screen have 12 hours.
  public static boolean isTwelveHours() {
    return "h12".equals(Messages.locale().getUnicodeLocaleType("hc"));
  }

  /// Whether sums of hours on the screen are decimal numbers.
  static boolean isDecimal() {
    return DECIMAL.equals(Messages.locale().getExtension(PRIVATE));
  }

  private static <E extends Enum<E>> E value(E[] all, List<String> codes, E usual) {
    return Stream.of(all)
        .filter(value -> codes.contains(Messages.word(value)))
        .findFirst()
        .orElse(usual);
  }

  /// First day of a week.
  public enum Week {
    SYSTEM(null),
    MONDAY("mon"),
    SUNDAY("sun"),
    SATURDAY("sat");

    private final @Nullable String keyword;

    Week(@Nullable String keyword) {
      this.keyword = keyword;
    }
  }

  /// Clock of the times of day.
  public enum Clock {
    HOURS_24,
    HOURS_12
  }

  /// Form of sums of hours.
  public enum Hours {
    /// Such as 7:17.
    MINUTES,
    /// Such as 7.28.
    DECIMAL
  }
}
