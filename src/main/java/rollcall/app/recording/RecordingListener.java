package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import rollcall.history.HistoryException;
import rollcall.presence.AuditEvent;
import rollcall.presence.Overlay;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// What the watcher sees goes into the journal first, and then out.
///
/// @param file which history belongs to a workspace
/// @param before what a history that is new begins with
public record RecordingListener(
    HistoryWorker journal,
    Function<Workspace, Path> file,
    Function<Workspace, List<Sighting>> before,
    RecorderListener outlet)
    implements ForwardingListener {
  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) throws IOException {
    try {
      PresenceSnapshot board = open(workspace);
      outlet.onWorkspace(workspace, board);
      return board;
    } catch (HistoryException.Newer e) {
      outlet.onReadOnly(workspace, e);
      throw e;
    }
  }

  private PresenceSnapshot open(Workspace workspace) throws IOException {
    try {
      return journal.open(file.apply(workspace), workspace, () -> before.apply(workspace));
    } catch (HistoryException.LogAlone e) {
      outlet.found(String.valueOf(e.getMessage()));
      return journal.open(file.apply(workspace), workspace, () -> before.apply(workspace));
    }
  }

  @Override
  public boolean isBlocked(UserId user) {
    return journal.blocked().test(user);
  }

  @Override
  public void onSightings(List<Sighting> sightings) {
    journal.append(sightings, outlet::onPresence);
  }

  @Override
  public void onAuditEvent(AuditEvent happening) {
    journal.note(List.of(happening), () -> Overlay.of(happening).ifPresent(outlet::onOverlay));
  }

  @Override
  public void onConfirmed(Instant until) {
    journal.heartbeat(until);
  }
}
