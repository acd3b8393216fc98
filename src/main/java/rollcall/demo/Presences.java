package rollcall.demo;

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
/// a client of theirs was used in the last ten minutes; whoever has set themselves away is away.
final class Presences {
  private static final Duration AUTO_AWAY = Duration.ofMinutes(10);

  private final Map<String, Condition> conditions = new HashMap<>();
  private final Truth truth;
  private final Consumer<Transition> audience;

  /// What is known of one member.
  private static final class Condition {
    final boolean bot;
    boolean scripted;
    @Nullable DemoPresence inHand;
    boolean manualAway;
    int sockets;
    Instant lastActivity = Instant.MIN;
    DemoPresence shown = DemoPresence.AWAY;

    Condition(boolean bot) {
      this.bot = bot;
    }

    DemoPresence at(Instant now) {
      if (manualAway) {
        return DemoPresence.AWAY;
      }
      if (bot) {
        return DemoPresence.of(sockets > 0);
      }
      if (inHand != null) {
        return inHand;
      }
      return DemoPresence.of(scripted || usesClient(now));
    }

    boolean usesClient(Instant now) {
      return sockets > 0 && now.isBefore(lastActivity.plus(AUTO_AWAY));
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
  Presences(List<Member> members, Truth truth, Consumer<Transition> audience) {
    this.truth = truth;
    this.audience = audience;
    members.forEach(member -> conditions.put(member.id(), new Condition(member.isBot())));
  }

  /// How the workspace begins: nobody is told.
  void begin(String user, boolean active, Instant now) {
    Condition condition = condition(user);
    condition.scripted = active;
    condition.shown = condition.at(now);
    truth.add(new Transition(user, condition.shown, now));
  }

  boolean knows(String user) {
    return conditions.containsKey(user);
  }

  DemoPresence of(String user) {
    return condition(user).shown;
  }

  Own own(String user, Instant now) {
    Condition own = condition(user);
    boolean here = own.sockets > 0;
    return new Own(
        here,
        !own.bot && here && !own.usesClient(now),
        own.manualAway,
        own.sockets,
        here ? Optional.of(own.lastActivity) : Optional.empty());
  }

  /// The script of their life makes a person active or away.
  void follow(String user, boolean active, Instant now) {
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

  /// `users.setPresence`; whether that changed the wish.
  boolean wish(String user, boolean away, Instant now) {
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
  void used(String user, Instant now) {
    change(user, now, condition -> condition.lastActivity = now);
  }

  private void change(String user, Instant now, Consumer<Condition> edit) {
    Condition condition = condition(user);
    edit.accept(condition);
    DemoPresence next = condition.at(now);
    if (next != condition.shown) {
      condition.shown = next;
      Transition transition = new Transition(user, next, now);
      truth.add(transition);
      audience.accept(transition);
    }
  }

  /// The instant at which a person's idle client makes them away; looked at again then.
  Instant idleAt(String user) {
    return condition(user).lastActivity.plus(AUTO_AWAY);
  }

  void look(String user, Instant now) {
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
