package rollcall.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What really happened since the workspace started: everyone's presence, and when the workspace
/// could not be reached. Lane: the workspace's.
final class Truth {
  private final Map<String, List<Transition>> transitions = new HashMap<>();
  private final List<Outage> outages = new ArrayList<>();

  void add(Transition transition) {
    transitions.computeIfAbsent(transition.user(), user -> new ArrayList<>()).add(transition);
  }

  /// What was true at `from` (as far as it is known), and what changed until `to`, in order.
  List<Transition> of(String user, Instant from, Instant to) {
    List<Transition> told = new ArrayList<>();
    for (Transition each : transitions.getOrDefault(user, List.of())) {
      if (!each.at().isAfter(from)) {
        told.clear();
      }
      if (each.at().isBefore(to)) {
        told.add(each);
      }
    }
    return List.copyOf(told);
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
