package rollcall.demo;

import java.time.Instant;

/// One Web API call that arrived.
///
/// @param method such as `rtm.connect`
public record ApiCall(String method, Instant at) {}
