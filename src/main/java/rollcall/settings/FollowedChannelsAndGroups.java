package rollcall.settings;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Channels and user groups whose members are on the watch list.
///
/// @param all in the order in which they were chosen
/// @param adding whether new members are added automatically
public record FollowedChannelsAndGroups(List<ChannelOrGroup> all, boolean adding) {
  public static final FollowedChannelsAndGroups NONE =
      new FollowedChannelsAndGroups(List.of(), true);

  private static final String ENTRY =
      "{\"kind\": \"channel\" or \"group\", \"id\", \"name\", \"members\": [ids], \"leftOut\":"
          + " [ids]}";

  public FollowedChannelsAndGroups {
    all = List.copyOf(all);
  }

  static FollowedChannelsAndGroups read(FieldReader settings) {
    FieldReader followed = settings.object("followed", "no channel and no group is followed");
    return new FollowedChannelsAndGroups(
        followed.list("all", ENTRY, "it is not followed", ChannelOrGroup::read),
        followed.yesOrNo("adding", true, false, "new members wait until they are confirmed"));
  }

  ObjectNode write(ObjectNode json) {
    json.put("adding", adding);
    ArrayNode list = json.putArray("all");
    all.forEach(one -> one.write(list.addObject()));
    return json;
  }

  /// Followed channel or user group.
  ///
  /// @param group whether it is a user group, and not a channel
  /// @param id its ID in Slack
  /// @param name its name in Slack
  /// @param members IDs of the people who are on the watch list because of it
  /// @param leftOut IDs of members who are not to be watched
  public record ChannelOrGroup(
      boolean group, String id, String name, SortedSet<String> members, SortedSet<String> leftOut) {
    public ChannelOrGroup {
      members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
      leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    }

    static ChannelOrGroup read(JsonNode node) {
      return new ChannelOrGroup(
          isGroup(FieldReader.text(node.path("kind"))),
          FieldReader.id(node.path("id")),
          FieldReader.text(node.path("name")),
          FieldReader.ids(node.path("members")),
          FieldReader.ids(node.path("leftOut")));
    }

    private static boolean isGroup(String kind) {
      return switch (kind) {
        case "group" -> true;
        case "channel" -> false;
        default -> throw new IllegalArgumentException("Neither a channel nor a user group.");
      };
    }

    private void write(ObjectNode json) {
      json.put("kind", group ? "group" : "channel").put("id", id).put("name", name);
      members.forEach(json.putArray("members")::add);
      leftOut.forEach(json.putArray("leftOut")::add);
    }
  }
}
