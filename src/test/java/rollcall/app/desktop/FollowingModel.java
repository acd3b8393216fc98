package rollcall.app.desktop;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rollcall.history.ServerAddress;
import rollcall.history.SharedHistory;
import rollcall.presence.Presence;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.UserId;
import rollcall.testkit.Fx;
import rollcall.ui.model.FxExecutor;
import rollcall.ui.model.PersonRow;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.model.PresenceModel;

/// Model of a window that follows a shared record, without its screens, and the time at which each
/// state was in it.
public final class FollowingModel implements AutoCloseable {
  private final InstantSource clock = InstantSource.system();
  private final PresenceModel model = new PresenceModel(clock.instant(), ZoneOffset.UTC);
  private final SharedRecordFollower follower;
  // Only on the FX thread.
  private final Map<State, Long> firstShown = new HashMap<>();

  /// State of a person in the model.
  ///
  /// @param second its start, in seconds since 1970
  public record State(UserId user, long second, Presence presence) {}

  /// Follows the record at this address, with a connection of its own.
  public FollowingModel(ServerAddress address) {
    PresenceFeed feed =
        Fx.get(() -> {
          model.revision().subscribe(_ -> model.rows().forEach(this::note));
          return new PresenceFeed(new FxExecutor(), model);
        });
    follower =
        new SharedRecordFollower(address.toString(), () -> open(address), feed, clock, _ -> {})
            .start();
  }

  private static SharedHistory open(ServerAddress address) throws IOException {
    return SharedHistory.follow(address, null);
  }

  private void note(PersonRow row) {
    int last = row.timeline().size() - 1;
    if (last >= 0) {
      State state =
          new State(row.id(), row.timeline().startSecond(last), row.timeline().presence(last));
      firstShown.putIfAbsent(state, clock.millis());
    }
  }

  /// Times at which each state was in the model first, in milliseconds since 1970.
  public Map<State, Long> firstShown() {
    return Fx.get(() -> Map.copyOf(firstShown));
  }

  /// Number of people in the model.
  public int size() {
    return Fx.get(() -> model.rows().size());
  }

  /// Timeline of each person in the model, one state after the other.
  public Map<UserId, List<State>> timelines() {
    return Fx.get(() -> {
      Map<UserId, List<State>> all = new HashMap<>();
      model.rows().forEach(row -> all.put(row.id(), states(row.timeline())));
      return all;
    });
  }

  /// States of a timeline.
  public static List<State> states(PresenceTimeline timeline) {
    List<State> states = new ArrayList<>();
    for (int i = 0; i < timeline.size(); i++) {
      states.add(new State(timeline.user(), timeline.startSecond(i), timeline.presence(i)));
    }
    return states;
  }

  @Override
  public void close() {
    follower.close();
  }
}
