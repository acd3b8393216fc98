package rollcall.app;

import rollcall.presence.Presence;
import rollcall.watch.Audience;
import rollcall.watch.Following;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// An audience that passes on as it is what is no sighting.
interface Relay extends Audience {
  /// To whom.
  Outlet outlet();

  @Override
  default void status(WatchStatus status) {
    outlet().status(status);
  }

  @Override
  default void following(Following following) {
    outlet().following(following);
  }

  @Override
  default void dndUnseen(Problem.MissingScope why) {
    outlet().dndUnseen(why);
  }

  @Override
  default void manualChange(Presence presence) {
    outlet().manualChange(presence);
  }
}
