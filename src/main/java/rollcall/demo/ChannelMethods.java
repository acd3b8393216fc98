package rollcall.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The methods about channels and who is in them (slack-protocol 5.2). Lane: the workspace's.
final class ChannelMethods {
  private static final String SCOPE = "channels:read";
  private static final Set<String> TYPES =
      Set.of("public_channel", "private_channel", "mpim", "im");

  private final Map<String, Channel> channels = new LinkedHashMap<>();

  ChannelMethods(List<Channel> channels) {
    channels.forEach(channel -> this.channels.put(channel.id(), channel));
  }

  List<Method> all() {
    return List.of(
        new Method("conversations.list", Tier.TWO, SCOPE, this::list),
        new Method("conversations.info", Tier.THREE, SCOPE, this::info),
        new Method("conversations.members", Tier.FOUR, SCOPE, this::members),
        new Method("users.conversations", Tier.THREE, SCOPE, this::ofUser));
  }

  private ObjectNode list(Call call) {
    return channels(List.copyOf(channels.values()), call);
  }

  private ObjectNode ofUser(Call call) {
    String user = call.arg("user").orElse(call.account().userId());
    return channels(
        channels.values().stream().filter(each -> each.members().contains(user)).toList(), call);
  }

  private static ObjectNode channels(List<Channel> all, Call call) {
    List<String> types = List.of(call.arg("types").orElse("public_channel").split(",", -1));
    if (!TYPES.containsAll(types)) {
      return Json.refusal("invalid_types");
    }
    // Here every channel is public.
    List<Channel> wanted = types.contains("public_channel") ? all : List.of();
    String user = call.account().userId();
    return paged("channels", wanted, call, (array, each) -> array.add(channel(each, user)));
  }

  private ObjectNode info(Call call) {
    Channel channel = channels.get(call.arg("channel").orElse(""));
    if (channel == null) {
      return Json.refusal("channel_not_found");
    }
    ObjectNode body = channel(channel, call.account().userId());
    if (call.flag("include_num_members")) {
      body.put("num_members", channel.members().size());
    }
    ObjectNode answer = Json.ok();
    answer.set("channel", body);
    return answer;
  }

  private ObjectNode members(Call call) {
    Channel channel = channels.get(call.arg("channel").orElse(""));
    return channel == null
        ? Json.refusal("channel_not_found")
        : paged("members", channel.members(), call, ArrayNode::add);
  }

  /// One page of a list; 100 unless the caller says how many.
  private static <T> ObjectNode paged(
      String field, List<T> all, Call call, BiConsumer<ArrayNode, T> write) {
    int limit = call.number("limit").orElse(100);
    if (limit < 1 || limit > Page.LIMIT) {
      return Json.refusal("invalid_limit");
    }
    return Page.of(all, field + all.size(), call.arg("cursor").orElse(""), limit)
        .map(page -> {
          ObjectNode answer = Json.ok();
          ArrayNode array = answer.putArray(field);
          page.items().forEach(item -> write.accept(array, item));
          answer.putObject("response_metadata").put("next_cursor", page.next());
          return answer;
        })
        .orElseGet(() -> Json.refusal("invalid_cursor"));
  }

  private static ObjectNode channel(Channel channel, String caller) {
    ObjectNode body = Json.object();
    body.put("id", channel.id()).put("name", channel.name()).put("is_channel", true);
    body.put("created", 1_600_000_000).put("creator", "USLACKBOT");
    body.put("is_archived", false).put("is_general", channel.general());
    body.put("is_member", channel.members().contains(caller));
    body.putObject("topic").put("value", "").put("creator", "").put("last_set", 0);
    body.putObject("purpose").put("value", channel.purpose()).put("creator", "").put("last_set", 0);
    return body;
  }
}
