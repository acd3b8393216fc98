package rollcall.ui.presence;

import java.util.List;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import rollcall.ui.text.TimeFormat;

/// Tooltip above the pointer and within the pane, shown after a delay; transparent for the mouse.
/// Thread: FX.
final class TimelineTooltip extends Label {
  private static final double DISTANCE = 10;

  /// The greatest width in pixels with text of 13 pixels; longer lines are wrapped.
  private static final double MAX_WIDTH = 480;

  private double lastX = Double.NaN;
  private double lastY = Double.NaN;
  private boolean dismissed;
  private final PauseTransition delay = new PauseTransition(Duration.millis(250));

  TimelineTooltip() {
    getStyleClass().add("timeline-tooltip");
    setWrapText(true);
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
    delay.setOnFinished(_ -> setVisible(true));
  }

  /// Shows these lines at this position after the delay; nothing if there are none.
  void show(List<String> lines, double x, double y, Region pane) {
    if (lines.isEmpty()) {
      cancel();
      return;
    }
    boolean moved = x != lastX || y != lastY;
    dismissed = dismissed && !moved;
    if (dismissed) {
      return;
    }
    setText(TimeFormat.unbroken(String.join("\n", lines)));
    applyCss();
    double most = Math.min(MAX_WIDTH / 13 * getFont().getSize(), pane.getWidth() - 8);
    double width = Math.min(Math.ceil(prefWidth(-1)), most);
    resize(width, Math.ceil(prefHeight(width)));
    double left = Math.min(x + DISTANCE, pane.getWidth() - getWidth() - 4);
    double above = y - getHeight() - DISTANCE;
    relocate(Math.rint(Math.max(4, left)), Math.rint(above < 2 ? y + 2 * DISTANCE : above));
    lastX = x;
    lastY = y;
    if (!isVisible() && (moved || delay.getStatus() != Animation.Status.RUNNING)) {
      delay.playFromStart();
    }
  }

  /// Hides the tooltip until the pointer moves.
  void dismiss() {
    dismissed = true;
    cancel();
  }

  /// Hides the tooltip.
  void cancel() {
    delay.stop();
    setVisible(false);
  }
}
