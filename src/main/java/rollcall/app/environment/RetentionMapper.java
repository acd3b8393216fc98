package rollcall.app.environment;

import rollcall.history.Retention;
import rollcall.settings.Settings;

/// How long the record is kept, as the settings wish it: for ever while that is not known. Pure.
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
