package rollcall.ui.presence;

import java.time.Duration;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import rollcall.ui.timeline.Preset;

/// Keyboard control of the timeline, active while it has the focus. Thread: FX.
///
/// Symbols are handled as typed and not as pressed, because their keys depend on the keyboard
/// layout.
final class TimelineKeys {
  private static final double STEP = 1.25;

  private final TimelineModel model;

  TimelineKeys(TimelineModel model) {
    this.model = model;
  }

  /// Handles a pressed key.
  ///
  /// @param page the number of rows of a page
  /// @return whether the key was handled
  boolean press(KeyEvent key, int page) {
    if (key.isAltDown()) {
      return goInHistory(key.getCode());
    }
    return key.isShortcutDown() ? pan(key) : move(key.getCode(), page) || show(key);
  }

  /// Handles a typed symbol.
  ///
  /// @return whether the symbol was handled
  boolean type(String sign) {
    switch (sign) {
      case "+", "=" -> model.zoom(1 / STEP);
      case "-", "−" -> model.zoom(STEP);
      case "0" -> model.fit();
      case "[" -> model.selection().moveChange(false);
      case "]" -> model.selection().moveChange(true);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean goInHistory(KeyCode code) {
    switch (code) {
      case LEFT -> model.back();
      case RIGHT -> model.forward();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean pan(KeyEvent key) {
    boolean wide = key.isShiftDown();
    switch (key.getCode()) {
      case LEFT -> panBack(wide);
      case RIGHT -> panForward(wide);
      case HOME -> model.selection().moveLane(-model.rows().size());
      case END -> model.selection().moveLane(model.rows().size());
      case OPEN_BRACKET -> model.back();
      case CLOSE_BRACKET -> model.forward();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void panBack(boolean day) {
    if (day) {
      model.pan(Duration.ofDays(-1));
    } else {
      model.pan(-0.25);
    }
  }

  private void panForward(boolean day) {
    if (day) {
      model.pan(Duration.ofDays(1));
    } else {
      model.pan(0.25);
    }
  }

  private boolean move(KeyCode code, int page) {
    TimelineSelection selection = model.selection();
    switch (code) {
      case UP, KP_UP -> selection.moveLane(-1);
      case DOWN, KP_DOWN -> selection.moveLane(1);
      case PAGE_UP -> selection.moveLane(-page);
      case PAGE_DOWN -> selection.moveLane(page);
      case LEFT, KP_LEFT -> selection.moveInterval(false);
      case RIGHT, KP_RIGHT -> selection.moveInterval(true);
      case ESCAPE -> selection.clear();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean show(KeyEvent key) {
    switch (key.getCode()) {
      case HOME -> model.goToStartOfToday();
      case END -> model.goToNow();
      case T -> model.show(Preset.TODAY);
      case U -> model.selection().moveGap(!key.isShiftDown());
      case ENTER -> zoomToSelected();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void zoomToSelected() {
    model.selection().span().ifPresent(span -> model.zoomTo(span.start(), span.end()));
  }
}
