package rollcall.slack;

import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Conversation: a channel or a direct message, as `conversations.list` and `conversations.info`
/// describe it.
///
/// @param id `C…`, `G…` or `D…`
/// @param kind what it is
/// @param name without `#`; blank for a direct message
/// @param member whether the token's own user is in it
/// @param archived whether it is read-only
/// @param general whether it is the general channel of all members
/// @param topic what it is about now, or blank
/// @param purpose what it is for, or blank
/// @param user in a direct message: the other; else null
/// @param creator who made it, or null
/// @param created when it was made, or null
/// @param members how many are in it, or null: only `conversations.info` says it
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

  /// The kinds of conversations, each with a scope of its own to read it.
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

    /// Slack's word for it, as in the argument `types`.
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
