package rollcall.app;

import java.time.Instant;
import java.util.List;
import rollcall.presence.AuditEvent;
import rollcall.presence.Overlay;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// What the watcher sees goes out, and nothing is kept. Lane: link.
final class Unrecorded implements Relay {
  private final Outlet outlet;
  private PresenceSnapshot board = PresenceSnapshot.EMPTY;

  Unrecorded(Outlet outlet) {
    this.outlet = outlet;
  }

  @Override
  public Outlet outlet() {
    return outlet;
  }

  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) {
    outlet.opened(workspace, board);
    return board;
  }

  @Override
  public boolean isBlocked(UserId user) {
    return false;
  }

  @Override
  public void onSightings(List<Sighting> sightings) {
    board = board.with(sightings);
    outlet.changed(board, sightings);
  }

  @Override
  public void onAuditEvent(AuditEvent happening) {
    Overlay.of(happening).ifPresent(outlet::laid);
  }

  @Override
  public void onConfirmed(Instant until) {}
}
