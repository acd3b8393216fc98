package rollcall.app.cli;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.Rounding;

/// How an export is counted, as far as the command line says; null leaves it to the settings.
///
/// @param zone whose clock splits the days
/// @param ownZones whether each person's own does
/// @param dayStart when a day begins
/// @param breakOver a pause longer than this ends a session
/// @param bridgeUpTo an unknown gap no longer than this counts as what is around it
public record AccountingOptions(
    @Nullable ZoneId zone,
    boolean ownZones,
    @Nullable LocalTime dayStart,
    @Nullable Duration breakOver,
    @Nullable Duration bridgeUpTo,
    Rounding rounding) {
  /// All as the settings say, and nothing rounded.
  public static final AccountingOptions USUAL =
      new AccountingOptions(null, false, null, null, null, Rounding.OFF);

  /// The rules of the settings, with what the command line says in the place of it.
  public AccountingRules over(AccountingRules settings) {
    return new AccountingRules(
        zone == null ? settings.zone() : zone,
        dayStart == null ? settings.dayStart() : dayStart,
        breakOver == null ? settings.breakOver() : breakOver,
        bridgeUpTo == null ? settings.bridgeUpTo() : bridgeUpTo,
        rounding,
        ownZones);
  }
}
