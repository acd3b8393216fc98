package rollcall.slack.rtm;

import java.time.Instant;
import java.util.Set;

/// Slack tells nothing of these people, although their presence was subscribed to and then asked
/// for. Deactivated accounts and ids that do not exist can be so; `users.getPresence` of the Web
/// API may say more. Whoever Slack does tell of later is subscribed to as the others.
///
/// @param users their ids, one or more
/// @param at when the client gave up waiting
public record PresenceUnconfirmed(Set<String> users, Instant at) {
  /// The set is copied.
  public PresenceUnconfirmed {
    users = Set.copyOf(users);
  }
}
