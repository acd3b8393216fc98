package rollcall.ui.model;

import java.time.Duration;
import java.time.ZoneId;
import rollcall.settings.RecordSettings;
import rollcall.timecard.AccountingRules;

/// How time is accounted when nobody says otherwise: as the settings wish it. Pure.
public final class DefaultRules {
  private DefaultRules() {}

  /// The rules of the settings on this clock.
  ///
  /// @param zone whose clock splits the days
  public static AccountingRules of(RecordSettings recordSettings, ZoneId zone) {
    return AccountingRules.in(zone)
        .withDayStart(recordSettings.dayStart())
        .withBreakOver(Duration.ofMinutes(recordSettings.breakMinutes()))
        .withBridgeUpTo(Duration.ofSeconds(recordSettings.bridgeSeconds()));
  }
}
