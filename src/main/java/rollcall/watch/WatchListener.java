package rollcall.watch;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import rollcall.presence.AuditEvent;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.SlackStatus;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;

/// Listener of the watcher. The watcher calls [#onWorkspace], [#onSightings], [#onAuditEvent] and
/// [#onConfirmed]; a listener that records them then calls [#onOpened], [#onPresence] and
/// [#onSlackStatus] of the [#next] one instead. By default, each method goes to the next listener.
///
/// Thread: the watcher's, in order; [#onPresence] and [#onSlackStatus] of recorded events: the
/// database's.
public interface WatchListener {
  /// Listener that receives the calls this one does not handle.
  default Optional<WatchListener> next() {
    return Optional.empty();
  }

  /// The token's workspace is known. Sightings follow.
  ///
  /// @return presence of all people at the last end of watching
  /// @throws IOException when nothing can be recorded there; its message is a sentence for the
  ///   user, and the watcher stops
  default PresenceSnapshot onWorkspace(Workspace workspace) throws IOException {
    Optional<WatchListener> listener = next();
    return listener.isPresent() ? listener.get().onWorkspace(workspace) : PresenceSnapshot.EMPTY;
  }

  /// Returns whether this person must never be watched, also as a member of a followed channel or
  /// group.
  default boolean isBlocked(UserId user) {
    return next().map(listener -> listener.isBlocked(user)).orElse(false);
  }

  /// New sightings.
  default void onSightings(List<Sighting> sightings) {
    next().ifPresent(listener -> listener.onSightings(sightings));
  }

  /// An event of the connection, the clock or a Slack status, which changes no total.
  default void onAuditEvent(AuditEvent event) {
    next().ifPresent(listener -> listener.onAuditEvent(event));
  }

  /// All presence is confirmed until this instant. Called every few seconds.
  default void onConfirmed(Instant until) {
    next().ifPresent(listener -> listener.onConfirmed(until));
  }

  /// The record of this workspace is open, with the presence at the last end of watching.
  default void onOpened(Workspace workspace, PresenceSnapshot snapshot) {
    next().ifPresent(listener -> listener.onOpened(workspace, snapshot));
  }

  /// These sightings led to this snapshot; when recording, they are on the disk.
  default void onPresence(PresenceSnapshot snapshot, List<Sighting> batch) {
    next().ifPresent(listener -> listener.onPresence(snapshot, batch));
  }

  /// A change of Do Not Disturb, status or huddle of a person.
  default void onSlackStatus(SlackStatus slackStatus) {
    next().ifPresent(listener -> listener.onSlackStatus(slackStatus));
  }

  /// Problem of this computer that the user should know, while recording continues.
  ///
  /// @param sentence for the user
  default void onLocalNotice(String sentence) {
    next().ifPresent(listener -> listener.onLocalNotice(sentence));
  }

  /// A new state of watching.
  default void onStatus(WatchStatus status) {
    next().ifPresent(listener -> listener.onStatus(status));
  }

  /// The watch list has changed, or the members of a followed channel or group became unknown.
  default void onWatchList(WatchListState state) {
    next().ifPresent(listener -> listener.onWatchList(state));
  }

  /// The token may not read Do Not Disturb, which is to be recorded. Called once, until it may.
  default void onDndUnavailable(Problem.MissingScope why) {
    next().ifPresent(listener -> listener.onDndUnavailable(why));
  }

  /// The presence of the token's own user was set manually (`manual_presence_change`).
  default void onManualPresence(Presence presence) {
    next().ifPresent(listener -> listener.onManualPresence(presence));
  }
}
