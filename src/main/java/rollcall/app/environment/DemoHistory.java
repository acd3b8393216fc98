package rollcall.app.environment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.ObservationGap;
import rollcall.simulator.PresenceTransition;

/// Sample history of the demo: the presence of its people on past days, with gaps in which there
/// was no observation.
final class DemoHistory {
  private final List<PresenceTransition> history;
  private final Map<String, ActiveOrAway> present = new TreeMap<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private int next;

  private DemoHistory(List<PresenceTransition> history) {
    this.history = history;
  }

  /// @param history sorted by time
  /// @param lapses sorted by time, without overlap
  /// @param end start of the time without observation
  static List<Sighting> of(
      List<PresenceTransition> history, List<ObservationGap> lapses, Instant end) {
    DemoHistory memory = new DemoHistory(history);
    for (ObservationGap lapse : lapses) {
      memory.simulate(lapse.from(), true);
      memory.disconnect(lapse.from(), cause(lapse.kind()));
      memory.simulate(lapse.to(), false);
      memory.reconnect(lapse.to());
    }
    memory.simulate(end, true);
    memory.disconnect(end, Cause.APP_NOT_RUNNING);
    return List.copyOf(memory.sightings);
  }

  private static Cause cause(ObservationGap.Kind kind) {
    return switch (kind) {
      case OUTAGE -> Cause.DISCONNECTED;
      case SLEEP -> Cause.COMPUTER_SLEPT;
    };
  }

  private void simulate(Instant until, boolean seen) {
    while (next < history.size() && history.get(next).at().isBefore(until)) {
      PresenceTransition lived = history.get(next++);
      boolean first = present.put(lived.user(), lived.presence()) == null;
      if (seen) {
        observe(lived, first ? Cause.SNAPSHOT : Cause.PRESENCE_CHANGE);
      }
    }
  }

  private void disconnect(Instant at, Cause cause) {
    present.keySet().forEach(user -> sightings.add(Sighting.unknown(new UserId(user), at, cause)));
  }

  private void reconnect(Instant at) {
    present.forEach(
        (user, presence) -> observe(new PresenceTransition(user, presence, at), Cause.RECONNECTED));
  }

  private void observe(PresenceTransition seen, Cause cause) {
    UserId user = new UserId(seen.user());
    Presence presence = presence(seen.presence());
    sightings.add(Sighting.of(user, presence, seen.at(), Source.DEMO, cause));
  }

  private static Presence presence(ActiveOrAway presence) {
    return switch (presence) {
      case ACTIVE -> Presence.ACTIVE;
      case AWAY -> Presence.AWAY;
    };
  }
}
