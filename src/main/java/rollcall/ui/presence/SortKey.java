package rollcall.ui.presence;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import rollcall.presence.Presence;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.SearchText;

/// Sort keys of the table.
enum SortKey {
  NAME,
  STATE,
  SINCE,
  DURATION,
  ACTIVE_TODAY;

  /// By name, ignoring accents and case, then by id.
  static Comparator<PersonRow> byName() {
    return Comparator.<PersonRow, String>comparing(
            row -> SearchText.fold(row.state().person().name()))
        .thenComparing(PersonRow::id);
  }

  /// The ascending order at this time; states in the order active, away, unknown.
  Comparator<PersonRow> comparator(PresenceModel model) {
    return switch (this) {
      case NAME -> byName();
      case STATE -> Comparator.comparingInt(row -> rank(row.state().presence()));
      case SINCE -> Comparator.comparing(SortKey::since);
      case DURATION -> Comparator.<PersonRow, Instant>comparing(SortKey::since).reversed();
      case ACTIVE_TODAY -> Comparator.comparingLong(row -> model.today(row).active());
    };
  }

  /// Never seen people come last.
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
