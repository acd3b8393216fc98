package rollcall.app.environment;

import rollcall.history.Retention;
import rollcall.settings.Settings;

/// Mapping from the settings to the retention: unlimited while it is not known. Pure.
public final class RetentionMapper {
  private RetentionMapper() {}

  public static Retention of(Settings settings) {
    int days = settings.books().keepDays();
    if (!settings.keepKnown()) {
      return Retention.UNKNOWN;
    }
    return days == 0 ? Retention.UNLIMITED : Retention.ofDays(days);
  }
}
