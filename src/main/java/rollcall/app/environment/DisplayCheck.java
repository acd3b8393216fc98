package rollcall.app.environment;

import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;

/// Check whether this computer can show a window.
public final class DisplayCheck {
  private DisplayCheck() {}

  /// Returns why there is certainly no display, by the environment; empty when there may be one.
  ///
  /// @param system the operating system's name, as Java knows it
  /// @param environment the variables of this process
  /// @param headless whether JavaFX renders into memory, which needs no display
  public static Optional<String> missing(
      String system, Map<String, String> environment, boolean headless) {
    boolean named =
        !environment.getOrDefault("DISPLAY", "").isBlank()
            || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    return headless || named || !system.startsWith("Linux")
        ? Optional.empty()
        : Optional.of("There is no display here");
  }

  /// Starts JavaFX, and then creates the window on the JavaFX application thread. Only once in a
  /// process.
  ///
  /// @return reason why that is not possible, for instance because the display does not answer
  public static Optional<String> start(Runnable window) {
    try {
      Platform.startup(window);
      return Optional.empty();
    } catch (UnsupportedOperationException e) {
      // JavaFX throws this type for "Unable to open DISPLAY".
      return Optional.of("The display does not answer");
    }
  }
}
