package rollcall.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Handler of frames that clients send (slack-protocol 3.2, 4.2). Thread: event loop.
final class RtmHandler {
  private static final int QUERY_LIMIT = 500;

  private final WorkspaceState state;
  private final SocketHub hub;
  private final PresenceRules presences;
  private long messages;

  RtmHandler(WorkspaceState state, SocketHub hub, PresenceRules presences) {
    this.state = state;
    this.hub = hub;
    this.presences = presences;
  }

  void onFrame(RtmSession session, String text, Instant now) {
    ObjectNode frame = SlackJsonCodec.read(text);
    if (!session.mayWrite(now)) {
      session.send(failure(frame, -1, "slow down, too many messages..."));
      return;
    }
    switch (frame.path("type").asString("")) {
      case "ping" -> session.send(pong(frame));
      case "message" -> message(session, frame, now);
      case "typing" -> typing(session, frame, now);
      case "presence_sub" -> subscribe(session, ids(frame));
      case "presence_query" -> query(session, ids(frame));
      case "" -> session.send(failure(frame, 2, "bad message"));
      default -> {
        // Slack ignores unknown types.
      }
    }
  }

  /// Returns the error event for a socket URL that expired or was used before.
  static ObjectNode expired() {
    ObjectNode event = SlackJsonCodec.event("error");
    event.putObject("error").put("code", 1).put("msg", "Socket URL has expired");
    return event;
  }

  private static ObjectNode pong(ObjectNode ping) {
    ObjectNode pong = SlackJsonCodec.event("pong");
    ping.propertyStream()
        .filter(each -> each.getValue().isValueNode())
        .filter(each -> !each.getKey().equals("type") && !each.getKey().equals("id"))
        .forEach(each -> pong.set(each.getKey(), each.getValue()));
    return replyTo(ping, pong);
  }

  private void message(RtmSession session, ObjectNode frame, Instant now) {
    String text = frame.path("text").asString("");
    if (text.isEmpty()) {
      session.send(failure(frame, 2, "message text is missing"));
      return;
    }
    String user = session.user();
    String ts = timestamp(now);
    session.send(replyTo(frame, SlackJsonCodec.ok()).put("ts", ts).put("text", text));
    ObjectNode event =
        SlackJsonCodec.event("message")
            .put("channel", channel(frame))
            .put("user", user)
            .put("text", text)
            .put("ts", ts);
    // The author's other sockets receive it too.
    state
        .channel(channel(frame))
        .ifPresent(channel -> hub.toOtherSocketsIn(channel, session, event));
    presences.onActivity(user, now);
  }

  private void typing(RtmSession session, ObjectNode frame, Instant now) {
    String user = session.user();
    ObjectNode event =
        SlackJsonCodec.event("user_typing").put("channel", channel(frame)).put("user", user);
    // Slack's reply for an unknown channel is not known; the frame is ignored.
    state.channel(channel(frame)).ifPresent(channel -> hub.toOthersIn(channel, user, event));
    presences.onActivity(user, now);
  }

  private static String channel(ObjectNode frame) {
    return frame.path("channel").asString("");
  }

  private void subscribe(RtmSession session, List<String> ids) {
    // Earlier changes go to the earlier subscribers.
    hub.broadcastNow();
    reply(session, hub.subscribe(session, ids));
  }

  private void query(RtmSession session, List<String> ids) {
    if (ids.size() <= QUERY_LIMIT) {
      hub.broadcastNow();
      reply(session, ids);
    }
  }

  /// Sends the current presence of these users: at most one event per presence for batch clients.
  private void reply(RtmSession session, List<String> users) {
    Map<ActiveOrAway, List<String>> byPresence = new EnumMap<>(ActiveOrAway.class);
    for (String user : users) {
      byPresence.computeIfAbsent(presences.of(user), p -> new ArrayList<>()).add(user);
    }
    FrameCache cache = new FrameCache();
    byPresence.forEach((presence, ids) -> session.send(presence, ids, cache));
  }

  /// Returns the known ids of a frame; Slack does not document its treatment of others, they are
  /// ignored.
  private List<String> ids(ObjectNode frame) {
    return frame
        .path("ids")
        .valueStream()
        .map(id -> id.asString(""))
        .filter(presences::isCurrentMember)
        .distinct()
        .toList();
  }

  private static ObjectNode failure(ObjectNode to, int code, String message) {
    ObjectNode failure = replyTo(to, SlackJsonCodec.object().put("ok", false));
    failure.putObject("error").put("code", code).put("msg", message);
    return failure;
  }

  private static ObjectNode replyTo(ObjectNode frame, ObjectNode reply) {
    JsonNode id = frame.path("id");
    if (!id.isMissingNode()) {
      reply.set("reply_to", id);
    }
    return reply;
  }

  /// Returns a unique message timestamp; timestamps sort as text in the order of time.
  String timestamp(Instant now) {
    messages++;
    return String.format(Locale.ROOT, "%d.%06d", now.getEpochSecond(), messages);
  }
}
