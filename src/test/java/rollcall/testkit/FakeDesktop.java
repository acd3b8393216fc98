package rollcall.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.ui.model.HostDesktop;

/// A desktop on paper: notes what was opened and copied, and answers with a path it was given.
public final class FakeDesktop implements HostDesktop {
  /// What was opened or copied, in order.
  public final List<String> done = new ArrayList<>();

  /// The folder in which a person saves everything.
  public Optional<Path> folder = Optional.empty();

  /// The file that a person finds.
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
