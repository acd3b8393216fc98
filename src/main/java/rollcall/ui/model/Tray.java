package rollcall.ui.model;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Icon in the tray area of the desktop, while the window is hidden. Thread: FX.
public interface Tray {
  /// Shows the icon.
  ///
  /// @param items menu of the icon; a click on the icon runs the first one
  /// @return whether the desktop has a tray area; completes on any thread
  CompletionStage<Boolean> show(String tooltip, List<Item> items);

  /// Removes the icon.
  void hide();

  /// Menu item.
  ///
  /// @param action runs on any thread
  record Item(String label, Runnable action) {}
}
