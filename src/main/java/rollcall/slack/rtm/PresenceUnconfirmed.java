package rollcall.slack.rtm;

import java.time.Instant;
import java.util.Set;

/// Users without presence data, although subscribed and queried. Deactivated accounts and ids that
/// do not exist are such; `users.getPresence` of the Web API may return more. They are queried
/// again with the checks of the subscription; if Slack sends their presence later, they are
/// subscribed like the others.
///
/// @param users ids of these users, one or more
/// @param since time from which their presence is not known to be current: for users of an earlier
///   connection, the time of the new one
/// @param at time at which the client stopped waiting
public record PresenceUnconfirmed(Set<String> users, Instant since, Instant at) {
  /// The set is copied.
  public PresenceUnconfirmed {
    users = Set.copyOf(users);
  }
}
