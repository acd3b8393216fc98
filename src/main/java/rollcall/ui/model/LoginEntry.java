package rollcall.ui.model;

import java.util.Optional;

/// Entry of the system that starts Rollcall when the user signs in to this computer. Thread: FX.
public interface LoginEntry {
  /// Whether Rollcall runs from an installed image, so that there is a program to start.
  boolean isPossible();

  /// Whether the entry exists.
  boolean isOn();

  /// Writes or deletes the entry.
  ///
  /// @return empty on success; else the reason as a sentence
  Optional<String> set(boolean on);
}
