package rollcall.watch;

import java.util.Map;

/// Watch list after membership changes, with failures.
///
/// @param list current list
/// @param problems failures to read the members of groups, by group id; these groups keep their
///   last known members
/// @param version number of lists set by the user so far; a state with an older version than the
///   newest is outdated
public record WatchListState(WatchList list, Map<String, Problem> problems, int version) {
  public WatchListState {
    problems = Map.copyOf(problems);
  }

  /// Initial state of a list.
  public static WatchListState of(WatchList list) {
    return new WatchListState(list, Map.of(), 0);
  }
}
