package rollcall.settings;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Channels and user groups whose members are on the watch list.
///
/// @param all in the order in which they were chosen
/// @param adding whether new members are added automatically
public record FollowedGroups(List<FollowedGroup> all, boolean adding) {
  public static final FollowedGroups NONE = new FollowedGroups(List.of(), true);

  public FollowedGroups {
    all = List.copyOf(all);
  }

  /// Followed channel or user group.
  ///
  /// @param group whether it is a user group, and not a channel
  /// @param id its ID in Slack
  /// @param name its name in Slack
  /// @param members IDs of the people who are on the watch list because of it
  /// @param leftOut IDs of members who are not to be watched
  public record FollowedGroup(
      boolean group, String id, String name, SortedSet<String> members, SortedSet<String> leftOut) {
    public FollowedGroup {
      members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
      leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    }
  }
}
