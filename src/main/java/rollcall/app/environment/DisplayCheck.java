package rollcall.app.environment;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.application.Platform;

/// Check whether this computer can show a window.
public final class DisplayCheck {
  /// Libraries of the operating system that JavaFX loads for a window on Linux.
  private static final List<String> LIBRARIES =
      List.of("libX11.so.6", "libXtst.so.6", "libgtk-3.so.0");

  /// Devices of which Linux has one when it draws with a graphics processor.
  private static final List<String> GRAPHICS = List.of("/dev/dri", "/dev/nvidia0");

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

  /// Whether Mesa would emulate a graphics device, because there is none: on servers, in virtual
  /// machines and on remote displays. JavaFX itself then draws with less memory and sooner.
  ///
  /// @param exists whether there is a file
  static boolean isGraphicsEmulated(String system, Predicate<Path> exists) {
    return system.startsWith("Linux") && GRAPHICS.stream().map(Path::of).noneMatch(exists);
  }

  /// Starts JavaFX, and then creates the window on the JavaFX application thread. Only once in a
  /// process.
  ///
  /// @return reason why that is not possible, for instance because the display does not answer
  public static Optional<String> start(Runnable window) {
    if (isGraphicsEmulated(System.getProperty("os.name"), Files::exists)) {
      System.getProperties().putIfAbsent("prism.order", "sw");
    }
    try {
      Platform.startup(window);
      return Optional.empty();
    } catch (UnsupportedOperationException e) {
      // JavaFX throws this type for "Unable to open DISPLAY", also when GTK is missing.
      return Optional.of(missingLibrary(LIBRARIES).orElse("The display does not answer"));
    }
  }

  /// Returns the first of these libraries that cannot be loaded, as a sentence without its period.
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

  @SuppressWarnings("restricted")
  private static boolean isLoadable(String library) {
    try (Arena arena = Arena.ofConfined()) {
      var _ = SymbolLookup.libraryLookup(library, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
