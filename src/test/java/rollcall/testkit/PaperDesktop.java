package rollcall.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollcall.ui.Desktop;

/// A desktop on paper: notes what was opened and copied, and answers with a path it was given.
public final class PaperDesktop implements Desktop {
  /// What was opened or copied, in order.
  public final List<String> done = new ArrayList<>();

  /// The folder in which a person saves everything, under the suggested name.
  public Optional<Path> folder = Optional.empty();

  @Override
  public void open(URI address) {
    done.add("open " + address);
  }

  @Override
  public Optional<Path> saveAs(Path suggested) {
    return folder.map(place -> place.resolve(suggested.getFileName()));
  }

  @Override
  public void copy(String text) {
    done.add("copy " + text);
  }
}
