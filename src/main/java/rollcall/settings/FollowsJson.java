package rollcall.settings;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How the channels and user groups that are followed look in the settings file. Pure.
final class FollowsJson {
  private FollowsJson() {}

  /// @throws IllegalArgumentException when it cannot be meant so
  static FollowedGroups read(JsonNode node) {
    List<FollowedGroups.FollowedGroup> all = new ArrayList<>();
    for (JsonNode one : node.path("all").valueStream().toList()) {
      all.add(
          new FollowedGroups.FollowedGroup(
              isGroup(SettingsJson.text(one.path("kind"))),
              SettingsJson.text(one.path("id")),
              SettingsJson.text(one.path("name")),
              SettingsJson.watched(one.path("members")),
              SettingsJson.watched(one.path("leftOut"))));
    }
    return new FollowedGroups(all, SettingsJson.yesOrNo(node.path("adding")));
  }

  static ObjectNode write(FollowedGroups follows, ObjectNode json) {
    json.put("adding", follows.adding());
    ArrayNode all = json.putArray("all");
    for (FollowedGroups.FollowedGroup one : follows.all()) {
      ObjectNode object = all.addObject();
      object.put("kind", one.group() ? "group" : "channel");
      object.put("id", one.id()).put("name", one.name());
      one.members().forEach(object.putArray("members")::add);
      one.leftOut().forEach(object.putArray("leftOut")::add);
    }
    return json;
  }

  private static boolean isGroup(String kind) {
    return switch (kind) {
      case "group" -> true;
      case "channel" -> false;
      default -> throw new IllegalArgumentException("Neither a channel nor a user group.");
    };
  }
}
