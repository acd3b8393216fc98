package rollcall.simulator;

import java.time.Instant;

/// One Web API call that arrived.
///
/// @param method such as `rtm.connect`
public record LoggedCall(String method, Instant at) {}
