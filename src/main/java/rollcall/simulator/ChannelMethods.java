package rollcall.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Web API methods for channels and their members (slack-protocol 5.2). Thread: event loop.
record ChannelMethods(WorkspaceState state, FaultQueue faults) {
  private static final Set<String> TYPES =
      Set.of("public_channel", "private_channel", "mpim", "im");

  List<Method> all() {
    String scope = Channel.Kind.PUBLIC.scope();
    return List.of(
        new Method("conversations.list", Tier.TWO, scope, this::list),
        new Method("conversations.info", Tier.THREE, scope, this::info),
        new Method("conversations.members", Tier.FOUR, scope, this::members),
        new Method("users.conversations", Tier.THREE, scope, this::ofUser));
  }

  private ObjectNode list(AuthorizedApiRequest call) {
    return channels(visible(call), "channels", ListPage.LIMIT, call);
  }

  private ObjectNode ofUser(AuthorizedApiRequest call) {
    String user = call.arg("user").orElse(call.user());
    List<Channel> ofMember =
        visible(call).stream().filter(each -> each.members().contains(user)).toList();
    return channels(ofMember, "channels of " + user, ListPage.LIMIT - 1, call);
  }

  private List<Channel> visible(AuthorizedApiRequest call) {
    return state.channels().stream().filter(each -> each.isVisibleTo(call.user())).toList();
  }

  private ObjectNode channels(List<Channel> all, String list, int max, AuthorizedApiRequest call) {
    List<String> types = List.of(call.arg("types").orElse("public_channel").split(",", -1));
    if (!TYPES.containsAll(types)) {
      return SlackJsonCodec.refusal("invalid_types");
    }
    Optional<String> missing =
        Arrays.stream(Channel.Kind.values())
            .filter(kind -> types.contains(kind.word()))
            .map(Channel.Kind::scope)
            .filter(scope -> !call.caller().kind().grants(scope))
            .findFirst();
    if (missing.isPresent()) {
      return WebApi.missingScope(missing.get(), call.caller().kind());
    }
    List<Channel> matching =
        all.stream().filter(each -> types.contains(each.kind().word())).toList();
    return paged(
        "channels",
        matching,
        list + types.stream().sorted().collect(Collectors.joining()),
        max,
        call,
        (array, each) -> array.add(channel(each, call.user())));
  }

  private ObjectNode info(AuthorizedApiRequest call) {
    if (call.arg("channel").isEmpty()) {
      return SlackJsonCodec.missingField("channel");
    }
    Optional<Channel> found = one(call);
    if (found.isEmpty()) {
      return SlackJsonCodec.refusal("channel_not_found");
    }
    ObjectNode body = channel(found.get(), call.user());
    if (call.flag("include_num_members")) {
      body.put("num_members", found.get().members().size());
    }
    return SlackJsonCodec.ok().set("channel", body);
  }

  private ObjectNode members(AuthorizedApiRequest call) {
    if (call.arg("channel").isEmpty()) {
      return SlackJsonCodec.missingField("channel");
    }
    return one(call)
        .map(channel ->
            paged(
                "members",
                List.copyOf(channel.members()),
                channel.id(),
                ListPage.LIMIT,
                call,
                ArrayNode::add))
        .orElseGet(() -> SlackJsonCodec.refusal("channel_not_found"));
  }

  private Optional<Channel> one(AuthorizedApiRequest call) {
    return state
        .channel(call.arg("channel").orElse(""))
        .filter(channel -> channel.isVisibleTo(call.user()));
  }

  /// Returns one page of a list; 100 items by default.
  ///
  /// @param list name of the list that the cursor is valid for
  /// @param max largest limit that the caller may request
  private <T> ObjectNode paged(
      String field,
      List<T> all,
      String list,
      int max,
      AuthorizedApiRequest call,
      BiConsumer<ArrayNode, T> write) {
    int limit = call.number("limit").orElse(100);
    if (limit < 1 || limit > max) {
      return SlackJsonCodec.refusal("invalid_limit");
    }
    return ListPage.of(all, list, call.arg("cursor").orElse(""), faults.nextPageSize(limit))
        .map(page -> page.answer(field, write))
        .orElseGet(() -> SlackJsonCodec.refusal("invalid_cursor"));
  }

  /// Returns a channel as Slack's channel object.
  static ObjectNode channel(Channel channel, String caller) {
    ObjectNode body = SlackJsonCodec.object().put("id", channel.id());
    if (channel.kind() == Channel.Kind.DIRECT_MESSAGE) {
      body.put("created", 1_600_000_000).put("is_archived", false).put("is_im", true);
      body.put("is_org_shared", false).put("user", other(channel, caller));
      return body.put("is_user_deleted", false).put("priority", 0);
    }
    boolean group = channel.kind() == Channel.Kind.GROUP_DIRECT_MESSAGE;
    body.put("name", channel.name()).put("is_channel", !group);
    body.put("is_group", false).put("is_im", false).put("is_mpim", group);
    body.put("is_private", channel.kind() != Channel.Kind.PUBLIC);
    body.put("created", 1_600_000_000).put("creator", "USLACKBOT");
    body.put("is_archived", false).put("is_general", channel.isGeneral());
    body.put("is_member", channel.members().contains(caller));
    body.putObject("topic").put("value", "").put("creator", "").put("last_set", 0);
    body.putObject("purpose").put("value", channel.purpose()).put("creator", "").put("last_set", 0);
    return body;
  }

  /// Returns the other member of a direct message; the caller for a message to oneself.
  private static String other(Channel channel, String caller) {
    return channel.members().stream()
        .filter(user -> !user.equals(caller))
        .findFirst()
        .orElse(caller);
  }
}
