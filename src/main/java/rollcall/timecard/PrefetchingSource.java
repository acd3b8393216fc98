package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import rollcall.presence.UserId;

/// Source that may prefetch for many people at once, where each query costs a way to a server and
/// back.
public interface PrefetchingSource {
  /// Announces queries about these people, all within `[from, to)`.
  default void prefetch(Collection<UserId> users, Instant from, Instant to) throws IOException {}
}
