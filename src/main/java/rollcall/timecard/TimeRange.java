package rollcall.timecard;

import java.time.Instant;

/// Time range of a session or a break: `[start, end)`.
public record TimeRange(Instant start, Instant end) {}
