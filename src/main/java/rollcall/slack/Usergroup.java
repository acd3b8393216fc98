package rollcall.slack;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// User group, a set of people that can be mentioned together, as `usergroups.list` describes it.
///
/// @param id id (`S…`)
/// @param teamId id of the workspace (`T…`), or blank
/// @param name display name
/// @param handle handle for mentions, without `@`
/// @param description description, or blank
/// @param autoType kind of a group that Slack fills, such as `admins`; null for others
/// @param disabledAt time at which it was disabled; null while it is enabled
/// @param users ids of its members; empty unless they were requested
/// @param userCount number of members; null unless it was requested
public record Usergroup(
    String id,
    String teamId,
    String name,
    String handle,
    String description,
    @Nullable String autoType,
    @Nullable Instant disabledAt,
    List<String> users,
    @Nullable Integer userCount) {
  /// The list is copied.
  public Usergroup {
    users = List.copyOf(users);
  }
}
