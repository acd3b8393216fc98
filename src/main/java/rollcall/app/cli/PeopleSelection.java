package rollcall.app.cli;

import java.util.List;

/// People to watch, as named on the command line. Without a name: the saved list; everyone only on
/// request.
///
/// @param users ids or names
/// @param channels ids or names of channels; their members are watched as they join and leave
/// @param groups ids or handles of user groups; their members are watched as they join and leave
/// @param everyone whether all people of the workspace are watched, up to the limit
public record PeopleSelection(
    List<String> users, List<String> channels, List<String> groups, boolean everyone) {
  public static final PeopleSelection SAVED = new PeopleSelection(List.of(), List.of(), List.of());

  /// All people of the workspace.
  public static final PeopleSelection EVERYONE =
      new PeopleSelection(List.of(), List.of(), List.of(), true);

  public PeopleSelection {
    users = List.copyOf(users);
    channels = List.copyOf(channels);
    groups = List.copyOf(groups);
  }

  /// Only the named people, channels and user groups.
  public PeopleSelection(List<String> users, List<String> channels, List<String> groups) {
    this(users, channels, groups, false);
  }

  /// Returns whether a channel or a user group is named.
  public boolean follows() {
    return !channels.isEmpty() || !groups.isEmpty();
  }
}
