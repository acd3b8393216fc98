package rollcall.ui.presence;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import rollcall.presence.Presence;
import rollcall.ui.model.PersonRow;
import rollcall.ui.text.Messages;
import rollcall.ui.text.SearchNormalizer;
import rollcall.ui.timeline.TotalsRange;

/// Columns by which the rows can be sorted.
public enum SortKey {
  NAME,
  STATE,
  /// Time in the current state, as far as the record has no gap.
  FOR,
  /// First activity in the visible range.
  FIRST,
  /// Active time in the visible range.
  ACTIVE,
  /// Coverage of the visible range.
  SEEN;

  /// Order of the rows.
  public record Order(SortKey key, boolean descending) {
    /// By name, ascending.
    public static final Order BY_NAME = new Order(NAME, false);

    /// The order after a click on this column: the same column reverses its order.
    public Order clicked(SortKey column) {
      return new Order(column, column == key && !descending);
    }

    /// The comparator of the rows; equal ones are ordered by name and id.
    Comparator<PersonRow> comparator(Function<PersonRow, TotalsRange> range) {
      Comparator<PersonRow> byKey = key.ascending(range);
      return (descending ? byKey.reversed() : byKey).thenComparing(byName());
    }
  }

  /// The last part of the message key, and the name in the saved state of the window.
  public String word() {
    return Messages.word(this);
  }

  private static Comparator<PersonRow> byName() {
    // A name is compared many times.
    Map<String, String> folded = new HashMap<>();
    return Comparator.<PersonRow, String>comparing(
            row -> folded.computeIfAbsent(row.state().person().name(), SearchNormalizer::fold))
        .thenComparing(PersonRow::id);
  }

  private Comparator<PersonRow> ascending(Function<PersonRow, TotalsRange> range) {
    return switch (this) {
      case NAME -> byName();
      case STATE -> Comparator.comparingInt(row -> rank(row.state().presence()));
      case FOR -> Comparator.<PersonRow, Instant>comparing(SortKey::since).reversed();
      case FIRST -> once(row -> range.apply(row).firstActive(row.timeline()).orElse(Instant.MAX));
      case ACTIVE -> once(row -> range.apply(row).totals(row.timeline()).active());
      case SEEN -> once(row -> range.apply(row).totals(row.timeline()).coverage());
    };
  }

  /// Compares by a value that is calculated once a row: each row is compared many times.
  private static <T extends Comparable<? super T>> Comparator<PersonRow> once(
      Function<PersonRow, T> value) {
    Map<PersonRow, T> known = new HashMap<>();
    return Comparator.comparing(row -> known.computeIfAbsent(row, value));
  }

  /// People never seen come last.
  private static Instant since(PersonRow row) {
    return Optional.ofNullable(row.state().seenSince()).orElse(Instant.MAX);
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
