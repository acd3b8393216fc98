package rollcall.ui.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Desktop services that the screen uses. Thread: FX.
public interface HostDesktop {
  /// Opens this address in the browser, or this folder in the file manager.
  void open(URI address);

  /// Shows a folder chooser.
  ///
  /// @param begin the initial folder
  /// @return empty when the user cancels
  Optional<Path> folder(Path begin);

  /// Shows a folder chooser that begins in the home folder.
  default Optional<Path> folder() {
    return folder(home());
  }

  /// The home folder of the user.
  static Path home() {
    return Path.of(System.getProperty("user.home", "."));
  }

  /// Shows a chooser for existing files.
  ///
  /// @return empty when the user cancels
  Optional<Path> file();

  /// Tray area of the desktop.
  Tray tray();

  /// Entry that starts the program when the user signs in to this computer.
  LoginEntry loginEntry();

  /// Copies this text to the clipboard.
  void copy(String text);
}
