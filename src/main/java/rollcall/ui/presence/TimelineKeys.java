package rollcall.ui.presence;

import static rollcall.ui.controls.Controls.handled;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
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
  private final Consumer<TimeDirection> noGap;
  private boolean spaceHeld;

  /// @param goToDate opens the calendar
  /// @param chooseZone opens the menu of the time zones
  /// @param explain opens the proof of the selected person's day
  /// @param moveDivider widens the names by a number of pixels, or narrows them if negative
  /// @param noGap says that there is no gap in a direction
  TimelineKeys(
      PresenceScreenModel screen,
      Runnable goToDate,
      Runnable chooseZone,
      Runnable explain,
      DoubleConsumer moveDivider,
      Consumer<TimeDirection> noGap) {
    this.screen = screen;
    this.goToDate = goToDate;
    this.chooseZone = chooseZone;
    this.explain = explain;
    this.moveDivider = moveDivider;
    this.noGap = noGap;
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

  /// Whether Space is held, so that dragging moves in time.
  boolean isSpaceHeld() {
    return spaceHeld;
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
    return switch (key.getCharacter()) {
      case "+", "=" -> handled(() -> model.zoom(1 / STEP));
      case "-", "−" -> handled(() -> model.zoom(STEP));
      case "0" -> handled(model::fit);
      case "[" -> handled(() -> model.selection().moveChange(TimeDirection.EARLIER));
      case "]" -> handled(() -> model.selection().moveChange(TimeDirection.LATER));
      default -> false;
    };
  }

  /// Collapses and expands the selected group.
  private boolean inGroup(KeyCode code) {
    String group = screen.selectedGroup().get();
    if (group == null) {
      return false;
    }
    return switch (code) {
      case LEFT, KP_LEFT -> handled(() -> screen.setCollapsed(group, true));
      case RIGHT, KP_RIGHT -> handled(() -> screen.setCollapsed(group, false));
      case ENTER, SPACE -> handled(() -> screen.toggle(group));
      case ESCAPE -> screen.range().clear() || screen.clearGroup();
      default -> false;
    };
  }

  /// Extends the chosen range.
  private boolean extend(KeyEvent key) {
    if (!key.isShiftDown() || model.isAligned()) {
      return false;
    }
    return switch (key.getCode()) {
      case LEFT, KP_LEFT -> handled(() -> screen.range().extend(TimeDirection.EARLIER));
      case RIGHT, KP_RIGHT -> handled(() -> screen.range().extend(TimeDirection.LATER));
      default -> false;
    };
  }

  private boolean copy(KeyEvent key) {
    return key.getCode() == KeyCode.C
        && handled(
            key.isShiftDown()
                ? new SelectionText(screen)::copyCsv
                : new SelectionText(screen)::copyText);
  }

  private boolean goInHistory(KeyCode code) {
    return switch (code) {
      case LEFT -> handled(model::back);
      case RIGHT -> handled(model::forward);
      default -> false;
    };
  }

  private boolean moveDivider(KeyCode code) {
    return switch (code) {
      case LEFT -> handled(() -> moveDivider.accept(-DIVIDER_STEP));
      case RIGHT -> handled(() -> moveDivider.accept(DIVIDER_STEP));
      default -> false;
    };
  }

  private boolean pan(KeyEvent key) {
    // By a day, or by a quarter of the visible range.
    IntConsumer pan =
        key.isShiftDown() ? by -> model.pan(Duration.ofDays(by)) : by -> model.pan(by * 0.25);
    return switch (key.getCode()) {
      case LEFT -> handled(() -> pan.accept(-1));
      case RIGHT -> handled(() -> pan.accept(1));
      case HOME -> handled(() -> screen.move(-screen.items().size()));
      case END -> handled(() -> screen.move(screen.items().size()));
      case OPEN_BRACKET -> handled(model::back);
      case CLOSE_BRACKET -> handled(model::forward);
      default -> false;
    };
  }

  private boolean move(KeyCode code, int page) {
    TimelineSelection selection = model.selection();
    return switch (code) {
      case UP, KP_UP -> handled(() -> screen.move(-1));
      case DOWN, KP_DOWN -> handled(() -> screen.move(1));
      case PAGE_UP -> handled(() -> screen.move(-page));
      case PAGE_DOWN -> handled(() -> screen.move(page));
      case LEFT, KP_LEFT -> handled(() -> selection.moveInterval(TimeDirection.EARLIER));
      case RIGHT, KP_RIGHT -> handled(() -> selection.moveInterval(TimeDirection.LATER));
      case ESCAPE -> screen.range().clear() || selection.clear() || screen.clearChosen();
      default -> false;
    };
  }

  /// Chooses the visible range, as the buttons above the rows do.
  private boolean choose(KeyCode code) {
    return switch (code) {
      case D -> handled(() -> model.show(RangeUnit.DAY));
      case W -> handled(() -> model.show(RangeUnit.WEEK));
      case M -> handled(() -> model.show(RangeUnit.MONTH));
      case P -> handled(() -> model.step(-1));
      case N -> handled(() -> model.step(1));
      default -> false;
    };
  }

  private boolean show(KeyEvent key) {
    return switch (key.getCode()) {
      case HOME -> handled(model::goToStartOfToday);
      case END -> handled(model::goToNow);
      case T -> handled(model::showToday);
      case G -> handled(goToDate);
      case Z -> handled(chooseZone);
      case E -> handled(explain);
      case U ->
          handled(() -> moveGap(key.isShiftDown() ? TimeDirection.EARLIER : TimeDirection.LATER));
      case ENTER -> handled(this::showDetails);
      case SPACE -> handled(() -> spaceHeld = true);
      default -> false;
    };
  }

  /// Shows the details of the interval, from the current one on; again zooms to it.
  private void showDetails() {
    if (!model.selection().zoom()) {
      model.selection().moveInterval(TimeDirection.EARLIER);
    }
  }

  private void moveGap(TimeDirection direction) {
    if (!model.selection().moveGap(direction)) {
      noGap.accept(direction);
    }
  }

  private void chooseSelected() {
    UserId selected = model.selection().person().get();
    if (selected != null) {
      screen.toggleChosen(selected);
    }
  }
}
