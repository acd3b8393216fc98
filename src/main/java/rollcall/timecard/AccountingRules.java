package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import rollcall.presence.Person;

/// Accounting rules: how spans are summed into days.
///
/// @param zone the time zone that splits the days
/// @param dayStart local time at which a day begins; midnight unless people work through it
/// @param breakOver a pause longer than this ends a session
/// @param bridgeUpTo an unknown gap no longer than this, with the same state on both sides, counts
///   as that state, so that short connection losses do not split sessions
/// @param rounding the rounding of printed totals
/// @param ownZones whether each person's days are split by their own time zone, as Slack reports
///   it, and by `zone` only where Slack reports none
public record AccountingRules(
    ZoneId zone,
    LocalTime dayStart,
    Duration breakOver,
    Duration bridgeUpTo,
    Rounding rounding,
    boolean ownZones) {
  public AccountingRules {
    if (breakOver.isNegative() || bridgeUpTo.isNegative()) {
      throw new IllegalArgumentException(
          "breakOver and bridgeUpTo must not be negative, were "
              + breakOver
              + " and "
              + bridgeUpTo
              + ".");
    }
  }

  /// The default rules in this time zone: days from midnight, breaks over five minutes, gaps up to
  /// ninety seconds bridged, no rounding.
  public static AccountingRules in(ZoneId zone) {
    return new AccountingRules(
        zone,
        LocalTime.MIDNIGHT,
        Duration.ofMinutes(5),
        Duration.ofSeconds(90),
        Rounding.OFF,
        false);
  }

  public AccountingRules withZone(ZoneId newZone) {
    return new AccountingRules(newZone, dayStart, breakOver, bridgeUpTo, rounding, ownZones);
  }

  public AccountingRules withDayStart(LocalTime newDayStart) {
    return new AccountingRules(zone, newDayStart, breakOver, bridgeUpTo, rounding, ownZones);
  }

  public AccountingRules withRounding(Rounding newRounding) {
    return new AccountingRules(zone, dayStart, breakOver, bridgeUpTo, newRounding, ownZones);
  }

  public AccountingRules withBreakOver(Duration newBreakOver) {
    return new AccountingRules(zone, dayStart, newBreakOver, bridgeUpTo, rounding, ownZones);
  }

  public AccountingRules withBridgeUpTo(Duration newBridgeUpTo) {
    return new AccountingRules(zone, dayStart, breakOver, newBridgeUpTo, rounding, ownZones);
  }

  /// A copy in which each person's days are split by their own time zone.
  public AccountingRules withOwnZones() {
    return new AccountingRules(zone, dayStart, breakOver, bridgeUpTo, rounding, true);
  }

  /// The rules for one person, with the time zone that splits their days.
  public AccountingRules of(Person person) {
    return ownZones ? withZone(person.clock().orElse(zone)) : this;
  }

  /// The first instant of a day, which is the end of the day before: not necessarily 24 hours
  /// apart, and where a zone skips midnight, the first instant that exists.
  public Instant start(LocalDate day) {
    return dayStart.equals(LocalTime.MIDNIGHT)
        ? day.atStartOfDay(zone).toInstant()
        : day.atTime(dayStart).atZone(zone).toInstant();
  }

  /// The seconds since 1970 at which consecutive days begin, followed by the second at which the
  /// last of them ends.
  long[] borders(DayRange days) {
    long[] borders = new long[days.count() + 1];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = start(days.day(i)).getEpochSecond();
    }
    return borders;
  }

  /// The day that contains an instant.
  public LocalDate day(Instant at) {
    LocalDate date = LocalDate.ofInstant(at, zone);
    return start(date).isAfter(at) ? date.minusDays(1) : date;
  }

  /// The first instant that can affect the totals of `day`: spans are needed from here, since a gap
  /// may be bridged across midnight.
  public Instant earliestInput(LocalDate day) {
    return start(day).minus(bridgeUpTo).minusSeconds(1);
  }

  /// The end of the time that can affect the totals of `day`.
  public Instant latestInput(LocalDate day) {
    return start(day.plusDays(1)).plus(bridgeUpTo).plusSeconds(1);
  }
}
