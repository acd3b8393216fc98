package rollcall.slack.rtm;

import java.time.Instant;
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
/// `at` is when the frame was received: Slack's presence events carry no time of their own. Events
/// may come twice, and in another order than the replies.
public sealed interface RtmEvent {
  /// Slack's word for it.
  ///
  /// @return such as `presence_change`; blank for a reply, which has none
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

  /// Slack's finer word.
  ///
  /// @return such as `channel_name` of a `message`; empty for most
  default Optional<String> subtype() {
    return Optional.empty();
  }

  /// Time of receipt of the frame.
  ///
  /// @return the instant
  Instant at();

  /// The frame as received, with every field, modeled or not. Two exceptions: a [ReconnectUrl]
  /// holds no address, because that is a secret; an event that the client derives from a
  /// [PresenceMismatch] holds the frame that Slack would have sent.
  ///
  /// @return one JSON object
  String json();

  /// The frame in plain Java: maps, lists, strings, numbers, booleans and nulls.
  ///
  /// @return unmodifiable; parsed again by each call
  default Map<String, @Nullable Object> body() {
    return JsonCodec.map(json());
  }

  /// The connection is up; the first event of each.
  ///
  /// @param json the whole frame
  /// @param at when the frame was received
  record Hello(String json, Instant at) implements RtmEvent {}

  /// Presence change of one or more users, or their current presence right after a subscription.
  /// One event has one presence.
  ///
  /// @param users one or more ids, whether Slack sent a batch or a single user
  /// @param presence how they are
  /// @param json the whole frame
  /// @param at when the frame was received
  record PresenceChange(List<String> users, SlackPresence presence, String json, Instant at)
      implements RtmEvent {
    /// The list is copied.
    public PresenceChange {
      users = List.copyOf(users);
    }
  }

  /// The token's own user was set to away manually, or back.
  ///
  /// @param presence how they are
  /// @param json the whole frame
  /// @param at when the frame was received
  record ManualPresenceChange(SlackPresence presence, String json, Instant at)
      implements RtmEvent {}

  /// Slack is about to close this connection, at the latest after 8 hours; the client already sees
  /// to the next.
  ///
  /// @param json the whole frame
  /// @param at when the frame was received
  record Goodbye(String json, Instant at) implements RtmEvent {}

  /// The answer to a ping.
  ///
  /// @param replyTo the id of the ping
  /// @param sentAt the time in the ping; null if it had none
  /// @param json the whole frame
  /// @param at when the frame was received
  record Pong(long replyTo, @Nullable Instant sentAt, String json, Instant at)
      implements RtmEvent {}

  /// A member's profile or settings changed.
  ///
  /// @param user the member as they are now
  /// @param json the whole frame
  /// @param at when the frame was received
  record UserChange(User user, String json, Instant at) implements RtmEvent {}

  /// A member's status changed, or they joined or left a huddle (`user_status_changed`,
  /// `user_huddle_changed`). A [UserChange] follows at the same moment.
  ///
  /// @param type which of the two
  /// @param user the member as they are now
  /// @param json the whole frame
  /// @param at when the frame was received
  record UserStatusChange(String type, User user, String json, Instant at) implements RtmEvent {}

  /// A Do Not Disturb schedule changed (`dnd_updated_user`; `dnd_updated` for the token's own
  /// user).
  ///
  /// @param type which of the two
  /// @param user the id of the user
  /// @param dnd as it is now
  /// @param json the whole frame
  /// @param at when the frame was received
  record DndUpdate(String type, String user, DndStatus dnd, String json, Instant at)
      implements RtmEvent {}

  /// A user joined the workspace.
  ///
  /// @param user the member as they are now
  /// @param json the whole frame
  /// @param at when the frame was received
  record TeamJoin(User user, String json, Instant at) implements RtmEvent {}

  /// A user joined a channel that the token's user is in.
  ///
  /// @param user the id of the user
  /// @param channel the id of the conversation
  /// @param inviter the id of the inviter, or null
  /// @param json the whole frame
  /// @param at when the frame was received
  record MemberJoinedChannel(
      String user, String channel, @Nullable String inviter, String json, Instant at)
      implements RtmEvent {}

  /// A user left a channel that the token's user is in.
  ///
  /// @param user the id of the user
  /// @param channel the id of the conversation
  /// @param json the whole frame
  /// @param at when the frame was received
  record MemberLeftChannel(String user, String channel, String json, Instant at)
      implements RtmEvent {}

  /// Members joined or left a user group; sent to all members of the workspace. Slack's internal
  /// name for such a group is subteam.
  ///
  /// @param usergroup the id of the group
  /// @param added the ids of new members; may be empty
  /// @param removed the ids of former members; may be empty
  /// @param json the whole frame
  /// @param at when the frame was received
  record SubteamMembersChanged(
      String usergroup, List<String> added, List<String> removed, String json, Instant at)
      implements RtmEvent {
    /// The lists are copied.
    public SubteamMembersChanged {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }

  /// A message, a change of one, or its deletion. The fields describe the message that a person
  /// reads: of a changed message the new version, of a deleted one the last version.
  ///
  /// @param channel the id of the conversation
  /// @param user the author, or null for a message of no user
  /// @param botId the id of the bot that wrote it, or null
  /// @param text the text; blank when Slack sends none
  /// @param ts the id of this event in the channel; sorts by time as text, and is no number
  /// @param messageTs the `ts` of the message that was written, changed or deleted; equal to `ts`
  ///   unless an older message was changed or deleted
  /// @param threadTs the `ts` of the first message of its thread, or null outside threads
  /// @param finer the subtype, or null for an ordinary message
  /// @param json the whole frame
  /// @param at when the frame was received
  record Message(
      String channel,
      @Nullable String user,
      @Nullable String botId,
      String text,
      String ts,
      String messageTs,
      @Nullable String threadTs,
      @Nullable String finer,
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

    /// Kind by its subtype.
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
      return Optional.ofNullable(finer);
    }
  }

  /// A user is typing.
  ///
  /// @param user the id of the user
  /// @param channel the id of the conversation
  /// @param json the whole frame
  /// @param at when the frame was received
  record UserTyping(String user, String channel, String json, Instant at) implements RtmEvent {}

  /// An experimental address for the next connection, which this client does not use. It is a
  /// secret, and left out.
  ///
  /// @param json the whole frame
  /// @param at when the frame was received
  record ReconnectUrl(String json, Instant at) implements RtmEvent {}

  /// Slack moves the workspace and closes; it may take a while to come back.
  ///
  /// @param json the whole frame
  /// @param at when the frame was received
  record TeamMigrationStarted(String json, Instant at) implements RtmEvent {}

  /// Error message from Slack.
  ///
  /// @param code 1: the socket's address was too old or used twice; 2: a bad message; 4: it cannot
  ///   be processed now; -1: too many messages
  /// @param message in Slack's words
  /// @param json the whole frame
  /// @param at when the frame was received
  record ServerError(int code, String message, String json, Instant at) implements RtmEvent {}

  /// The reply to something sent.
  ///
  /// @param replyTo the id of what was sent
  /// @param ok whether Slack took it
  /// @param ts the id that a sent message got, or null
  /// @param text the text as Slack took it, or null
  /// @param code with `ok` false, Slack's number for the reason, as in [ServerError]
  /// @param error with `ok` false, the reason in Slack's words, or null
  /// @param json the whole frame
  /// @param at when the frame was received
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
  /// @param type Slack's word for it
  /// @param finer the subtype, or null
  /// @param json the whole frame
  /// @param at when the frame was received
  record Other(String type, @Nullable String finer, String json, Instant at) implements RtmEvent {
    @Override
    public Optional<String> subtype() {
      return Optional.ofNullable(finer);
    }
  }
}
