package rollcall.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.watch.Problem;

/// Everybody in the workspace, as far as they are loaded.
///
/// @param people so far, in any order
/// @param about how many there probably are, or 0 when nobody knows
/// @param state whether more are to come
/// @param problem why loading was given up, or null
public record UserList(List<Person> people, int expected, State state, @Nullable Problem problem) {
  /// Nobody was asked for yet.
  public static final UserList EMPTY = new UserList(List.of(), 0, State.PARTIAL);

  public UserList {
    people = List.copyOf(people);
  }

  /// Nothing went wrong.
  public UserList(List<Person> people, int expected, State state) {
    this(people, expected, state, null);
  }

  /// How far the loading is.
  public enum State {
    /// Not everybody, and no page is on its way: not asked yet, or loading was given up.
    PARTIAL,
    LOADING,
    COMPLETE
  }
}
