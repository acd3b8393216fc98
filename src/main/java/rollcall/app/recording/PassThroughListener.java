package rollcall.app.recording;

import java.time.Instant;
import java.util.List;
import rollcall.presence.AuditEvent;
import rollcall.presence.Overlay;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// What the watcher sees goes out, and nothing is kept. Lane: link.
public final class PassThroughListener implements ForwardingListener {
  private final RecorderListener outlet;
  private PresenceSnapshot board = PresenceSnapshot.EMPTY;

  public PassThroughListener(RecorderListener outlet) {
    this.outlet = outlet;
  }

  @Override
  public RecorderListener outlet() {
    return outlet;
  }

  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) {
    outlet.onWorkspace(workspace, board);
    return board;
  }

  @Override
  public boolean isBlocked(UserId user) {
    return false;
  }

  @Override
  public void onSightings(List<Sighting> sightings) {
    board = board.with(sightings);
    outlet.onPresence(board, sightings);
  }

  @Override
  public void onAuditEvent(AuditEvent happening) {
    Overlay.of(happening).ifPresent(outlet::onOverlay);
  }

  @Override
  public void onConfirmed(Instant until) {}
}
