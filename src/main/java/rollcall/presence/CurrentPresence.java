package rollcall.presence;

import java.time.Instant;

/// How a person stands now: the state, and since when it has been so without a break.
///
/// @param since when the state was first seen; after a gap this is when we looked again, and the
///   state may be older
public record CurrentPresence(
    UserId user, Presence presence, Instant since, Source source, Cause cause) {}
