package rollcall.ui.presence;

import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Limit of the updates of a costly part of a screen while its input changes with each frame: at
/// most one in 150 milliseconds, and one after the last change. Thread: FX.
final class UpdateThrottle {
  private final PauseTransition pause = new PauseTransition(Duration.millis(150));
  private @Nullable Object last;

  /// @param again requests another call of [#admits]
  UpdateThrottle(Runnable again) {
    pause.setOnFinished(_ -> again.run());
  }

  /// Whether the part may be updated for this input now; an input that equals the last one may
  /// always be.
  boolean admits(Object input) {
    if (input.equals(last)) {
      return true;
    }
    if (pause.getStatus() == Animation.Status.RUNNING) {
      return false;
    }
    last = input;
    pause.playFromStart();
    return true;
  }
}
