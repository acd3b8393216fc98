package rollcall.presence;

/// Slack workspace or Enterprise Grid organization.
///
/// @param id `T…`, or `E…` for an Enterprise Grid organization; one history belongs to one id
/// @param name the display name
public record Workspace(String id, String name) {
  public Workspace {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("This is not the id of a workspace.");
    }
  }
}
