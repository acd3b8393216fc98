package rollcall.watch;

import java.util.Map;

/// How the list stands after what Slack said of the channels and user groups that are followed.
///
/// @param list the list as it is now
/// @param problems why it is not known who is in some of them, by id; they are as they were last
///   known
/// @param wish how many lists had been wished for when it became so: an answer to an older wish
///   than the newest counts for nothing
public record WatchListState(WatchList list, Map<String, Problem> problems, int wish) {
  public WatchListState {
    problems = Map.copyOf(problems);
  }

  /// This list as it is wished for, before Slack said anything.
  public static WatchListState of(WatchList list) {
    return new WatchListState(list, Map.of(), 0);
  }
}
