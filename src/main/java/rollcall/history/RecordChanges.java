package rollcall.history;

import java.time.Instant;
import java.util.Set;
import rollcall.presence.UserId;

/// Changes of a shared record after a number, in the order of their commits.
///
/// @param last number of the last one
/// @param complete whether more may have changed than these people: then all has to be read again
/// @param people those whose sightings or events changed
/// @param since start of the changed time
public record RecordChanges(long last, boolean complete, Set<UserId> people, Instant since) {
  public RecordChanges {
    people = Set.copyOf(people);
  }

  /// Returns whether anything about people changed.
  public boolean any() {
    return complete || !people.isEmpty();
  }
}
