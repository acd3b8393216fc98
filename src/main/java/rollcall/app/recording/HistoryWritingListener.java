package rollcall.app.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import rollcall.files.IoFunctions;
import rollcall.history.HistoryException;
import rollcall.presence.AuditEvent;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.WatchListener;

/// Writes what the watcher sees to the history, then passes it to another listener.
///
/// @param file history file of a workspace
/// @param before first sightings of a new history
/// @param onReadOnly receives a workspace whose history a newer Rollcall made: nothing is recorded
public record HistoryWritingListener(
    HistoryWorker worker,
    IoFunctions.Function<Workspace, Path> file,
    Supplier<List<Sighting>> before,
    BiConsumer<Workspace, HistoryException.Newer> onReadOnly,
    WatchListener listener)
    implements WatchListener {
  @Override
  public Optional<WatchListener> next() {
    return Optional.of(listener);
  }

  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) throws IOException {
    try {
      PresenceSnapshot snapshot = open(workspace);
      listener.onOpened(workspace, snapshot);
      return snapshot;
    } catch (HistoryException.Newer e) {
      onReadOnly.accept(workspace, e);
      throw e;
    }
  }

  private PresenceSnapshot open(Workspace workspace) throws IOException {
    try {
      return worker.open(file.apply(workspace), workspace, before);
    } catch (HistoryException.LogAlone e) {
      listener.onLocalNotice(String.valueOf(e.getLocalizedMessage()));
      return worker.open(file.apply(workspace), workspace, before);
    }
  }

  @Override
  public boolean isBlocked(UserId user) {
    return worker.blocked().test(user);
  }

  @Override
  public void onSightings(List<Sighting> sightings) {
    worker.append(sightings, listener::onPresence);
  }

  @Override
  public void onAuditEvent(AuditEvent event) {
    worker.note(List.of(event), () -> SlackStatus.of(event).ifPresent(listener::onSlackStatus));
  }

  @Override
  public void onConfirmed(Instant until) {
    worker.heartbeat(until);
  }
}
