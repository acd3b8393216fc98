package rollcall.slack.rtm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException.Socket;
import rollcall.slack.SlackPresence;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.json.SlackObjects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;

/// Decoder of frames: one pass over the text, without a tree for frequent types.
final class RtmEventDecoder {
  private RtmEventDecoder() {}

  /// The event that a frame holds.
  ///
  /// @param at time of receipt
  /// @throws Socket if it is not one JSON object
  static RtmEvent read(String json, Instant at) throws Socket {
    RtmEvent hot = PresenceFrameDecoder.read(json, at);
    return hot == null ? parse(json, at) : hot;
  }

  static RtmEvent parse(String json, Instant at) throws Socket {
    try (JsonParser parser = JsonCodec.FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Socket("Slack sent a frame that is not an object.", null);
      }
      Fields fields = Fields.read(parser);
      if (parser.nextToken() != null) {
        throw new Socket("Slack sent more than one object in a frame.", null);
      }
      return event(fields, json, at);
    } catch (JacksonException e) {
      // The message of the parser quotes the frame, which may hold anything.
      throw new Socket("Slack sent a frame that cannot be read as JSON.", null);
    }
  }

  private static RtmEvent event(Fields f, String json, Instant at) {
    return switch (f.type) {
      case "presence_change", "presence_change_batch" -> presenceChange(f, json, at);
      case "hello" -> new RtmEvent.Hello(json, at);
      case "pong" -> new RtmEvent.Pong(f.replyTo, sentAt(f.time), json, at);
      case "user_typing" -> new RtmEvent.UserTyping(f.user, f.channel, json, at);
      case "goodbye" -> new RtmEvent.Goodbye(json, at);
      case "reconnect_url" -> new RtmEvent.ReconnectUrl(withoutUrl(json), at);
      case "team_migration_started" -> new RtmEvent.TeamMigrationStarted(json, at);
      case "error" -> new RtmEvent.ServerError(f.code, f.error, json, at);
      case "member_joined_channel" ->
          new RtmEvent.MemberJoinedChannel(f.user, f.channel, orNull(f.inviter), json, at);
      case "member_left_channel" -> new RtmEvent.MemberLeftChannel(f.user, f.channel, json, at);
      case "message" -> message(f, json, at);
      case "manual_presence_change" ->
          SlackPresence.of(f.presence)
              .<RtmEvent>map(presence -> new RtmEvent.ManualPresenceChange(presence, json, at))
              .orElseGet(() -> other(f, json, at));
      case "user_change" ->
          new RtmEvent.UserChange(SlackObjects.user(part(json, "user")), json, at);
      case "user_status_changed", "user_huddle_changed" ->
          new RtmEvent.UserStatusChange(f.type, SlackObjects.user(part(json, "user")), json, at);
      case "dnd_updated", "dnd_updated_user" ->
          new RtmEvent.DndUpdate(
              f.type, f.user, SlackObjects.dnd(part(json, "dnd_status")), json, at);
      case "subteam_members_changed" -> groupChange(json, at);
      case "team_join" -> new RtmEvent.TeamJoin(SlackObjects.user(part(json, "user")), json, at);
      // Slack's refusal of a frame may lack the id of the frame.
      case "" -> f.replyTo != 0 || (!f.ok && f.code != 0) ? ack(f, json, at) : other(f, json, at);
      default -> other(f, json, at);
    };
  }

  private static RtmEvent presenceChange(Fields f, String json, Instant at) {
    Optional<SlackPresence> presence = SlackPresence.of(f.presence);
    List<String> users = f.users.isEmpty() && !f.user.isEmpty() ? List.of(f.user) : f.users;
    return presence.isEmpty() || users.isEmpty()
        ? other(f, json, at)
        : new RtmEvent.PresenceChange(users, presence.get(), json, at);
  }

  private static RtmEvent ack(Fields f, String json, Instant at) {
    return new RtmEvent.Ack(
        f.replyTo, f.ok, orNull(f.ts), orNull(f.text), f.code, orNull(f.error), json, at);
  }

  /// The nested message counts where there is one: `message` of a change, `previous_message` of a
  /// deletion.
  private static RtmEvent message(Fields f, String json, Instant at) {
    Fields written =
        switch (f.subtype) {
          case "message_changed" -> f.changed == null ? f : f.changed;
          case "message_deleted" -> f.previous == null ? f : f.previous;
          default -> f;
        };
    String deletedTs = f.deletedTs.isEmpty() ? f.ts : f.deletedTs;
    return new RtmEvent.Message(
        f.channel,
        orNull(written.user),
        orNull(written.botId),
        written.text,
        f.ts,
        written == f || written.ts.isEmpty() ? deletedTs : written.ts,
        orNull(written.threadTs),
        orNull(f.subtype),
        json,
        at);
  }

  private static String withoutUrl(String json) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(JsonCodec.map(json));
    body.remove("url");
    return JsonCodec.write(body);
  }

  private static RtmEvent other(Fields f, String json, Instant at) {
    return new RtmEvent.Other(f.type, orNull(f.subtype), json, at);
  }

  private static RtmEvent groupChange(String json, Instant at) {
    JsonNode tree = JsonCodec.tree(json);
    return new RtmEvent.SubteamMembersChanged(
        tree.path("subteam_id").stringValue(""),
        JsonCodec.texts(tree.path("added_users")),
        JsonCodec.texts(tree.path("removed_users")),
        json,
        at);
  }

  private static JsonNode part(String json, String name) {
    return JsonCodec.tree(json).path(name);
  }

  private static @Nullable Instant sentAt(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /// The flat fields that any of our events needs; what is absent is blank.
  private static final class Fields {
    String type = "";
    String subtype = "";
    String user = "";
    List<String> users = List.of();
    String presence = "";
    String channel = "";
    String inviter = "";
    String text = "";
    String ts = "";
    String error = "";
    String botId = "";
    String threadTs = "";
    String deletedTs = "";
    @Nullable Fields changed;
    @Nullable Fields previous;
    int code;
    long replyTo;
    long time;
    boolean ok;

    /// The fields of the object that begins at the current token.
    static Fields read(JsonParser parser) {
      Fields fields = new Fields();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        fields.take(name, parser);
      }
      return fields;
    }

    private void take(String name, JsonParser parser) {
      switch (name) {
        case "type" -> type = string(parser);
        case "user" -> user = string(parser);
        case "users" -> users = strings(parser);
        case "presence" -> presence = string(parser);
        case "channel" -> channel = string(parser);
        case "subtype" -> subtype = string(parser);
        case "inviter" -> inviter = string(parser);
        case "text" -> text = string(parser);
        case "ts" -> ts = string(parser);
        case "reply_to" -> replyTo = number(parser);
        case "time" -> time = number(parser);
        case "ok" -> ok = parser.currentToken() == JsonToken.VALUE_TRUE;
        case "error" -> complaint(parser);
        case "bot_id" -> botId = string(parser);
        case "thread_ts" -> threadTs = string(parser);
        case "deleted_ts" -> deletedTs = string(parser);
        case "message" -> changed = object(parser);
        case "previous_message" -> previous = object(parser);
        default -> parser.skipChildren();
      }
    }

    /// The fields of a nested object; null for anything else.
    private static @Nullable Fields object(JsonParser parser) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return null;
      }
      return read(parser);
    }

    private void complaint(JsonParser parser) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        error = string(parser);
        return;
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        parser.nextToken();
        switch (name) {
          case "code" -> code = Math.clamp(number(parser), Integer.MIN_VALUE, Integer.MAX_VALUE);
          case "msg" -> error = string(parser);
          default -> parser.skipChildren();
        }
      }
    }

    private static String string(JsonParser parser) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return parser.getString();
      }
      parser.skipChildren();
      return "";
    }

    private static long number(JsonParser parser) {
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
          && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
        return parser.getLongValue();
      }
      parser.skipChildren();
      return 0;
    }

    private static List<String> strings(JsonParser parser) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        return List.of();
      }
      List<String> all = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String one = string(parser);
        if (!one.isEmpty()) {
          all.add(one);
        }
      }
      return all;
    }
  }
}
