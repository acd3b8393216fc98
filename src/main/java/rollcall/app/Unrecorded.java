package rollcall.app;

import java.time.Instant;
import java.util.List;
import rollcall.presence.Board;
import rollcall.presence.Happening;
import rollcall.presence.Overlay;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.Audience;
import rollcall.watch.Following;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// What the watcher sees goes out, and nothing is kept. Lane: link.
final class Unrecorded implements Audience {
  private final Outlet outlet;
  private Board board = Board.EMPTY;

  Unrecorded(Outlet outlet) {
    this.outlet = outlet;
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

  @Override
  public void status(WatchStatus status) {
    outlet.status(status);
  }

  @Override
  public void following(Following following) {
    outlet.following(following);
  }

  @Override
  public void dndUnseen(Problem.MissingScope why) {
    outlet.dndUnseen(why);
  }

  @Override
  public void manualChange(Presence presence) {
    outlet.manualChange(presence);
  }
}
