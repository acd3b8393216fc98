package rollcall.app.environment;

import rollcall.history.Retention;
import rollcall.settings.RecordSettings;

/// How long the record is kept, as the settings wish it. Pure.
public final class RetentionMapper {
  private RetentionMapper() {}

  public static Retention of(RecordSettings books) {
    return books.keepDays() == 0
        ? new Retention(Retention.FOREVER, Retention.USUAL.own(), Retention.USUAL.backups())
        : Retention.ofDays(books.keepDays());
  }
}
