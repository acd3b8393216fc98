package rollcall.app.environment;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;

/// Whether this computer can show a window.
public final class DisplayCheck {
  /// Libraries of the operating system that JavaFX loads for a window on Linux.
  private static final List<String> LIBRARIES =
      List.of("libX11.so.6", "libXtst.so.6", "libgtk-3.so.0");

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
      // The type by which JavaFX reports "Unable to open DISPLAY", also when GTK is missing.
      return Optional.of(missingLibrary(LIBRARIES).orElse("The display does not answer"));
    }
  }

  /// The first of these libraries that cannot be loaded, as a sentence without its period.
  static Optional<String> missingLibrary(List<String> libraries) {
    return libraries.stream()
        .filter(library -> !isLoadable(library))
        .findFirst()
        .map(library ->
            "The window needs the library "
                + library
                + ", which cannot be loaded; install GTK 3 (Debian and Ubuntu: libgtk-3-0 or"
                + " libgtk-3-0t64, Fedora and Arch: gtk3)");
  }

  private static boolean isLoadable(String library) {
    try (Arena arena = Arena.ofConfined()) {
      var _ = SymbolLookup.libraryLookup(library, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
