package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who is active, and why: Slack's rules for turning clients, activity and wishes into a presence.
/// Lane: the workspace's.
///
/// A bot is active while it has a socket; a person while the script of their life says so, or while
/// a client of theirs was used a short while ago (ten minutes, unless said otherwise); whoever has
/// set themselves away, or has left, is away.
final class PresenceRules {
  private final Map<String, Condition> conditions = new HashMap<>();
  private final GroundTruth truth;
  private final Consumer<PresenceTransition> audience;
  private final Duration autoAway;

  /// What is known of one member.
  private static final class Condition {
    final boolean bot;
    final boolean person;
    boolean scripted;
    @Nullable DemoPresence inHand;
    boolean manualAway;
    boolean left;
    int sockets;
    Instant lastActivity = Instant.MIN;
    DemoPresence shown = DemoPresence.AWAY;

    Condition(Member member) {
      bot = member.isBot();
      left = member.hasLeft();
      person = member.kind() == Member.Kind.PERSON;
    }

    DemoPresence at(Instant now, Duration autoAway) {
      if (left || manualAway) {
        return DemoPresence.AWAY;
      }
      if (bot) {
        return DemoPresence.of(sockets > 0);
      }
      if (inHand != null) {
        return inHand;
      }
      return DemoPresence.of(scripted || usesClient(now, autoAway));
    }

    boolean usesClient(Instant now, Duration autoAway) {
      return sockets > 0 && now.isBefore(lastActivity.plus(autoAway));
    }
  }

  /// What `users.getPresence` adds about the caller.
  record Own(
      boolean online,
      boolean autoAway,
      boolean manualAway,
      int connections,
      Optional<Instant> lastActivity) {}

  /// @param audience hears of each transition once it is true
  /// @param autoAway how long a person's unused client keeps them active
  PresenceRules(
      List<Member> members,
      GroundTruth truth,
      Consumer<PresenceTransition> audience,
      Duration autoAway) {
    this.truth = truth;
    this.audience = audience;
    this.autoAway = autoAway;
    members.forEach(this::add);
  }

  /// Somebody is new.
  void add(Member member) {
    conditions.put(member.id(), new Condition(member));
  }

  /// How the workspace begins: nobody is told.
  void begin(String user, boolean active, Instant now) {
    Condition condition = condition(user);
    condition.scripted = active;
    condition.shown = condition.at(now, autoAway);
    truth.add(new PresenceTransition(user, condition.shown, now));
  }

  /// The ids of those who live here: no bots, nobody who has left.
  List<String> people() {
    return conditions.entrySet().stream()
        .filter(each -> each.getValue().person && !each.getValue().left)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// Whether somebody has this id and has not left.
  boolean follows(String user) {
    Condition condition = conditions.get(user);
    return condition != null && !condition.left;
  }

  DemoPresence of(String user) {
    return condition(user).shown;
  }

  Own ownPresence(String user, Instant now) {
    Condition own = condition(user);
    boolean here = own.sockets > 0;
    return new Own(
        here,
        !own.bot && here && !own.usesClient(now, autoAway),
        own.manualAway,
        own.sockets,
        here ? Optional.of(own.lastActivity) : Optional.empty());
  }

  /// The script of their life makes a person active or away.
  void track(String user, boolean active, Instant now) {
    change(user, now, condition -> condition.scripted = active);
  }

  /// Somebody takes a person in hand: the script counts no longer.
  void take(String user, DemoPresence presence, Instant now) {
    change(user, now, condition -> condition.inHand = presence);
  }

  /// The person follows the script again.
  void release(String user, Instant now) {
    change(user, now, condition -> condition.inHand = null);
  }

  /// An account is deactivated, or opened again.
  void onLeft(String user, boolean left, Instant now) {
    change(user, now, condition -> condition.left = left);
  }

  /// `users.setPresence`; whether that changed the wish.
  boolean setManual(String user, boolean away, Instant now) {
    boolean changed = condition(user).manualAway != away;
    change(user, now, condition -> condition.manualAway = away);
    return changed;
  }

  void opened(String user, Instant now) {
    change(
        user,
        now,
        condition -> {
          condition.sockets++;
          condition.lastActivity = now;
        });
  }

  void closed(String user, Instant now) {
    change(user, now, condition -> condition.sockets--);
  }

  /// A client was used, or it is time to see whether it still is.
  void onActivity(String user, Instant now) {
    change(user, now, condition -> condition.lastActivity = now);
  }

  private void change(String user, Instant now, Consumer<Condition> edit) {
    Condition condition = condition(user);
    edit.accept(condition);
    DemoPresence next = condition.at(now, autoAway);
    if (next != condition.shown) {
      condition.shown = next;
      PresenceTransition transition = new PresenceTransition(user, next, now);
      truth.add(transition);
      audience.accept(transition);
    }
  }

  /// The instant at which a person's idle client makes them away; looked at again then.
  Instant idleAt(String user) {
    return condition(user).lastActivity.plus(autoAway);
  }

  void evaluate(String user, Instant now) {
    change(user, now, condition -> {});
  }

  private Condition condition(String user) {
    Condition condition = conditions.get(user);
    if (condition == null) {
      throw new IllegalArgumentException("Nobody here has the id " + user + ".");
    }
    return condition;
  }
}
