package rollcall.ui.main;

import static rollcall.ui.controls.Controls.KEYBOARD;
import static rollcall.ui.controls.Controls.consumeIf;
import static rollcall.ui.controls.Controls.handled;
import static rollcall.ui.controls.Controls.hasFocus;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import rollcall.ui.presence.PresenceScreenModel;

/// Keys of the whole window, on each of its screens. Thread: FX.
final class WindowKeys {
  private final Parent root;
  private final PresenceScreenModel screen;
  private final Consumer<MainMenu.Action> actions;
  private final List<Node> parts;

  /// Handles the keys below this root.
  ///
  /// @param parts parts between which F6 moves the focus; a part within another one follows it
  WindowKeys(
      Parent root,
      PresenceScreenModel screen,
      Consumer<MainMenu.Action> actions,
      List<Node> parts) {
    this.root = root;
    this.screen = screen;
    this.actions = actions;
    this.parts = parts;
    root.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
    root.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> hideFocus());
    root.addEventFilter(KeyEvent.KEY_TYPED, this::onSlash);
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::onEscape);
  }

  /// Shows no focus until the next key.
  void hideFocus() {
    root.pseudoClassStateChanged(KEYBOARD, false);
  }

  private void onKey(KeyEvent key) {
    root.pseudoClassStateChanged(KEYBOARD, true);
    consumeIf(key.isShortcutDown() ? onShortcut(key) : onPlainKey(key), key);
  }

  private boolean onPlainKey(KeyEvent key) {
    return switch (key.getCode()) {
      case F6 -> handled(() -> moveFocus(key.isShiftDown() ? -1 : 1));
      case F1 -> handled(() -> actions.accept(MainMenu.Action.SHORTCUTS));
      default -> false;
    };
  }

  private boolean onShortcut(KeyEvent key) {
    return switch (key.getCode()) {
      // The key of the help on macOS.
      case SLASH -> key.isShiftDown() && handled(() -> actions.accept(MainMenu.Action.SHORTCUTS));
      // The keys of plus and minus that a menu item cannot have as well.
      case EQUALS, PLUS, ADD -> handled(() -> screen.timeline().zoom(1 / MainMenu.ZOOM_STEP));
      case SUBTRACT -> handled(() -> screen.timeline().zoom(MainMenu.ZOOM_STEP));
      default -> false;
    };
  }

  /// Clears the filter when nothing else used the key.
  private void onEscape(KeyEvent key) {
    boolean filtered = !screen.query().get().isEmpty() || screen.filterState().get().isPresent();
    if (key.getCode() == KeyCode.ESCAPE && filtered) {
      screen.clearFilter();
      key.consume();
    }
  }

  /// Handles the typed and not the pressed key: otherwise the slash would be typed into the search
  /// field.
  private void onSlash(KeyEvent key) {
    if (key.getCharacter().equals("/") && !(key.getTarget() instanceof TextInputControl)) {
      actions.accept(MainMenu.Action.FIND);
      key.consume();
    }
  }

  /// Moves the focus by `step` visible parts, cyclically.
  private void moveFocus(int step) {
    Scene scene = root.getScene();
    List<Node> visible =
        parts.stream().filter(part -> scene.equals(part.getScene()) && part.isVisible()).toList();
    if (visible.isEmpty()) {
      return;
    }
    int current = 0;
    for (int i = 0; i < visible.size(); i++) {
      if (hasFocus(visible.get(i))) {
        current = i;
      }
    }
    visible.get(Math.floorMod(current + step, visible.size())).requestFocus();
  }
}
