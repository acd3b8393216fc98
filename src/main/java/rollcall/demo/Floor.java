package rollcall.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// Everyone who is on the socket, and who wants to hear of whom. Lane: the workspace's.
final class Floor {
  private static final int WRITE_BURST = 10;

  private final Map<Line, RtmSession> sessions = new LinkedHashMap<>();
  private final Map<String, Set<RtmSession>> subscribers = new HashMap<>();
  private final List<Transition> untold = new ArrayList<>();
  private final Plans plans;
  private final boolean relaxed;

  /// @param relaxed whether clients may write as fast as they like
  Floor(Plans plans, boolean relaxed) {
    this.plans = plans;
    this.relaxed = relaxed;
  }

  RtmSession enter(Line line, Tickets.Ticket ticket) {
    Bucket writes = relaxed ? null : new Bucket(WRITE_BURST, Duration.ofSeconds(1));
    RtmSession session = new RtmSession(line, ticket, plans, writes);
    sessions.put(line, session);
    return session;
  }

  void leave(RtmSession session) {
    sessions.remove(session.line());
    session.subscribed().forEach(user -> subscribersOf(user).remove(session));
  }

  /// The session on a line; empty for one that was never let in, or has left.
  Optional<RtmSession> session(Line line) {
    return Optional.ofNullable(sessions.get(line));
  }

  List<RtmSession> sessions() {
    return List.copyOf(sessions.values());
  }

  /// Replaces a session's subscriptions; returns the ids that were not among them before.
  List<String> subscribe(RtmSession session, List<String> ids) {
    session.subscribed().forEach(user -> subscribersOf(user).remove(session));
    List<String> added = session.subscribe(ids);
    session.subscribed().forEach(user -> subscribersOf(user).add(session));
    return added;
  }

  /// Remembers a change to be told; changes that come together are told together.
  void announce(Transition transition) {
    untold.add(transition);
  }

  /// Tells the subscribers what was announced.
  void tell() {
    if (untold.isEmpty()) {
      return;
    }
    List<Transition> news = List.copyOf(untold);
    untold.clear();
    Map<RtmSession, Map<DemoPresence, Set<String>>> letters = new LinkedHashMap<>();
    for (Transition each : news) {
      for (RtmSession session : subscribersOf(each.user())) {
        Map<DemoPresence, Set<String>> letter =
            letters.computeIfAbsent(session, s -> new EnumMap<>(DemoPresence.class));
        letter.values().forEach(users -> users.remove(each.user()));
        letter.computeIfAbsent(each.presence(), p -> new LinkedHashSet<>()).add(each.user());
      }
    }
    letters.forEach((session, letter) ->
        letter.forEach((presence, users) -> session.tell(presence, List.copyOf(users))));
  }

  /// Sends a frame to every socket of one member.
  void toOwn(String user, ObjectNode frame) {
    each(session -> session.account().userId().equals(user), frame);
  }

  /// Sends a frame to every socket but those of one member.
  void toOthers(String user, ObjectNode frame) {
    each(session -> !session.account().userId().equals(user), frame);
  }

  private void each(Predicate<RtmSession> who, ObjectNode frame) {
    sessions().stream().filter(who).forEach(session -> session.send(frame));
  }

  private Set<RtmSession> subscribersOf(String user) {
    return subscribers.computeIfAbsent(user, u -> new LinkedHashSet<>());
  }
}
