package rollcall.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.watch.Problem;

/// Users of the workspace, as far as they are loaded.
///
/// @param people those loaded so far, in any order
/// @param expected the expected number of users, or 0 when unknown
/// @param state the progress of loading
/// @param problem the reason why loading stopped, or null
public record UserList(List<Person> people, int expected, State state, @Nullable Problem problem) {
  /// Nothing is loaded yet.
  public static final UserList EMPTY = new UserList(List.of(), 0, State.PARTIAL);

  public UserList {
    people = List.copyOf(people);
  }

  /// A list without a problem.
  public UserList(List<Person> people, int expected, State state) {
    this(people, expected, state, null);
  }

  /// Progress of loading.
  public enum State {
    /// Incomplete and not loading: not requested yet, or loading failed.
    PARTIAL,
    LOADING,
    COMPLETE
  }
}
