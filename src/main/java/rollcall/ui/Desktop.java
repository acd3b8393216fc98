package rollcall.ui;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// What the screen asks of the desktop around it. FX lane.
public interface Desktop {
  /// Opens this address in the browser, or this folder in the file manager.
  void open(URI address);

  /// Asks for a place to save a file in.
  ///
  /// @param suggested the folder and the name to begin with
  /// @return empty when the person thought better of it
  Optional<Path> saveAs(Path suggested);

  /// Puts this text on the clipboard.
  void copy(String text);
}
