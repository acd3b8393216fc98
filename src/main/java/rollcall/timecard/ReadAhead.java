package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import rollcall.presence.UserId;

/// Source that may read for many people at once, where each query costs a way to a server and back.
public interface ReadAhead {
  /// Announces queries about these people, all within `[from, to)`.
  default void readAhead(Collection<UserId> users, Instant from, Instant to) throws IOException {}
}
