package rollcall.ui.table;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import rollcall.presence.Presence;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.SearchText;

/// What the rows of the table can be ordered by.
enum SortKey {
  NAME,
  STATE,
  SINCE,
  DURATION,
  ACTIVE_TODAY;

  /// By name, regardless of accents and case; namesakes by id.
  static Comparator<PersonRow> byName() {
    return Comparator.<PersonRow, String>comparing(
            row -> SearchText.fold(row.state().person().name()))
        .thenComparing(PersonRow::id);
  }

  /// This order at this moment, smallest first; the state orders active, away, unknown.
  Comparator<PersonRow> comparator(PresenceModel model) {
    return switch (this) {
      case NAME -> byName();
      case STATE -> Comparator.comparingInt(row -> rank(row.state().presence()));
      case SINCE -> Comparator.comparing(SortKey::since);
      case DURATION -> Comparator.<PersonRow, Instant>comparing(SortKey::since).reversed();
      case ACTIVE_TODAY -> Comparator.comparingLong(row -> model.today(row).active());
    };
  }

  /// Those never seen come last.
  private static Instant since(PersonRow row) {
    return Optional.ofNullable(row.state().since()).orElse(Instant.MAX);
  }

  private static int rank(Presence presence) {
    return switch (presence) {
      case ACTIVE -> 0;
      case AWAY -> 1;
      case UNKNOWN -> 2;
      case NOT_WATCHED -> 3;
    };
  }
}
