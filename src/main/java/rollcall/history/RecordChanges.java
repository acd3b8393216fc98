package rollcall.history;

import java.time.Instant;
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

  /// Returns whether anything about people changed.
  public boolean any() {
    return complete || details || !people.isEmpty();
  }
}
