package rollcall.ui.model;

import java.time.Duration;
import java.time.ZoneId;
import rollcall.settings.RetentionAndAccounting;
import rollcall.timecard.AccountingRules;

/// Default accounting rules: those of the settings. Pure.
public final class DefaultRules {
  private DefaultRules() {}

  /// The rules of the settings in this time zone.
  ///
  /// @param zone the zone whose midnights separate the days
  public static AccountingRules of(RetentionAndAccounting recordSettings, ZoneId zone) {
    return AccountingRules.in(zone)
        .withDayStart(recordSettings.dayStart())
        .withBreakOver(Duration.ofMinutes(recordSettings.breakMinutes()))
        .withBridgeUpTo(Duration.ofSeconds(recordSettings.bridgeSeconds()));
  }
}
