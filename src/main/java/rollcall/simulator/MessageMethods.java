package rollcall.simulator;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Web API methods that write messages and open direct messages: `chat.postMessage` and
/// `conversations.open`. Thread: event loop.
///
/// @param timestamps makes the unique `ts` of a message
record MessageMethods(WorkspaceState state, SocketHub hub, Function<Instant, String> timestamps) {
  private static final int MAX_TEXT = 40_000;
  private static final int MAX_OTHERS = 8;

  List<Method> all() {
    return List.of(
        new Method("chat.postMessage", Tier.POSTING, "chat:write", this::post),
        // The scope depends on the number of users.
        new Method("conversations.open", Tier.THREE, "", this::open));
  }

  private ObjectNode post(AuthorizedApiRequest call) {
    Optional<Channel> channel = destination(call);
    if (channel.isEmpty()) {
      return SlackJsonCodec.refusal("channel_not_found");
    }
    if (!channel.get().members().contains(call.user())) {
      return SlackJsonCodec.refusal("not_in_channel");
    }
    String text = call.arg("text").orElse("");
    Optional<String> refusal = refusal(call, text);
    return refusal.isPresent()
        ? SlackJsonCodec.refusal(refusal.get())
        : posted(channel.get(), text, call);
  }

  private static Optional<String> refusal(AuthorizedApiRequest call, String text) {
    Optional<String> blocks = call.arg("blocks");
    if (text.isEmpty() && blocks.isEmpty() && call.arg("attachments").isEmpty()) {
      return Optional.of("no_text");
    }
    if (text.codePointCount(0, text.length()) > MAX_TEXT) {
      return Optional.of("msg_too_long");
    }
    if (blocks.isPresent() && list(blocks.get()).isEmpty()) {
      return Optional.of("invalid_blocks_format");
    }
    return Optional.empty();
  }

  private ObjectNode posted(Channel channel, String text, AuthorizedApiRequest call) {
    ObjectNode message = SlackJsonCodec.event("message").put("user", call.user());
    if (call.caller().isBot()) {
      message.put("bot_id", Member.BOT_ID);
    }
    message.put("text", text).put("ts", timestamps.apply(call.now()));
    message.put("team", TeamMethods.TEAM_ID);
    call.arg("thread_ts").ifPresent(ts -> message.put("thread_ts", ts));
    call.arg("blocks").flatMap(MessageMethods::list).ifPresent(list -> message.set("blocks", list));
    hub.toAllIn(channel, message.deepCopy().put("channel", channel.id()));
    ObjectNode answer = SlackJsonCodec.ok().put("channel", channel.id());
    answer.put("ts", message.path("ts").asString());
    return answer.set("message", message);
  }

  private static Optional<JsonNode> list(String json) {
    try {
      return Optional.of(SlackJsonCodec.parse(json)).filter(JsonNode::isArray);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// Returns the channel with this id or name, or the direct message with this user, which is
  /// created if needed.
  private Optional<Channel> destination(AuthorizedApiRequest call) {
    String named = call.arg("channel").orElse("");
    Optional<Channel> channel =
        state
            .channel(named)
            .or(() -> state.channelNamed(named.startsWith("#") ? named.substring(1) : named))
            .filter(each -> each.isVisibleTo(call.user()))
            .filter(each -> !named.isEmpty());
    return channel.or(() ->
        state
            .member(named)
            .filter(member -> !member.hasLeft())
            .map(member -> direct(members(call.user(), List.of(named)))));
  }

  private ObjectNode open(AuthorizedApiRequest call) {
    Optional<String> resumed = call.arg("channel");
    if (resumed.isPresent()) {
      return resume(resumed.get(), call);
    }
    List<String> named =
        Arrays.stream(call.arg("users").orElse("").split(",", -1))
            .map(String::strip)
            .filter(id -> !id.isEmpty())
            .distinct()
            .toList();
    Optional<ObjectNode> refusal = refusal(named, call);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Set<String> members = members(call.user(), named);
    Optional<Channel> existing = state.direct(members);
    if (existing.isPresent() || call.flag("prevent_creation")) {
      return existing
          .map(channel -> opened(channel, true, call))
          .orElseGet(() -> SlackJsonCodec.refusal("channel_not_found"));
    }
    return opened(direct(members), false, call);
  }

  private ObjectNode resume(String id, AuthorizedApiRequest call) {
    Optional<Channel> channel = state.channel(id).filter(each -> each.isVisibleTo(call.user()));
    if (channel.isEmpty()) {
      return SlackJsonCodec.refusal("channel_not_found");
    }
    if (!channel.get().isDirect()) {
      return SlackJsonCodec.refusal("method_not_supported_for_channel_type");
    }
    return missingScope(channel.get().members().size() > 2, call)
        .orElseGet(() -> opened(channel.get(), true, call));
  }

  private Optional<ObjectNode> refusal(List<String> users, AuthorizedApiRequest call) {
    Optional<ObjectNode> scope = missingScope(users.size() > 1, call);
    if (scope.isPresent()) {
      return scope;
    }
    if (users.isEmpty()) {
      return Optional.of(SlackJsonCodec.refusal("users_list_not_supplied"));
    }
    if (users.size() > MAX_OTHERS) {
      return Optional.of(SlackJsonCodec.refusal("too_many_users"));
    }
    List<Optional<Member>> found = users.stream().map(state::member).toList();
    if (found.stream().anyMatch(Optional::isEmpty)) {
      return Optional.of(SlackJsonCodec.refusal("user_not_found"));
    }
    boolean disabled = found.stream().flatMap(Optional::stream).anyMatch(Member::hasLeft);
    return disabled ? Optional.of(SlackJsonCodec.refusal("user_disabled")) : Optional.empty();
  }

  private static Optional<ObjectNode> missingScope(boolean several, AuthorizedApiRequest call) {
    String scope = several ? "mpim:write" : "im:write";
    TokenKind kind = call.caller().kind();
    return kind.grants(scope) ? Optional.empty() : Optional.of(WebApi.missingScope(scope, kind));
  }

  private static Set<String> members(String caller, List<String> others) {
    Set<String> members = new LinkedHashSet<>(List.of(caller));
    members.addAll(others);
    return members;
  }

  /// Returns the direct message between these members; a new one is announced to the sockets of
  /// each.
  private Channel direct(Set<String> members) {
    Optional<Channel> existing = state.direct(members);
    if (existing.isPresent()) {
      return existing.get();
    }
    Channel channel = state.createDirect(members);
    String event = channel.kind() == Channel.Kind.DIRECT_MESSAGE ? "im_created" : "mpim_joined";
    for (String member : members) {
      ObjectNode frame = SlackJsonCodec.event(event).put("user", member);
      frame.set("channel", ChannelMethods.channel(channel, member));
      hub.toOwn(member, frame);
    }
    return channel;
  }

  private static ObjectNode opened(Channel channel, boolean already, AuthorizedApiRequest call) {
    ObjectNode answer = SlackJsonCodec.ok();
    if (already) {
      answer.put("no_op", true).put("already_open", true);
    }
    boolean whole = call.flag("return_im") || channel.members().size() > 2;
    return answer.set(
        "channel",
        whole
            ? ChannelMethods.channel(channel, call.user()).put("is_open", true)
            : SlackJsonCodec.object().put("id", channel.id()));
  }
}
