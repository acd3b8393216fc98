package rollcall.history;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;

/// Changes of a shared record after a number, in the order of their commits.
///
/// @param last the last one
/// @param complete whether more may have changed than these people: then all has to be read again
/// @param people those whose sightings or events changed
/// @param since start of the changed time
/// @param details whether the names or other details of some people changed
public record RecordChanges(
    Position last, boolean complete, Set<UserId> people, Instant since, boolean details) {
  /// Change up to which a viewer has read. Its time identifies it: a replica that becomes the
  /// server gives the numbers that it lacks to other changes.
  ///
  /// @param number number of the change
  /// @param at time of the change; null when it is no longer stored
  public record Position(long number, @Nullable Instant at) {}

  public RecordChanges {
    people = Set.copyOf(people);
  }

  /// Returns that all has to be read.
  public static RecordChanges all() {
    return new RecordChanges(new Position(-1, null), true, Set.of(), Instant.MAX, false);
  }

  /// Returns these changes, and changes of these people from this instant on.
  public RecordChanges with(Set<UserId> others, Instant from) {
    return others.isEmpty() ? this : with(new RecordChanges(last, false, others, from, false));
  }

  /// Returns these and other changes.
  ///
  /// @param newer have the position of the result
  public RecordChanges with(RecordChanges newer) {
    Set<UserId> both = new HashSet<>(people);
    both.addAll(newer.people);
    return new RecordChanges(
        newer.last,
        complete || newer.complete,
        both,
        since.isBefore(newer.since) ? since : newer.since,
        details || newer.details);
  }
}
