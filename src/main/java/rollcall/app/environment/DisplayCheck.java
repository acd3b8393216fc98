package rollcall.app.environment;

import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;

/// Whether this computer can show a window.
public final class DisplayCheck {
  private DisplayCheck() {}

  /// Why there is surely no display, as far as the environment tells.
  ///
  /// @param system the operating system's name, as Java knows it
  /// @param environment the variables of this process
  /// @param headless whether JavaFX was told to draw into memory, which needs no display
  public static Optional<String> missing(
      String system, Map<String, String> environment, boolean headless) {
    boolean named =
        !environment.getOrDefault("DISPLAY", "").isBlank()
            || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    return headless || named || !system.startsWith("Linux")
        ? Optional.empty()
        : Optional.of("There is no display here");
  }

  /// Starts JavaFX, and then makes the window on the FX lane. Never ask twice.
  ///
  /// @return why that is not possible, for instance because the display that is named does not
  ///   answer
  public static Optional<String> start(Runnable window) {
    try {
      Platform.startup(window);
      return Optional.empty();
    } catch (UnsupportedOperationException e) {
      // The type by which JavaFX says "Unable to open DISPLAY".
      return Optional.of("The display does not answer");
    }
  }
}
