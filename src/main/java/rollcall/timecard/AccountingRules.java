package rollcall.timecard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import rollcall.presence.Person;

/// How time is accounted.
///
/// @param zone whose clock splits the days
/// @param dayStart when a day begins on that clock; midnight unless people work through it
/// @param breakOver a pause longer than this ends a session
/// @param bridgeUpTo an unknown gap no longer than this, with the same state on both sides, counts
///   as that state: hiccups of a connection do not chop sessions
/// @param rounding what is done to the totals when they are printed
/// @param ownZones whether each person's days are split by their own clock, as Slack knows it, and
///   by that of `zone` only where Slack does not
public record AccountingRules(
    ZoneId zone,
    LocalTime dayStart,
    Duration breakOver,
    Duration bridgeUpTo,
    Rounding rounding,
    boolean ownZones) {
  public AccountingRules {
    if (breakOver.isNegative() || bridgeUpTo.isNegative()) {
      throw new IllegalArgumentException("No pause and no gap is shorter than nothing.");
    }
  }

  /// The usual rules on this clock: days from midnight, breaks over five minutes, gaps up to ninety
  /// seconds bridged, nothing rounded.
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

  /// Each person's days are split by their own clock.
  public AccountingRules withOwnZones() {
    return new AccountingRules(zone, dayStart, breakOver, bridgeUpTo, rounding, true);
  }

  /// The rules for one person: with the clock that splits their days.
  public AccountingRules of(Person person) {
    return ownZones ? withZone(person.clock().orElse(zone)) : this;
  }

  /// The first instant of a day. The next day's is this day's end: never 24 hours later by rule,
  /// and where a zone skips midnight, the first instant that exists.
  public Instant start(LocalDate day) {
    return dayStart.equals(LocalTime.MIDNIGHT)
        ? day.atStartOfDay(zone).toInstant()
        : day.atTime(dayStart).atZone(zone).toInstant();
  }

  /// The seconds since 1970 at which days in a row begin, and the one at which the last of them
  /// ends.
  long[] borders(DayRange days) {
    long[] borders = new long[days.count() + 1];
    for (int i = 0; i < borders.length; i++) {
      borders[i] = start(days.day(i)).getEpochSecond();
    }
    return borders;
  }

  /// The day in which an instant lies.
  public LocalDate day(Instant at) {
    LocalDate date = LocalDate.ofInstant(at, zone);
    return start(date).isAfter(at) ? date.minusDays(1) : date;
  }

  /// The first instant that can bear on the account of `day`: spans are wanted from here, since a
  /// gap may be bridged across midnight.
  public Instant earliestInput(LocalDate day) {
    return start(day).minus(bridgeUpTo).minusSeconds(1);
  }

  /// The end of the time that can bear on the account of `day`.
  public Instant latestInput(LocalDate day) {
    return start(day.plusDays(1)).plus(bridgeUpTo).plusSeconds(1);
  }
}
