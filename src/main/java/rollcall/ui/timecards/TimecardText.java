package rollcall.ui.timecards;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.presence.TimelineTotals;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DayTotals;
import rollcall.timecard.Rounding;
import rollcall.ui.text.Messages;
import rollcall.ui.text.RoundingText;
import rollcall.ui.text.TimeFormat;

/// Texts of the grid, for the screen, the clipboard and the printer. Pure.
final class TimecardText {
  /// The mark of a day of which a part was not observed.
  static final String PARTIAL = "◐";

  /// The mark of a day whose entries were deleted and of which only the totals are kept.
  static final String TOTALS_ONLY = "Σ";

  /// The text of a number without watched time.
  static final String NOT_WATCHED = "–";

  private static final String DAY = "EEE d MMMM yyyy";
  private static final String SHORT_DAY = "EEE d";
  private static final String SHORT_DATE = "EEE d MMM yyyy";
  private static final String SHORT_MONTH = "MMM yyyy";
  private static final String MONTH = "MMMM yyyy";
  private static final String DAY_MONTH = "d MMMM";
  private static final String DAY_MONTH_YEAR = "d MMMM yyyy";

  private TimecardText() {}

  /// The range: "16 – 22 November 2026 · week 47".
  static String title(RangeLength period, DayRange days) {
    return switch (period) {
      case DAY -> TimeFormat.format(DAY, days.first());
      case MONTH -> TimeFormat.format(MONTH, days.first());
      case WEEK -> {
        String range = range(days);
        // ISO weeks, as in files, begin on Monday.
        yield days.first().getDayOfWeek() == DayOfWeek.MONDAY
            ? Messages.of(
                "timecards.title.week", range, days.first().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
            : range;
      }
    };
  }

  /// The range in few words: "16 – 22 Nov 2026".
  static String shortTitle(RangeLength period, DayRange days) {
    return switch (period) {
      case DAY -> TimeFormat.format(SHORT_DATE, days.first());
      case MONTH -> TimeFormat.format(SHORT_MONTH, days.first());
      case WEEK -> TimeFormat.dates(days.first(), days.last());
    };
  }

  private static String range(DayRange days) {
    LocalDate first = days.first();
    LocalDate last = days.last();
    String start =
        first.getYear() != last.getYear()
            ? TimeFormat.format(DAY_MONTH_YEAR, first)
            : first.getMonth() != last.getMonth()
                ? TimeFormat.format(DAY_MONTH, first)
                : TimeFormat.dayOfMonth(first);
    return start + " – " + TimeFormat.format(DAY_MONTH_YEAR, last);
  }

  /// The date with its weekday: "Tue 17 November 2026".
  static String day(LocalDate day) {
    return TimeFormat.format(DAY, day);
  }

  /// The heading of a column: "Tue 17".
  static String column(LocalDate day) {
    return TimeFormat.format(SHORT_DAY, day);
  }

  /// The active time of a day: "6:48", "◐ 6:02" if a part was not observed, "–" if the person was
  /// not watched.
  static String cell(@Nullable DayTotals day, Rounding rounding) {
    return day == null
        ? NOT_WATCHED
        : (isPartial(day) ? PARTIAL + " " : "") + hours(day.active(), rounding);
  }

  /// The active time of a day to the second: "6:48:02", "◐ 6:02:00" if a part was not observed.
  static String exactCell(DayTotals day) {
    return (isPartial(day) ? PARTIAL + " " : "") + exact(TotalsSum.of(List.of(day)));
  }

  /// The active time of a day without a mark.
  static String plainCell(@Nullable DayTotals day, Rounding rounding) {
    return day == null ? NOT_WATCHED : hours(day.active(), rounding);
  }

  /// The active time of a range, rounded once: "33:30", or "–" if nothing was watched.
  static String total(TotalsSum sum, Rounding rounding) {
    return sum.isWatched() ? hours(sum.active(), rounding) : NOT_WATCHED;
  }

  /// The active time of a range to the second: "33:29:48".
  static String exact(TotalsSum sum) {
    return TimeFormat.clock(Duration.ofSeconds(sum.active()));
  }

  /// The help of a total: its exact value, from which it is rounded; empty if nothing was watched.
  static String totalHelp(TotalsSum sum) {
    return sum.isWatched() ? Messages.of("timecards.total.help", exact(sum)) : "";
  }

  /// The length of the watched time: "24 h", "7 h 30 min".
  static String watched(long seconds) {
    return seconds % 3600 == 0
        ? Messages.of("time.h", seconds / 3600)
        : TimeFormat.hours(Duration.ofSeconds(seconds));
  }

  /// The coverage of a range: "99 %", or "–" if nothing was watched.
  static String coverage(TotalsSum sum) {
    return sum.isWatched() ? percent(sum) : NOT_WATCHED;
  }

  private static String percent(TotalsSum sum) {
    return Messages.of("timecards.percent", sum.coveragePercent());
  }

  /// Whether a part of the watched time was not observed.
  static boolean isPartial(DayTotals day) {
    return !TimelineTotals.isComplete(day.observed(), day.watched());
  }

  /// Hours and minutes, rounded by the rules and then to the nearest minute: "6:48".
  static String hours(long seconds, Rounding rounding) {
    return TimeFormat.hoursMinutes(rounding.of(seconds));
  }

  /// The first and the last active time of a day: "08:30 – 17:46"; empty without active time.
  static String firstAndLast(@Nullable DayTotals day, ZoneId zone) {
    return day == null || day.sessions() == 0
        ? ""
        : clock(day.firstActive(), zone)
            + " – "
            + TimeFormat.end(Instant.ofEpochSecond(day.lastActive()), zone);
  }

  /// The time of day of this second since 1970.
  static String clock(long second, ZoneId zone) {
    return TimeFormat.time(Instant.ofEpochSecond(second), zone);
  }

  /// The meaning of the marks in the table.
  static String legend(GridContent table) {
    String partial = Messages.of("timecards.legend");
    if (table.members().stream().allMatch(person -> person.kept().isEmpty())) {
      return partial;
    }
    boolean isOtherZone =
        table.members().stream()
            .anyMatch(person ->
                person.kept().values().stream().anyMatch(zone -> !zone.equals(person.zone())));
    String key = isOtherZone ? "timecards.totals_only.own_zone" : "timecards.totals_only";
    return partial + " · " + TOTALS_ONLY + " " + Messages.of(key);
  }

  /// The sums of the whole table in one line.
  ///
  /// @param watched the number of people on the watch list
  static String totals(GridContent table, int watched, Rounding rounding) {
    String people =
        table.people() < watched
            ? Messages.of("timecards.of", table.people(), watched)
            : Messages.of("timecards.people", table.people());
    if (!table.sum().isWatched()) {
      return Messages.of("timecards.totals.none", people);
    }
    return Messages.of(
        "timecards.totals",
        people,
        TimeFormat.total(rounding.of(table.sum().active())),
        table.sum().coveragePercent());
  }

  /// The rules in words, one sentence each.
  static List<String> rules(AccountingRules rules) {
    List<String> words = new ArrayList<>();
    words.add(zone(rules));
    words.add(breakOver(rules.breakOver()));
    words.add(bridge(rules.bridgeUpTo()));
    words.add(dayStart(rules.dayStart()));
    words.add(RoundingText.of(rules.rounding()));
    return words;
  }

  static String zone(AccountingRules rules) {
    return rules.ownZones()
        ? Messages.of("timecards.zone.own")
        : Messages.of("timecards.rules.zone", TimeFormat.zone(rules.zone()));
  }

  static String dayStart(LocalTime start) {
    return Messages.of("timecards.rules.start", TimeFormat.time(start));
  }

  static String breakOver(Duration length) {
    return Messages.of("timecards.rules.break", length.toMinutes());
  }

  static String bridge(Duration length) {
    return length.isZero()
        ? Messages.of("timecards.rules.bridge.none")
        : Messages.of("timecards.rules.bridge", length.toSeconds());
  }

  /// One cell as a line for the clipboard and the screen reader.
  ///
  /// @param today the current day by the rules
  static String line(
      TimecardGridRow.Member person, LocalDate day, LocalDate today, Rounding rounding) {
    DayTotals totals = person.days().get(day);
    return totals == null
        ? line(person, day(day), person.zone(), notWatched(day, today))
        : line(person, day(day), person.zone(day), TotalsSum.of(List.of(totals)), rounding)
            + (person.kept().containsKey(day) ? " · " + Messages.of("timecards.totals_only") : "");
  }

  /// The text for a day without totals: not watched, or in the future.
  static String notWatched(LocalDate day, LocalDate today) {
    return Messages.of(day.isAfter(today) ? "timecards.line.future" : "timecards.line.not_watched");
  }

  /// The total of a person as a line for the clipboard.
  ///
  /// @param title the range in words
  static String line(TimecardGridRow.Member person, String title, Rounding rounding) {
    return line(person, title, person.zone(), person.sum(), rounding);
  }

  private static String line(
      TimecardGridRow.Member person, String time, ZoneId zone, TotalsSum sum, Rounding rounding) {
    return line(
        person,
        time,
        zone,
        sum.isWatched()
            ? Messages.of(
                "timecards.line.active",
                TimeFormat.total(rounding.of(sum.active())),
                exact(sum),
                sum.coveragePercent())
            : Messages.of("timecards.line.not_watched"));
  }

  private static String line(
      TimecardGridRow.Member person, String time, ZoneId zone, String active) {
    return String.join(" · ", person.title(), time, TimeFormat.zone(zone), active);
  }
}
