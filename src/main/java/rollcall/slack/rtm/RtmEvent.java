package rollcall.slack.rtm;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.DndStatus;
import rollcall.slack.SlackPresence;
import rollcall.slack.User;
import rollcall.slack.json.JsonCodec;

/// Event from Slack's RTM connection. A type without a record of its own arrives as [Other].
///
/// `at` is the time of receipt, because Slack's presence events carry no time of their own. Slack
/// may send an event twice, and a reply before an earlier event.
public sealed interface RtmEvent {
  /// Slack's type of the event.
  ///
  /// @return such as `presence_change`; blank for a reply, which has no type
  default String type() {
    return switch (this) {
      case Hello _ -> "hello";
      case PresenceChange _ -> "presence_change";
      case ManualPresenceChange _ -> "manual_presence_change";
      case Goodbye _ -> "goodbye";
      case Pong _ -> "pong";
      case UserChange _ -> "user_change";
      case TeamJoin _ -> "team_join";
      case MemberJoinedChannel _ -> "member_joined_channel";
      case MemberLeftChannel _ -> "member_left_channel";
      case SubteamMembersChanged _ -> "subteam_members_changed";
      case Message _ -> "message";
      case UserTyping _ -> "user_typing";
      case ReconnectUrl _ -> "reconnect_url";
      case TeamMigrationStarted _ -> "team_migration_started";
      case ServerError _ -> "error";
      case Ack _ -> "";
      case UserStatusChange(String type, _, _, _) -> type;
      case DndUpdate(String type, _, _, _, _) -> type;
      case Other(String type, _, _, _) -> type;
    };
  }

  /// Slack's subtype of the event.
  ///
  /// @return such as `channel_name` of a `message`; empty for most events
  default Optional<String> subtype() {
    return Optional.empty();
  }

  /// Time of receipt of the frame.
  ///
  /// @return the instant
  Instant at();

  /// The frame as received, with every field, modeled or not. Two exceptions: that of a
  /// [ReconnectUrl] lacks the URL, which is a secret; that of an event which the client derives
  /// from a [PresenceMismatch] is the frame that Slack would have sent.
  ///
  /// @return one JSON object
  String json();

  /// The frame in plain Java: maps, lists, strings, numbers, booleans and nulls.
  ///
  /// @return an unmodifiable map; each call parses the frame again
  default Map<String, @Nullable Object> body() {
    return JsonCodec.map(json());
  }

  /// Greeting of a new connection, its first event (`hello`).
  ///
  /// @param json the frame as received
  /// @param at time of receipt
  record Hello(String json, Instant at) implements RtmEvent {}

  /// Presence of one or more users: a change, or their current presence after a subscription or a
  /// query (`presence_change`). All users of one event have the same presence.
  ///
  /// @param users one or more different ids, whether Slack sent a batch or a single user
  /// @param presence presence of all these users
  /// @param json the frame as received
  /// @param at time of receipt
  record PresenceChange(List<String> users, SlackPresence presence, String json, Instant at)
      implements RtmEvent {
    /// The list is copied, each id once.
    public PresenceChange {
      users = List.copyOf(users.size() > 1 ? new LinkedHashSet<>(users) : users);
    }
  }

  /// Manual presence change of the token's own user (`manual_presence_change`).
  ///
  /// @param presence new presence
  /// @param json the frame as received
  /// @param at time of receipt
  record ManualPresenceChange(SlackPresence presence, String json, Instant at)
      implements RtmEvent {}

  /// Announcement that Slack will close this connection, which it does after 8 hours at the latest
  /// (`goodbye`). The client has already begun to replace it.
  ///
  /// @param json the frame as received
  /// @param at time of receipt
  record Goodbye(String json, Instant at) implements RtmEvent {}

  /// Reply to a ping (`pong`).
  ///
  /// @param replyTo id of the ping
  /// @param sentAt time in the ping; null if it had none
  /// @param json the frame as received
  /// @param at time of receipt
  record Pong(long replyTo, @Nullable Instant sentAt, String json, Instant at)
      implements RtmEvent {}

  /// Change of a member's profile or account (`user_change`).
  ///
  /// @param user the member after the change
  /// @param json the frame as received
  /// @param at time of receipt
  record UserChange(User user, String json, Instant at) implements RtmEvent {}

  /// Change of a member's status or huddle state (`user_status_changed`, `user_huddle_changed`).
  /// Slack also sends a [UserChange] for it.
  ///
  /// @param type `user_status_changed` or `user_huddle_changed`
  /// @param user the member after the change
  /// @param json the frame as received
  /// @param at time of receipt
  record UserStatusChange(String type, User user, String json, Instant at) implements RtmEvent {}

  /// Change of a Do Not Disturb schedule (`dnd_updated_user`; `dnd_updated` for the token's own
  /// user).
  ///
  /// @param type `dnd_updated_user` or `dnd_updated`
  /// @param user id of the user
  /// @param dnd the schedule after the change
  /// @param json the frame as received
  /// @param at time of receipt
  record DndUpdate(String type, String user, DndStatus dnd, String json, Instant at)
      implements RtmEvent {}

  /// New member of the workspace (`team_join`).
  ///
  /// @param user the member
  /// @param json the frame as received
  /// @param at time of receipt
  record TeamJoin(User user, String json, Instant at) implements RtmEvent {}

  /// New member of a channel that the token's user is in (`member_joined_channel`).
  ///
  /// @param user id of the user
  /// @param channel id of the conversation
  /// @param inviter id of the inviter, or null
  /// @param json the frame as received
  /// @param at time of receipt
  record MemberJoinedChannel(
      String user, String channel, @Nullable String inviter, String json, Instant at)
      implements RtmEvent {}

  /// Former member of a channel that the token's user is in (`member_left_channel`).
  ///
  /// @param user id of the user
  /// @param channel id of the conversation
  /// @param json the frame as received
  /// @param at time of receipt
  record MemberLeftChannel(String user, String channel, String json, Instant at)
      implements RtmEvent {}

  /// Change of the members of a user group, which Slack calls a subteam internally
  /// (`subteam_members_changed`).
  ///
  /// @param usergroup id of the group (`S…`)
  /// @param added ids of new members; may be empty
  /// @param removed ids of former members; may be empty
  /// @param json the frame as received
  /// @param at time of receipt
  record SubteamMembersChanged(
      String usergroup, List<String> added, List<String> removed, String json, Instant at)
      implements RtmEvent {
    /// The lists are copied.
    public SubteamMembersChanged {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  /// Message, or the edit or deletion of one (`message`). The fields describe the new version of an
  /// edited message, and the last version of a deleted one.
  ///
  /// @param channel id of the conversation
  /// @param user id of the author; null for a message without a user
  /// @param botId id of the bot that wrote it, or null
  /// @param text text of the message; blank if it has none
  /// @param ts id of this event in the channel, such as `1503435956.000247`; sorts by time as text,
  ///   and must not be parsed as a number
  /// @param messageTs `ts` of the message that was written, edited or deleted; equal to `ts` unless
  ///   an older message was edited or deleted
  /// @param threadTs `ts` of the first message of its thread; null outside threads
  /// @param subtypeOrNull subtype; null for a plain message
  /// @param json the frame as received
  /// @param at time of receipt
  record Message(
      String channel,
      @Nullable String user,
      @Nullable String botId,
      String text,
      String ts,
      String messageTs,
      @Nullable String threadTs,
      @Nullable String subtypeOrNull,
      String json,
      Instant at)
      implements RtmEvent {
    /// Kind of a message event: the subtypes that most programs distinguish.
    public enum Kind {
      /// A message of a user, without a subtype.
      PLAIN,
      /// `bot_message`: from an integration; a bot user may also send [#PLAIN] with a bot id.
      BOT,
      /// `me_message`: sent with `/me`.
      ME,
      /// `thread_broadcast`: a reply in a thread that is also shown in the channel.
      THREAD_BROADCAST,
      /// `file_share`: a message with files.
      FILE_SHARE,
      /// `message_changed`: an edit of an older message.
      CHANGED,
      /// `message_deleted`: the deletion of an older message.
      DELETED,
      /// Any other subtype, such as `channel_join`; see [RtmEvent#subtype].
      OTHER
    }

    /// Kind of this event, by its subtype.
    ///
    /// @return [Kind#OTHER] for a subtype that has no constant here
    public Kind kind() {
      return switch (subtype().orElse("")) {
        case "" -> Kind.PLAIN;
        case "bot_message" -> Kind.BOT;
        case "me_message" -> Kind.ME;
        case "thread_broadcast" -> Kind.THREAD_BROADCAST;
        case "file_share" -> Kind.FILE_SHARE;
        case "message_changed" -> Kind.CHANGED;
        case "message_deleted" -> Kind.DELETED;
        default -> Kind.OTHER;
      };
    }

    @Override
    public Optional<String> subtype() {
      return Optional.ofNullable(subtypeOrNull);
    }
  }

  /// Typing indicator of a user (`user_typing`).
  ///
  /// @param user id of the user
  /// @param channel id of the conversation
  /// @param json the frame as received
  /// @param at time of receipt
  record UserTyping(String user, String channel, String json, Instant at) implements RtmEvent {}

  /// URL for the next connection (`reconnect_url`), which Slack calls experimental and this client
  /// does not use. The URL is a secret, and left out.
  ///
  /// @param json the frame as received
  /// @param at time of receipt
  record ReconnectUrl(String json, Instant at) implements RtmEvent {}

  /// Announcement that Slack moves the workspace and closes the connection
  /// (`team_migration_started`). New connections may be refused for a while.
  ///
  /// @param json the frame as received
  /// @param at time of receipt
  record TeamMigrationStarted(String json, Instant at) implements RtmEvent {}

  /// Error that concerns no single message (`error`).
  ///
  /// @param code 1: the socket URL has expired or was used twice; 2: bad message; 4: cannot be
  ///   processed now; -1: too many messages
  /// @param message Slack's error message
  /// @param json the frame as received
  /// @param at time of receipt
  record ServerError(int code, String message, String json, Instant at) implements RtmEvent {}

  /// Reply to a sent frame. It has no type.
  ///
  /// @param replyTo id of the sent frame, as in [SendReceipt#id]; 0 if Slack refused a frame
  ///   without its id
  /// @param ok whether Slack accepted it
  /// @param ts `ts` of a sent message, or null
  /// @param text text of a sent message as Slack stored it, or null
  /// @param code if `ok` is false, Slack's error number as in [ServerError]; else 0
  /// @param error if `ok` is false, Slack's error message; else null
  /// @param json the frame as received
  /// @param at time of receipt
  record Ack(
      long replyTo,
      boolean ok,
      @Nullable String ts,
      @Nullable String text,
      int code,
      @Nullable String error,
      String json,
      Instant at)
      implements RtmEvent {}

  /// Event of a type without a record of its own.
  ///
  /// @param type Slack's type of the event
  /// @param subtypeOrNull subtype, or null
  /// @param json the frame as received
  /// @param at time of receipt
  record Other(String type, @Nullable String subtypeOrNull, String json, Instant at)
      implements RtmEvent {
    @Override
    public Optional<String> subtype() {
      return Optional.ofNullable(subtypeOrNull);
    }
  }
}
