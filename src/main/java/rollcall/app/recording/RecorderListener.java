package rollcall.app.recording;

import java.util.List;
import rollcall.history.HistoryException;
import rollcall.presence.Overlay;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Workspace;
import rollcall.watch.Problem;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Where what is seen comes out: a window, or a terminal. Called from the link and disk lanes.
public interface RecorderListener {
  /// We are in this workspace; the board is how everybody stood before.
  void onWorkspace(Workspace workspace, PresenceSnapshot board);

  /// We are in this workspace, but a newer Rollcall made its history, so that nothing is recorded.
  void onReadOnly(Workspace workspace, HistoryException.Newer why);

  /// Something was found on this computer that a person should know, while recording goes on.
  ///
  /// @param sentence what it is, for a person
  void found(String sentence);

  /// These sightings made this board; when recording, they are on the disk.
  void onPresence(PresenceSnapshot board, List<Sighting> batch);

  /// The truth about our looking.
  void onStatus(WatchStatus status);

  /// Slack said something of somebody beside their presence.
  void onOverlay(Overlay overlay);

  /// The list has changed, or it is not known who is in what is followed.
  void onWatchList(WatchListState following);

  /// The token may not see who must not be disturbed.
  void onDndUnavailable(Problem.MissingScope why);

  /// The presence of the token's own user was set by hand.
  void onManualPresence(Presence presence);
}
