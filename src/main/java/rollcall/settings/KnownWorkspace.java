package rollcall.settings;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Workspace to which settings belong.
///
/// @param id ID of Slack
/// @param name display name
/// @param removed whether the user has removed it: it is neither shown nor recorded
public record KnownWorkspace(String id, String name, boolean removed) {
  public KnownWorkspace(String id, String name) {
    this(id, name, false);
  }

  /// Returns the same, removed.
  KnownWorkspace asRemoved() {
    return new KnownWorkspace(id, name, true);
  }

  static KnownWorkspace of(JsonNode node) {
    return new KnownWorkspace(
        FieldReader.id(node.path("id")),
        FieldReader.text(node.path("name")),
        node.path("removed").isMissingNode() ? false : FieldReader.isTrue(node.path("removed")));
  }

  ObjectNode write(ObjectNode json) {
    json.put("id", id).put("name", name);
    return removed ? json.put("removed", true) : json;
  }
}
