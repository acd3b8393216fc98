package rollcall.slack;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Conversation: a channel or a direct message, as `conversations.list` and `conversations.info`
/// describe it.
///
/// @param id `C…`, `G…` or `D…`
/// @param kind kind of conversation
/// @param name name without `#`; blank for a direct message
/// @param member whether the token's own user is a member
/// @param archived whether it is read-only
/// @param general whether it is the general channel, which all members are in
/// @param topic current topic, or blank
/// @param purpose description, or blank
/// @param user id of the other user of a direct message; null for other kinds
/// @param creator id of the user who created it, or null
/// @param created time of its creation, or null
/// @param members number of members; null unless Slack reports it, as `conversations.info` does
public record Conversation(
    String id,
    Kind kind,
    String name,
    boolean member,
    boolean archived,
    boolean general,
    String topic,
    String purpose,
    @Nullable String user,
    @Nullable String creator,
    @Nullable Instant created,
    @Nullable Integer members) {

  /// Kind of conversation. Each needs another scope to be read.
  public enum Kind {
    /// Open to the whole workspace; scope `channels:read`.
    PUBLIC_CHANNEL("public_channel"),
    /// By invitation; scope `groups:read`.
    PRIVATE_CHANNEL("private_channel"),
    /// Between several people, without a name; scope `mpim:read`.
    GROUP_MESSAGE("mpim"),
    /// Between two; scope `im:read`.
    DIRECT_MESSAGE("im");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// Slack's word for this kind, as in the argument `types`.
    ///
    /// @return such as `public_channel`
    public String word() {
      return word;
    }
  }

  /// Number of members.
  ///
  /// @return empty if Slack does not report it
  public OptionalInt memberCount() {
    return members == null ? OptionalInt.empty() : OptionalInt.of(members);
  }
}
