package rollcall.presence;

/// Where the people are: one Slack workspace.
///
/// @param id `T…`, or `E…` for an Enterprise Grid organisation; one history belongs to one id
/// @param name as people know it
public record Workspace(String id, String name) {
  public Workspace {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("This is not the id of a workspace.");
    }
  }
}
