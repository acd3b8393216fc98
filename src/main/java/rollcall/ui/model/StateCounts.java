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

  static StateCounts of(Collection<PersonRow> rows) {
    int active = 0;
    int away = 0;
    int notWatched = 0;
    for (PersonRow row : rows) {
      if (row.state().presence() == Presence.ACTIVE) {
        active++;
      } else if (row.state().presence() == Presence.AWAY) {
        away++;
      } else if (row.state().presence() == Presence.NOT_WATCHED) {
        notWatched++;
      }
    }
    return new StateCounts(active, away, rows.size() - active - away - notWatched, notWatched);
  }
}
