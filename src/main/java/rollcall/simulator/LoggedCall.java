package rollcall.simulator;

import java.time.Instant;

/// Received Web API call.
///
/// @param method such as `rtm.connect`
public record LoggedCall(String method, Instant at) {}
