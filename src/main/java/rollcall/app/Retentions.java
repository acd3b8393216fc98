package rollcall.app;

import rollcall.history.Retention;
import rollcall.settings.Settings;

/// How long the record is kept, as the settings wish it: for ever while that is not known. Pure.
final class Retentions {
  private Retentions() {}

  static Retention of(Settings settings) {
    int days = settings.books().keepDays();
    return days == 0 || !settings.keepKnown() ? Retention.UNLIMITED : Retention.ofDays(days);
  }
}
