package rollcall.ui.main;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/// Parts of the window between which F6 moves the focus; a part within another one follows it.
record FocusCycle(List<Node> parts) {

  /// Moves the focus by `step` visible parts, cyclically.
  void moveFocus(Scene scene, int step) {
    List<Node> visible =
        parts.stream().filter(part -> scene.equals(part.getScene()) && part.isVisible()).toList();
    if (visible.isEmpty()) {
      return;
    }
    int current = 0;
    for (int i = 0; i < visible.size(); i++) {
      if (isWithin(scene.getFocusOwner(), visible.get(i))) {
        current = i;
      }
    }
    visible.get(Math.floorMod(current + step, visible.size())).requestFocus();
  }

  private static boolean isWithin(@Nullable Node node, Node part) {
    for (Node current = node; current != null; current = current.getParent()) {
      if (current.equals(part)) {
        return true;
      }
    }
    return false;
  }
}
