package rollcall.simulator;

import java.time.Instant;

/// The truth about one person from an instant on.
///
/// @param user the person's id
/// @param at when it became visible to clients, on the workspace's clock, in whole milliseconds
public record PresenceTransition(String user, DemoPresence presence, Instant at) {}
