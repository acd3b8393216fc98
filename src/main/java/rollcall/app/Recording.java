package rollcall.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import rollcall.history.HistoryException;
import rollcall.presence.Board;
import rollcall.presence.Happening;
import rollcall.presence.Overlay;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// What the watcher sees goes into the journal first, and then out.
///
/// @param file which history belongs to a workspace
/// @param before what a history that is new begins with
record Recording(
    Journal journal,
    Function<Workspace, Path> file,
    Function<Workspace, List<Sighting>> before,
    Outlet outlet)
    implements Relay {
  @Override
  public Board opened(Workspace workspace) throws IOException {
    try {
      Board board = open(workspace);
      outlet.opened(workspace, board);
      return board;
    } catch (HistoryException.Newer e) {
      outlet.readOnly(workspace, e);
      throw e;
    }
  }

  private Board open(Workspace workspace) throws IOException {
    try {
      return journal.open(file.apply(workspace), workspace, () -> before.apply(workspace));
    } catch (HistoryException.LogAlone e) {
      outlet.found(String.valueOf(e.getMessage()));
      return journal.open(file.apply(workspace), workspace, () -> before.apply(workspace));
    }
  }

  @Override
  public boolean refuses(UserId user) {
    return journal.blocked().test(user);
  }

  @Override
  public void seen(List<Sighting> sightings) {
    journal.append(sightings, outlet::changed);
  }

  @Override
  public void happened(Happening happening) {
    journal.note(List.of(happening), () -> Overlay.of(happening).ifPresent(outlet::laid));
  }

  @Override
  public void confirmed(Instant until) {
    journal.beat(until);
  }
}
