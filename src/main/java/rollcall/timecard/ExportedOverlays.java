package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import rollcall.presence.Overlay;
import rollcall.presence.UserId;

/// Overlays for an export, from the history or a test.
@FunctionalInterface
public interface ExportedOverlays {
  /// One person's overlays in `[from, to)` in order of time, preceded by the last of each kind
  /// before `from`, which is in effect when the range begins.
  List<Overlay> overlays(UserId user, Instant from, Instant to) throws IOException;
}
