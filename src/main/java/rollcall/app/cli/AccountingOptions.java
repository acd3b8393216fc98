package rollcall.app.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.Rounding;

/// Options for the accounting of an export; those not given come from the settings. Thread: main.
public final class AccountingOptions {
  /// Value of `--zone` for each person's own time zone.
  private static final String OWN = "own";

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Time zone that splits the days, such as Europe/Berlin, or 'own' for each person's"
              + " own. Default: the report zone of the settings.")
  private @Nullable String zone;

  @Option(
      names = "--day-start",
      paramLabel = "TIME",
      description =
          "Start of the day, for people who work past midnight. Default: the value in the settings"
              + " (initially midnight).")
  private @Nullable LocalTime dayStart;

  @Option(
      names = "--break-over",
      paramLabel = "MIN",
      description =
          "Minutes after which a pause ends a session. Default: the value in the settings"
              + " (initially 5).")
  private @Nullable Integer breakOver;

  @Option(
      names = "--bridge",
      paramLabel = "SEC",
      description =
          "An unknown gap of at most so many seconds, with the same state on both sides, counts as"
              + " that state; 0 for none. Default: the value in the settings (initially 90).")
  private @Nullable Integer bridge;

  @Option(
      names = "--round",
      paramLabel = "MIN",
      description =
          "Round hours to 1, 5, 6, 15 or 30 minutes. Seconds stay exact. Rounded hours can add up"
              + " differently from rounded days.")
  private @Nullable Integer round;

  @Option(
      names = "--round-to",
      paramLabel = "DIR",
      description = "Direction of rounding: 'nearest', 'up' or 'down'. Default: nearest.")
  private Rounding.@Nullable Direction roundTo;

  void validate() {
    ExportOptions.check(
        isWithin(breakOver, 24 * 60),
        "--break-over must be between 0 and 1440, was %s.",
        breakOver);
    ExportOptions.check(
        isWithin(bridge, 3600), "--bridge must be between 0 and 3600, was %s.", bridge);
    ExportOptions.check(
        round == null || round == 0 || Rounding.STEPS.contains(round),
        "--round can only be 1, 5, 6, 15 or 30, was %s.",
        round);
    ExportOptions.check(roundTo == null || round != null, "--round-to needs --round.");
    zone();
  }

  /// The rules of the settings, overridden by the options given.
  AccountingRules over(AccountingRules settings) {
    ZoneId named = zone();
    return new AccountingRules(
        named == null ? settings.zone() : named,
        dayStart == null ? settings.dayStart() : dayStart,
        breakOver == null ? settings.breakOver() : Duration.ofMinutes(breakOver),
        bridge == null ? settings.bridgeUpTo() : Duration.ofSeconds(bridge),
        new Rounding(
            round == null ? 0 : round, roundTo == null ? Rounding.Direction.NEAREST : roundTo),
        OWN.equals(zone));
  }

  boolean rounds() {
    return round != null && round != 0;
  }

  private @Nullable ZoneId zone() {
    try {
      return zone == null || zone.equals(OWN) ? null : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + zone + "' is not a time zone such as Europe/Berlin.", e);
    }
  }

  private static boolean isWithin(@Nullable Integer value, int most) {
    return value == null || (value >= 0 && value <= most);
  }
}
