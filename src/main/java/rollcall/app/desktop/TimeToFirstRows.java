package rollcall.app.desktop;

import javafx.scene.Scene;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceModel;

/// First frame that shows rows with history, for the log. The line has a time, but no duration:
/// Java knows the start of its own process on Linux only to the second.
///
/// Thread: FX.
final class TimeToFirstRows {
  private static final Logger LOG = LoggerFactory.getLogger(TimeToFirstRows.class);

  private final Scene scene;
  private final PresenceModel model;
  private final Subscription changes;
  private @Nullable Runnable frame;

  private TimeToFirstRows(Scene scene, PresenceModel model) {
    this.scene = scene;
    this.model = model;
    changes = model.revision().subscribe(this::onRows);
    onRows();
  }

  /// Logs it once.
  static void log(Scene scene, PresenceModel model) {
    var _ = new TimeToFirstRows(scene, model);
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
    LOG.info("{} rows are shown", model.rows().size());
  }
}
