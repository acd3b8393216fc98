package rollcall.simulator;

import java.time.Instant;

/// Presence change of one user.
///
/// @param user the user's id
/// @param at instant from which clients can see it, on the workspace's clock, in whole milliseconds
public record PresenceTransition(String user, ActiveOrAway presence, Instant at) {}
