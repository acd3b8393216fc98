package rollcall.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Ground truth since the start: all presence changes and outages, at 8 bytes per change; never
/// trimmed. Thread: event loop.
final class GroundTruth {
  private final Map<String, TransitionLog> logs = new HashMap<>();
  private final List<Outage> outages = new ArrayList<>();

  /// Presence changes of one user: epoch milliseconds, shifted left by one; the lowest bit is 1 for
  /// active.
  private static final class TransitionLog {
    private long[] changes = new long[4];
    private int size;

    void add(PresenceTransition transition) {
      if (size == changes.length) {
        changes = Arrays.copyOf(changes, size * 2);
      }
      int bit = transition.presence() == ActiveOrAway.ACTIVE ? 1 : 0;
      changes[size++] = transition.at().toEpochMilli() << 1 | bit;
    }

    PresenceTransition get(String user, int index) {
      boolean active = (changes[index] & 1) == 1;
      return new PresenceTransition(
          user, ActiveOrAway.of(active), Instant.ofEpochMilli(changes[index] >> 1));
    }
  }

  void add(PresenceTransition transition) {
    logs.computeIfAbsent(transition.user(), user -> new TransitionLog()).add(transition);
  }

  /// Returns the last change up to `from` (if there is one) and the changes before `to`, in order.
  List<PresenceTransition> of(String user, Instant from, Instant to) {
    List<PresenceTransition> transitions = new ArrayList<>();
    TransitionLog log = logs.getOrDefault(user, new TransitionLog());
    for (int i = 0; i < log.size; i++) {
      PresenceTransition each = log.get(user, i);
      if (!each.at().isAfter(from)) {
        transitions.clear();
      }
      if (each.at().isBefore(to)) {
        transitions.add(each);
      }
    }
    return List.copyOf(transitions);
  }

  /// Returns the same for all users, by id.
  Map<String, List<PresenceTransition>> all(Instant from, Instant to) {
    Map<String, List<PresenceTransition>> transitions = new TreeMap<>();
    logs.keySet().forEach(user -> transitions.put(user, of(user, from, to)));
    return transitions;
  }

  void outageBegins(Outage.Kind kind, Instant from) {
    if (outages.stream().noneMatch(outage -> isOpen(outage, kind))) {
      outages.add(new Outage(kind, from, Instant.MAX));
    }
  }

  void outageEnds(Outage.Kind kind, Instant to) {
    outages.replaceAll(
        outage -> isOpen(outage, kind) ? new Outage(kind, outage.from(), to) : outage);
  }

  List<Outage> outages() {
    return List.copyOf(outages);
  }

  private static boolean isOpen(Outage outage, Outage.Kind kind) {
    return outage.kind() == kind && outage.to().equals(Instant.MAX);
  }
}
