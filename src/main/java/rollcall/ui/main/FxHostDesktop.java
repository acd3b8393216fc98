package rollcall.ui.main;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javafx.application.HostServices;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.LoginEntry;
import rollcall.ui.model.Tray;

/// Desktop services of JavaFX. Thread: FX.
///
/// @param services of the running application
/// @param window the owner of dialogs
/// @param tray the tray area
/// @param loginEntry the entry that starts the program at the login
public record FxHostDesktop(HostServices services, Window window, Tray tray, LoginEntry loginEntry)
    implements HostDesktop {
  @Override
  public void open(URI address) {
    services.showDocument(address.toString());
  }

  @Override
  public Optional<Path> folder(Path begin) {
    DirectoryChooser chooser = new DirectoryChooser();
    if (begin.toFile().isDirectory()) {
      chooser.setInitialDirectory(begin.toFile());
    }
    return Optional.ofNullable(chooser.showDialog(window)).map(File::toPath);
  }

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(new FileChooser().showOpenDialog(window)).map(File::toPath);
  }

  @Override
  public void copy(String text) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
  }
}
