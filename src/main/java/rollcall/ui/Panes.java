package rollcall.ui;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/// The parts of the window between which F6 moves the focus.
record Panes(List<Node> panes) {

  /// Moves on by `step` panes, around the corner if need be; panes that are not on the screen do
  /// not count.
  void move(Scene scene, int step) {
    List<Node> here = panes.stream().filter(pane -> scene.equals(pane.getScene())).toList();
    if (here.isEmpty()) {
      return;
    }
    int at = 0;
    for (int i = 0; i < here.size(); i++) {
      if (within(scene.getFocusOwner(), here.get(i))) {
        at = i;
      }
    }
    focus(here.get(Math.floorMod(at + step, here.size())));
  }

  private static void focus(Node pane) {
    if (pane.isFocusTraversable()) {
      pane.requestFocus();
      return;
    }
    pane.lookupAll("*").stream()
        .filter(Node::isFocusTraversable)
        .findFirst()
        .ifPresent(Node::requestFocus);
  }

  private static boolean within(@Nullable Node node, Node pane) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (at.equals(pane)) {
        return true;
      }
    }
    return false;
  }
}
