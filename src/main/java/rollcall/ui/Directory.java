package rollcall.ui;

import java.util.List;
import rollcall.presence.Person;

/// Everybody in the workspace, as far as they are loaded.
///
/// @param people so far, in any order
/// @param about how many there probably are, or 0 when nobody knows
/// @param state whether more are to come
public record Directory(List<Person> people, int about, State state) {
  /// Nobody was asked for yet.
  public static final Directory EMPTY = new Directory(List.of(), 0, State.PARTIAL);

  public Directory {
    people = List.copyOf(people);
  }

  /// How far the loading is.
  public enum State {
    /// Not everybody, and no page is on its way: not asked yet, or loading was given up.
    PARTIAL,
    LOADING,
    COMPLETE
  }
}
