package rollcall.slack;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// User group, a set of people that can be mentioned together, as `usergroups.list` describes it.
///
/// @param id `S…`
/// @param teamId the workspace (`T…`), or blank
/// @param name as people read it
/// @param handle as they mention it, without `@`
/// @param description what it is for, or blank
/// @param autoType Slack's word when it fills itself, such as `admins`; else null
/// @param disabledAt when it was switched off, or null while it is on
/// @param users the ids of its members, if they were requested
/// @param userCount number of members, or null if it was not requested
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
  /// Keeps the members as they are now.
  public Usergroup {
    users = List.copyOf(users);
  }
}
