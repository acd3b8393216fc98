package rollcall.presence;

/// Slack workspace or Enterprise Grid organization.
///
/// @param id `T…`, or `E…` for an Enterprise Grid organization; one history belongs to one id
/// @param name the display name
public record Workspace(String id, String name) {
  public Workspace {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException(
          "A workspace id must have 1 to 64 letters, digits, _ or -, was '" + id + "'.");
    }
  }
}
