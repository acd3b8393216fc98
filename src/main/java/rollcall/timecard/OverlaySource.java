package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import rollcall.presence.Overlay;
import rollcall.presence.UserId;

/// Where what lies over presence comes from: the history, or a test.
@FunctionalInterface
public interface OverlaySource {
  /// What was told of one person in `[from, to)` in order of time, after the last of each kind
  /// before `from`, which says how it was then.
  List<Overlay> overlays(UserId user, Instant from, Instant to) throws IOException;
}
