package rollcall.ui.model;

import java.util.Collection;
import rollcall.presence.Presence;

/// How many of the people on the list are in each state.
///
/// @param resting of those who are not watched, because of a pause or their recording hours
public record StateCounts(int active, int away, int unknown, int notWatched) {
  /// Nobody is on the list.
  public static final StateCounts NONE = new StateCounts(0, 0, 0);

  /// Everybody is watched.
  public StateCounts(int active, int away, int unknown) {
    this(active, away, unknown, 0);
  }

  /// Everybody.
  public int all() {
    return active + away + unknown + notWatched;
  }

  static StateCounts of(Collection<PersonRow> rows) {
    int active = 0;
    int away = 0;
    int resting = 0;
    for (PersonRow row : rows) {
      if (row.state().presence() == Presence.ACTIVE) {
        active++;
      } else if (row.state().presence() == Presence.AWAY) {
        away++;
      } else if (row.state().presence() == Presence.NOT_WATCHED) {
        resting++;
      }
    }
    return new StateCounts(active, away, rows.size() - active - away - resting, resting);
  }
}
