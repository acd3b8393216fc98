package rollcall.ui.model;

import java.time.Duration;
import java.time.ZoneId;
import rollcall.settings.RetentionAndAccounting;
import rollcall.settings.Settings;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.Rounding;

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

  /// The rounding of these settings, which Timecards and the export begin with.
  public static Rounding rounding(Settings settings) {
    return Rounding.of(settings.export().roundMinutes(), settings.export().roundTo());
  }

  /// These settings with another rounding.
  public static Settings withRounding(Settings settings, Rounding next) {
    return settings.withExport(settings.export().withRounding(next.minutes(), next.to().word()));
  }
}
