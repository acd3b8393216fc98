package rollcall.ui.main;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/// Parts of the window between which F6 moves the focus.
record FocusCycle(List<Pane> panes) {

  /// Moves the focus by `step` visible parts, cyclically.
  void moveFocus(Scene scene, int step) {
    List<Pane> visible =
        panes.stream().filter(pane -> scene.equals(pane.root().getScene())).toList();
    if (visible.isEmpty()) {
      return;
    }
    int current = 0;
    for (int i = 0; i < visible.size(); i++) {
      if (isWithin(scene.getFocusOwner(), visible.get(i).root())) {
        current = i;
      }
    }
    visible.get(Math.floorMod(current + step, visible.size())).focusTarget().requestFocus();
  }

  private static boolean isWithin(@Nullable Node node, Node pane) {
    for (Node current = node; current != null; current = current.getParent()) {
      if (current.equals(pane)) {
        return true;
      }
    }
    return false;
  }

  /// Part of the window.
  ///
  /// @param focusTarget the node in it that receives the focus
  record Pane(Node root, Node focusTarget) {
    /// A part that receives the focus itself.
    static Pane of(Node root) {
      return new Pane(root, root);
    }
  }
}
