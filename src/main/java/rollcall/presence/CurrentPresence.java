package rollcall.presence;

import java.time.Instant;

/// Current presence of one person: the state and since when it has lasted without a break.
///
/// @param since when the state was first seen; after a gap this is when observation resumed, and
///   the state may be older; of *not watched* the last sighting, which may have changed the cause
///   only
public record CurrentPresence(UserId user, Presence presence, Instant since, Cause cause) {}
