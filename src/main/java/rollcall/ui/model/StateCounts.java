package rollcall.ui.model;

import java.util.Collection;
import rollcall.presence.Presence;

/// Number of people on the list in each state.
///
/// @param notWatched people not watched because of a pause or their recording hours
public record StateCounts(int active, int away, int unknown, int notWatched) {
  /// The counts of an empty list.
  public static final StateCounts NONE = new StateCounts(0, 0, 0);

  /// Counts when everyone is watched.
  public StateCounts(int active, int away, int unknown) {
    this(active, away, unknown, 0);
  }

  /// The number of people on the list.
  public int all() {
    return active + away + unknown + notWatched;
  }

  /// The counts after one person changed from one state to another.
  StateCounts moved(Presence from, Presence to) {
    return with(from, -1).with(to, 1);
  }

  private StateCounts with(Presence state, int more) {
    return switch (state) {
      case ACTIVE -> new StateCounts(active + more, away, unknown, notWatched);
      case AWAY -> new StateCounts(active, away + more, unknown, notWatched);
      case UNKNOWN -> new StateCounts(active, away, unknown + more, notWatched);
      case NOT_WATCHED -> new StateCounts(active, away, unknown, notWatched + more);
    };
  }

  static StateCounts of(Collection<PersonRow> rows) {
    StateCounts counts = NONE;
    for (PersonRow row : rows) {
      counts = counts.with(row.state().presence(), 1);
    }
    return counts;
  }
}
