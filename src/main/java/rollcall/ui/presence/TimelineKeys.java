package rollcall.ui.presence;

import java.time.Duration;
import java.time.LocalDate;
import java.util.function.DoubleConsumer;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import rollcall.presence.UserId;
import rollcall.ui.timeline.RangeUnit;

/// Keyboard control of the timeline, active while it has the focus. Thread: FX.
///
/// Symbols are handled as typed and not as pressed, because their keys depend on the keyboard
/// layout.
final class TimelineKeys {
  private static final double STEP = 1.25;
  private static final double DIVIDER_STEP = 16;

  private final PresenceScreenModel screen;
  private final TimelineModel model;
  private final Runnable goToDate;
  private final Runnable chooseZone;
  private final Runnable explain;
  private final DoubleConsumer moveDivider;
  private boolean spaceHeld;

  /// @param goToDate opens the calendar
  /// @param chooseZone opens the menu of the time zones
  /// @param explain opens the proof of the selected person's day
  /// @param moveDivider widens the names by a number of pixels, or narrows them if negative
  TimelineKeys(
      PresenceScreenModel screen,
      Runnable goToDate,
      Runnable chooseZone,
      Runnable explain,
      DoubleConsumer moveDivider) {
    this.screen = screen;
    this.goToDate = goToDate;
    this.chooseZone = chooseZone;
    this.explain = explain;
    this.moveDivider = moveDivider;
    this.model = screen.timeline();
  }

  /// Handles a pressed key.
  ///
  /// @param page the number of rows of a page
  /// @return whether the key was handled
  boolean press(KeyEvent key, int page) {
    if (key.isAltDown()) {
      return key.isShiftDown() ? moveDivider(key.getCode()) : goInHistory(key.getCode());
    }
    if (key.isShortcutDown()) {
      return pan(key) || copy(key);
    }
    return extend(key)
        || inGroup(key.getCode())
        || move(key.getCode(), page)
        || choose(key.getCode())
        || show(key);
  }

  /// Handles a released key: Space chooses the selected person, unless it was held for dragging.
  void release(KeyEvent key) {
    if (key.getCode() == KeyCode.SPACE && spaceHeld) {
      spaceHeld = false;
      chooseSelected();
    }
  }

  /// Notes that the mouse is dragged.
  void drag() {
    spaceHeld = false;
  }

  /// Handles a typed symbol. With Ctrl it belongs to a shortcut, of which GTK reports the symbol as
  /// well; AltGr, with which some keyboards type brackets, is Ctrl and Alt.
  ///
  /// @return whether the symbol was handled
  boolean type(KeyEvent key) {
    if (key.isShortcutDown() && !key.isAltDown()) {
      return false;
    }
    switch (key.getCharacter()) {
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

  /// Collapses and expands the selected group.
  private boolean inGroup(KeyCode code) {
    String group = screen.selectedGroup().get();
    if (group == null) {
      return false;
    }
    switch (code) {
      case LEFT, KP_LEFT -> screen.setCollapsed(group, true);
      case RIGHT, KP_RIGHT -> screen.setCollapsed(group, false);
      case ENTER, SPACE -> screen.toggle(group);
      case ESCAPE -> screen.clearGroup();
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Extends the chosen range.
  private boolean extend(KeyEvent key) {
    if (!key.isShiftDown() || model.isAligned()) {
      return false;
    }
    switch (key.getCode()) {
      case LEFT, KP_LEFT -> screen.range().extend(false);
      case RIGHT, KP_RIGHT -> screen.range().extend(true);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean copy(KeyEvent key) {
    if (key.getCode() != KeyCode.C) {
      return false;
    }
    new SelectionText(screen).copy(key.isShiftDown());
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

  private boolean moveDivider(KeyCode code) {
    switch (code) {
      case LEFT -> moveDivider.accept(-DIVIDER_STEP);
      case RIGHT -> moveDivider.accept(DIVIDER_STEP);
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
      case HOME -> screen.move(-screen.items().size());
      case END -> screen.move(screen.items().size());
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
      case UP, KP_UP -> screen.move(-1);
      case DOWN, KP_DOWN -> screen.move(1);
      case PAGE_UP -> screen.move(-page);
      case PAGE_DOWN -> screen.move(page);
      case LEFT, KP_LEFT -> selection.moveInterval(false);
      case RIGHT, KP_RIGHT -> selection.moveInterval(true);
      case ESCAPE -> {
        return screen.range().clear() || selection.clear() || screen.clearChosen();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Chooses the visible range, as the buttons above the rows do.
  private boolean choose(KeyCode code) {
    switch (code) {
      case D -> model.show(RangeUnit.DAY);
      case W -> model.show(RangeUnit.WEEK);
      case M -> model.show(RangeUnit.MONTH);
      case P -> model.step(-1);
      case N -> model.step(1);
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
      case T -> showToday();
      case G -> goToDate.run();
      case Z -> chooseZone.run();
      case E -> explain.run();
      case U -> model.selection().moveGap(!key.isShiftDown());
      case ENTER -> showDetails();
      case SPACE -> spaceHeld = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void showToday() {
    model.show(RangeUnit.DAY, LocalDate.ofInstant(model.now().get(), model.zone().get()));
  }

  /// Shows the details of the interval, from the current one on; again zooms to it.
  private void showDetails() {
    if (!model.selection().zoom()) {
      model.selection().moveInterval(false);
    }
  }

  private void chooseSelected() {
    UserId selected = model.selection().person().get();
    if (selected != null) {
      screen.toggleChosen(selected);
    }
  }
}
