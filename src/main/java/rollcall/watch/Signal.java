package rollcall.watch;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// What reaches the watcher's inbox.
sealed interface Signal {
  /// Watch exactly these people.
  record Watch(Set<UserId> people) implements Signal {}

  /// Try now.
  record Retry() implements Signal {}

  /// End, for this reason.
  record Stop(Cause cause) implements Signal {}

  /// An attempt to open the live connection begins.
  record Dialling(int attempt) implements Signal {}

  /// Slack let us in.
  record Welcomed(Workspace workspace) implements Signal {}

  /// The live connection is up; presence will follow.
  record Opened(Instant at) implements Signal {}

  /// Slack said these people are so.
  record Told(List<UserId> users, Presence presence, Instant at) implements Signal {}

  /// The live connection is gone, and comes back by itself at `nextTry`.
  ///
  /// @param lastHeard the last instant at which Slack said anything
  record Lost(int attempt, Instant lastHeard, Instant nextTry, Problem problem) implements Signal {}

  /// The live connection is gone for good.
  record Ended(Instant lastHeard, Problem problem) implements Signal {}
}
