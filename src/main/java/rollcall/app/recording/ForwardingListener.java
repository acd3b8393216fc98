package rollcall.app.recording;

import rollcall.presence.Presence;
import rollcall.watch.Problem;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// An audience that passes on as it is what is no sighting.
interface ForwardingListener extends WatchListener {
  /// To whom.
  RecorderListener outlet();

  @Override
  default void onStatus(WatchStatus status) {
    outlet().onStatus(status);
  }

  @Override
  default void onWatchList(WatchListState following) {
    outlet().onWatchList(following);
  }

  @Override
  default void onDndUnavailable(Problem.MissingScope why) {
    outlet().onDndUnavailable(why);
  }

  @Override
  default void onManualPresence(Presence presence) {
    outlet().onManualPresence(presence);
  }
}
