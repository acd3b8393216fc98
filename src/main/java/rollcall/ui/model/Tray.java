package rollcall.ui.model;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// Tray area of the desktop: an icon while the window is hidden, and notifications. Thread: FX.
public interface Tray {
  /// Shows the icon.
  ///
  /// @param items menu of the icon; a click on the icon runs the first one
  /// @return whether the desktop has a tray area; completes on any thread
  CompletionStage<Boolean> show(String tooltip, List<Item> items);

  /// Removes the icon.
  void hide();

  /// Shows a notification of the desktop for some seconds; without effect where the desktop has no
  /// tray area.
  void showMessage(String title, String body);

  /// Menu item.
  ///
  /// @param action runs on any thread
  record Item(String label, Runnable action) {}
}
