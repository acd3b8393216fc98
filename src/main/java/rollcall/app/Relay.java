package rollcall.app;

import rollcall.presence.Presence;
import rollcall.watch.Problem;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// An audience that passes on as it is what is no sighting.
interface Relay extends WatchListener {
  /// To whom.
  Outlet outlet();

  @Override
  default void onStatus(WatchStatus status) {
    outlet().status(status);
  }

  @Override
  default void onWatchList(WatchListState following) {
    outlet().following(following);
  }

  @Override
  default void onDndUnavailable(Problem.MissingScope why) {
    outlet().dndUnseen(why);
  }

  @Override
  default void onManualPresence(Presence presence) {
    outlet().manualChange(presence);
  }
}
