package rollcall.ui;

import java.util.Collection;
import rollcall.presence.Presence;

/// How many of the watched people are in each state.
public record Counts(int active, int away, int unknown) {
  /// Nobody is watched.
  public static final Counts NONE = new Counts(0, 0, 0);

  /// Everybody.
  public int all() {
    return active + away + unknown;
  }

  static Counts of(Collection<PersonRow> rows) {
    int active = 0;
    int away = 0;
    for (PersonRow row : rows) {
      if (row.now().presence() == Presence.ACTIVE) {
        active++;
      } else if (row.now().presence() == Presence.AWAY) {
        away++;
      }
    }
    return new Counts(active, away, rows.size() - active - away);
  }
}
