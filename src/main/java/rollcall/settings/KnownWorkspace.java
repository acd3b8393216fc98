package rollcall.settings;

import java.net.URI;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Workspace to which settings belong.
///
/// @param id ID of Slack
/// @param name display name
/// @param domain first part of its address, such as `acme` of `acme.slack.com`; empty until Slack
///   has named it
/// @param removed whether the user has removed it: it is neither shown nor recorded
public record KnownWorkspace(String id, String name, String domain, boolean removed) {
  public KnownWorkspace(String id, String name) {
    this(id, name, "", false);
  }

  /// Returns the same with another name.
  public KnownWorkspace withName(String newName) {
    return new KnownWorkspace(id, newName, domain, removed);
  }

  /// Returns the same with the domain of its address; without one for an address that is not at
  /// `slack.com`.
  public KnownWorkspace at(URI address) {
    String host = Objects.requireNonNullElse(address.getHost(), "");
    String found = host.endsWith(".slack.com") ? host.substring(0, host.indexOf('.')) : "";
    return new KnownWorkspace(id, name, found, removed);
  }

  /// Returns the same, removed.
  public KnownWorkspace asRemoved() {
    return new KnownWorkspace(id, name, domain, true);
  }

  static KnownWorkspace of(JsonNode node) {
    return new KnownWorkspace(
        FieldReader.id(node.path("id")),
        FieldReader.text(node.path("name")),
        node.path("domain").asString(""),
        node.path("removed").isMissingNode() ? false : FieldReader.isTrue(node.path("removed")));
  }

  ObjectNode write(ObjectNode json) {
    json.put("id", id).put("name", name);
    if (!domain.isEmpty()) {
      json.put("domain", domain);
    }
    return removed ? json.put("removed", true) : json;
  }
}
