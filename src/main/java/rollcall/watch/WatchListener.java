package rollcall.watch;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import rollcall.presence.AuditEvent;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Whoever wants to know what the watcher sees. Called in order, on the link lane.
public interface WatchListener {
  /// Slack told us where we are. Sightings follow.
  ///
  /// @return how everybody stood when the last looking ended
  /// @throws IOException when nothing can be recorded there; its message is one sentence for a
  ///   person, and the watcher stops
  PresenceSnapshot onWorkspace(Workspace workspace) throws IOException;

  /// Whether nothing of this person is wanted, ever: whoever comes into what is followed is then
  /// not asked about.
  boolean isBlocked(UserId user);

  /// These sightings were made.
  void onSightings(List<Sighting> sightings);

  /// This became of our looking, or of what Slack said of somebody; it changes no total.
  void onAuditEvent(AuditEvent happening);

  /// What was last seen is known to hold until then. Comes every few seconds while we look.
  void onConfirmed(Instant until);

  /// The truth about our looking has changed.
  void onStatus(WatchStatus status);

  /// The list has changed, by a wish or by itself; or it is not known any more who is in what is
  /// followed.
  void onWatchList(WatchListState following);

  /// The token may not see who must not be disturbed, though that is to be kept. Told once, until
  /// it may.
  void onDndUnavailable(Problem.MissingScope why);

  /// Somebody set the presence of the token's own user by hand (`manual_presence_change`).
  void onManualPresence(Presence presence);
}
