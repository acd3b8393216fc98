package rollcall.ui.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.watch.Problem;

/// Users of the workspace, as far as they are loaded.
///
/// @param people those loaded so far, in any order
/// @param expected the expected number of users, or 0 when unknown
/// @param state the progress of loading
/// @param problem the reason why loading stopped, or null
/// @param handles the handles, such as `kai` of `@kai`, as far as they are known
/// @param emails the mail addresses, if the token may see them; only in memory, for the search
public record UserList(
    List<Person> people,
    int expected,
    State state,
    @Nullable Problem problem,
    Map<UserId, String> handles,
    Map<UserId, String> emails) {
  /// Nothing is loaded yet.
  public static final UserList EMPTY = new UserList(List.of(), 0, State.PARTIAL);

  public UserList {
    people = List.copyOf(people);
    handles = Map.copyOf(handles);
    emails = Map.copyOf(emails);
  }

  /// A list without a problem, handles and mail addresses.
  public UserList(List<Person> people, int expected, State state) {
    this(people, expected, state, null, Map.of(), Map.of());
  }

  /// The same list with another progress of loading.
  public UserList withState(State newState) {
    return new UserList(people, expected, newState, problem, handles, emails);
  }

  /// The same list with this expected number of users.
  public UserList withExpected(int number) {
    return new UserList(people, number, state, problem, handles, emails);
  }

  /// The handle of a user, or blank.
  public String handle(UserId user) {
    return handles.getOrDefault(user, "");
  }

  /// The mail address of a user, or blank.
  public String email(UserId user) {
    return emails.getOrDefault(user, "");
  }

  /// Progress of loading.
  public enum State {
    /// Incomplete and not loading: not requested yet, or loading failed.
    PARTIAL,
    LOADING,
    COMPLETE
  }
}
