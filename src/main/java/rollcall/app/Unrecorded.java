package rollcall.app;

import java.time.Instant;
import java.util.List;
import rollcall.presence.Board;
import rollcall.presence.Happening;
import rollcall.presence.Overlay;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// What the watcher sees goes out, and nothing is kept. Lane: link.
final class Unrecorded implements Relay {
  private final Outlet outlet;
  private Board board = Board.EMPTY;

  Unrecorded(Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public Outlet outlet() {
    return outlet;
  }

  @Override
  public Board opened(Workspace workspace) {
    outlet.opened(workspace, board);
    return board;
  }

  @Override
  public boolean refuses(UserId user) {
    return false;
  }

  @Override
  public void seen(List<Sighting> sightings) {
    board = board.with(sightings);
    outlet.changed(board, sightings);
  }

  @Override
  public void happened(Happening happening) {
    Overlay.of(happening).ifPresent(outlet::laid);
  }

  @Override
  public void confirmed(Instant until) {}
}
