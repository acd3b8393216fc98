package rollcall.ui.model;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the screen asks of the desktop around it. FX lane.
public interface HostDesktop {
  /// Opens this address in the browser, or this folder in the file manager.
  void open(URI address);

  /// Asks for a folder.
  ///
  /// @param begin where to begin
  /// @return empty when the person thought better of it
  Optional<Path> folder(Path begin);

  /// Asks for a file that is there.
  ///
  /// @return empty when the person thought better of it
  Optional<Path> file();

  /// Puts this text on the clipboard.
  void copy(String text);
}
