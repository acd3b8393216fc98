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
  private final Map<String, MemberState> states = new HashMap<>();
  private final GroundTruth groundTruth;
  private final Consumer<PresenceTransition> listener;
  private final Duration autoAway;

  /// What is known of one member.
  private static final class MemberState {
    final boolean bot;
    final boolean person;
    boolean scripted;
    @Nullable DemoPresence override;
    boolean manualAway;
    boolean left;
    int sockets;
    Instant lastActivity = Instant.MIN;
    DemoPresence shown = DemoPresence.AWAY;

    MemberState(Member member) {
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
      if (override != null) {
        return override;
      }
      return DemoPresence.of(scripted || usesClient(now, autoAway));
    }

    boolean usesClient(Instant now, Duration autoAway) {
      return sockets > 0 && now.isBefore(lastActivity.plus(autoAway));
    }
  }

  /// What `users.getPresence` adds about the caller.
  record OwnPresence(
      boolean online,
      boolean autoAway,
      boolean manualAway,
      int connections,
      Optional<Instant> lastActivity) {}

  /// @param audience hears of each transition once it is true
  /// @param autoAway how long a person's unused client keeps them active
  PresenceRules(
      List<Member> members,
      GroundTruth groundTruth,
      Consumer<PresenceTransition> listener,
      Duration autoAway) {
    this.groundTruth = groundTruth;
    this.listener = listener;
    this.autoAway = autoAway;
    members.forEach(this::add);
  }

  /// Somebody is new.
  void add(Member member) {
    states.put(member.id(), new MemberState(member));
  }

  /// How the workspace begins: nobody is told.
  void initialize(String user, boolean active, Instant now) {
    MemberState member = member(user);
    member.scripted = active;
    member.shown = member.at(now, autoAway);
    groundTruth.add(new PresenceTransition(user, member.shown, now));
  }

  /// The ids of those who live here: no bots, nobody who has left.
  List<String> people() {
    return states.entrySet().stream()
        .filter(each -> each.getValue().person && !each.getValue().left)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// Whether somebody has this id and has not left.
  boolean isCurrentMember(String user) {
    MemberState member = states.get(user);
    return member != null && !member.left;
  }

  DemoPresence of(String user) {
    return member(user).shown;
  }

  OwnPresence ownPresence(String user, Instant now) {
    MemberState own = member(user);
    boolean here = own.sockets > 0;
    return new OwnPresence(
        here,
        !own.bot && here && !own.usesClient(now, autoAway),
        own.manualAway,
        own.sockets,
        here ? Optional.of(own.lastActivity) : Optional.empty());
  }

  /// The script of their life makes a person active or away.
  void setScripted(String user, boolean active, Instant now) {
    change(user, now, member -> member.scripted = active);
  }

  /// Somebody takes a person in hand: the script counts no longer.
  void setOverride(String user, DemoPresence presence, Instant now) {
    change(user, now, member -> member.override = presence);
  }

  /// The person follows the script again.
  void clearOverride(String user, Instant now) {
    change(user, now, member -> member.override = null);
  }

  /// An account is deactivated, or opened again.
  void setLeft(String user, boolean left, Instant now) {
    change(user, now, member -> member.left = left);
  }

  /// `users.setPresence`; whether that changed the wish.
  boolean setManual(String user, boolean away, Instant now) {
    boolean changed = member(user).manualAway != away;
    change(user, now, member -> member.manualAway = away);
    return changed;
  }

  void onSocketOpened(String user, Instant now) {
    change(
        user,
        now,
        member -> {
          member.sockets++;
          member.lastActivity = now;
        });
  }

  void onSocketClosed(String user, Instant now) {
    change(user, now, member -> member.sockets--);
  }

  /// A client was used, or it is time to see whether it still is.
  void onActivity(String user, Instant now) {
    change(user, now, member -> member.lastActivity = now);
  }

  private void change(String user, Instant now, Consumer<MemberState> edit) {
    MemberState member = member(user);
    edit.accept(member);
    DemoPresence next = member.at(now, autoAway);
    if (next != member.shown) {
      member.shown = next;
      PresenceTransition transition = new PresenceTransition(user, next, now);
      groundTruth.add(transition);
      listener.accept(transition);
    }
  }

  /// The instant at which a person's idle client makes them away; looked at again then.
  Instant idleAt(String user) {
    return member(user).lastActivity.plus(autoAway);
  }

  void evaluate(String user, Instant now) {
    change(user, now, member -> {});
  }

  private MemberState member(String user) {
    MemberState member = states.get(user);
    if (member == null) {
      throw new IllegalArgumentException("Nobody here has the id " + user + ".");
    }
    return member;
  }
}
