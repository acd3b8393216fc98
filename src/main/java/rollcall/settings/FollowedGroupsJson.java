package rollcall.settings;

import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The followed channels and user groups in the settings file. Pure.
final class FollowedGroupsJson {
  private static final String ENTRY =
      "{\"kind\": \"channel\" or \"group\", \"id\", \"name\", \"members\": [ids], \"leftOut\": [ids]}";

  private FollowedGroupsJson() {}

  static FollowedGroups read(FieldReader settings) {
    FieldReader followed = settings.object("followed", "no channel and no group is followed");
    return new FollowedGroups(
        followed.list("all", ENTRY, "it is not followed", FollowedGroupsJson::one),
        followed.yesOrNo("adding", true, false, "new members wait until they are confirmed"));
  }

  static FollowedGroups.FollowedGroup one(JsonNode node) {
    return new FollowedGroups.FollowedGroup(
        isGroup(FieldReader.text(node.path("kind"))),
        FieldReader.id(node.path("id")),
        FieldReader.text(node.path("name")),
        new TreeSet<>(FieldReader.all(node.path("members"), FieldReader::id)),
        new TreeSet<>(FieldReader.all(node.path("leftOut"), FieldReader::id)));
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
