package rollcall.timecard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import rollcall.presence.SlackStatus;
import rollcall.presence.SpanArray;

/// Totals of one person's day that are kept after the retention has deleted its entries.
///
/// @param date the day, in `zone`
/// @param zone the time zone that split the days when the entries were deleted
/// @param dayStart the local time at which a day began then
/// @param totals the sums of the day, as the timecard had them
/// @param dnd the observed seconds within Do Not Disturb
/// @param rtm the observed seconds that came from RTM, without bridged gaps
/// @param observed the observed seconds, without bridged gaps
public record KeptDay(
    LocalDate date,
    ZoneId zone,
    LocalTime dayStart,
    DayTotals totals,
    int dnd,
    int rtm,
    int observed) {
  /// The days on which the person was watched for at least a second, in order: the numbers that an
  /// export of these days has.
  ///
  /// @param spans unbridged, from [AccountingRules#earliestInput] of the first day to
  ///   [AccountingRules#latestInput] of the last
  /// @param slackStatuses those of the same days, as [SpanSource#slackStatuses] returns them
  /// @param rules the rules with the time zone of the person
  public static List<KeptDay> of(
      SpanArray spans,
      List<SlackStatus> slackStatuses,
      AccountingRules rules,
      DayRange days,
      Instant now) {
    long[] borders = rules.borders(days);
    var totals = TimecardCalculator.totals(spans, rules, borders, now);
    ExtraTotals extras = ExtraTotals.of(spans, slackStatuses, rules.bridgeUpTo(), borders);
    List<KeptDay> kept = new ArrayList<>();
    for (int i = 0; i < totals.length; i++) {
      DayTotals day = totals[i];
      if (day != null) {
        kept.add(
            new KeptDay(
                days.day(i),
                rules.zone(),
                rules.dayStart(),
                day,
                extras.dndSeconds(i),
                extras.rtmSeconds(i),
                extras.observedSeconds(i)));
      }
    }
    return kept;
  }

  /// The first instant of the day.
  public Instant start() {
    return end(date.minusDays(1), zone, dayStart);
  }

  /// The first instant after the day.
  public Instant end() {
    return end(date, zone, dayStart);
  }

  /// The first instant after a day.
  public static Instant end(LocalDate date, ZoneId zone, LocalTime dayStart) {
    return AccountingRules.in(zone).withDayStart(dayStart).start(date.plusDays(1));
  }

  /// Whether both are parts of the same day: days of other zones or starts are others.
  public boolean isSameDay(KeptDay other) {
    return date.equals(other.date) && zone.equals(other.zone) && dayStart.equals(other.dayStart);
  }

  /// The sum of two parts of the same day.
  public KeptDay plus(KeptDay other) {
    return new KeptDay(
        date,
        zone,
        dayStart,
        totals.plus(other.totals),
        dnd + other.dnd,
        rtm + other.rtm,
        observed + other.observed);
  }
}
