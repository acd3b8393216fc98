package rollcall.app.desktop;

import java.time.Duration;
import java.time.InstantSource;
import javafx.scene.Scene;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;

/// Time from the start of the process to the first frame that shows rows with history, for the log.
///
/// Thread: FX.
final class FirstRows {
  private static final Logger LOG = LoggerFactory.getLogger(FirstRows.class);

  private final Scene scene;
  private final PresenceModel model;
  private final InstantSource clock;
  private final Subscription changes;
  private @Nullable Runnable frame;

  private FirstRows(Scene scene, PresenceModel model, InstantSource clock) {
    this.scene = scene;
    this.model = model;
    this.clock = clock;
    changes = model.revision().subscribe(this::onRows);
  }

  /// Logs the time once.
  static void log(Scene scene, PresenceModel model, InstantSource clock) {
    var _ = new FirstRows(scene, model, clock);
  }

  private void onRows() {
    if (frame == null
        && model.rows().stream()
            .map(PersonRow::timeline)
            .anyMatch(timeline -> timeline.size() > 1)) {
      frame = this::onFrame;
      scene.addPostLayoutPulseListener(frame);
    }
  }

  private void onFrame() {
    changes.unsubscribe();
    scene.removePostLayoutPulseListener(frame);
    ProcessHandle.current()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, clock.instant()))
        .ifPresent(time ->
            LOG.info(
                "{} rows are shown {} ms after the start", model.rows().size(), time.toMillis()));
  }
}
