package rollcall.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.ui.model.HostDesktop;

/// Fake desktop: records what is opened and copied; returns predefined paths.
public final class FakeDesktop implements HostDesktop {
  /// Opened and copied items, in order.
  public final List<String> done = new ArrayList<>();

  /// Folder that the folder chooser returns.
  public Optional<Path> folder = Optional.empty();

  /// File that the file chooser returns.
  public Optional<Path> file = Optional.empty();

  @Override
  public void open(URI address) {
    done.add("open " + address);
  }

  @Override
  public Optional<Path> folder(Path begin) {
    return folder;
  }

  @Override
  public Optional<Path> file() {
    return file;
  }

  @Override
  public void copy(String text) {
    done.add("copy " + text);
  }
}
