package rollcall.settings;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The channels and user groups whose people are on the list.
///
/// @param all in the order in which they were chosen
/// @param adding whether those who come into them are watched by themselves
public record FollowedGroups(List<FollowedGroup> all, boolean adding) {
  /// Nothing is followed.
  public static final FollowedGroups NONE = new FollowedGroups(List.of(), true);

  public FollowedGroups {
    all = List.copyOf(all);
  }

  /// One of them.
  ///
  /// @param group whether it is a user group, and not a channel
  /// @param id its id in Slack
  /// @param name as people know it
  /// @param members the ids of those who are on the list because of it
  /// @param leftOut the ids of those who are in it and are not to be watched
  public record FollowedGroup(
      boolean group, String id, String name, SortedSet<String> members, SortedSet<String> leftOut) {
    public FollowedGroup {
      members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
      leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    }
  }
}
