package rollcall.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Presence rules: derive each member's presence from sockets, activity, simulated presence and
/// manual away. Thread: event loop.
///
/// A bot is active while it has a socket. A person is active while the simulation says so, or for a
/// while (ten minutes by default) after a client of theirs was used. Manual away and deactivation
/// override both.
final class PresenceRules {
  private final Map<String, MemberState> states = new HashMap<>();
  private final GroundTruth groundTruth;
  private final Consumer<PresenceTransition> listener;
  private final Duration autoAway;

  /// Inputs and current presence of one member.
  private static final class MemberState {
    final boolean bot;
    final boolean person;
    boolean scripted;
    @Nullable ActiveOrAway override;
    boolean manualAway;
    boolean left;
    int sockets;
    Instant lastActivity = Instant.MIN;
    ActiveOrAway shown = ActiveOrAway.AWAY;

    MemberState(Member member) {
      bot = member.isBot();
      left = member.hasLeft();
      person = member.kind() == Member.Kind.PERSON;
    }

    ActiveOrAway at(Instant now, Duration autoAway) {
      if (left || manualAway) {
        return ActiveOrAway.AWAY;
      }
      if (bot) {
        return ActiveOrAway.of(sockets > 0);
      }
      if (override != null) {
        return override;
      }
      return ActiveOrAway.of(scripted || usesClient(now, autoAway));
    }

    boolean usesClient(Instant now, Duration autoAway) {
      return sockets > 0 && now.isBefore(lastActivity.plus(autoAway));
    }
  }

  /// Fields that `users.getPresence` adds for the caller.
  ///
  /// @param lastActivity null without a socket
  record OwnPresence(
      boolean online,
      boolean autoAway,
      boolean manualAway,
      int connections,
      @Nullable Instant lastActivity) {}

  /// Creates the rules.
  ///
  /// @param listener receives each transition after it took effect
  /// @param autoAway time after which an unused client makes a person away
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

  void add(Member member) {
    states.put(member.id(), new MemberState(member));
  }

  /// Sets a member's initial presence, without an event.
  void initialize(String user, boolean active, Instant now) {
    MemberState member = member(user);
    member.scripted = active;
    member.shown = member.at(now, autoAway);
    groundTruth.add(new PresenceTransition(user, member.shown, now));
  }

  /// Returns the ids of the current people, without bots and former members.
  List<String> people() {
    return states.entrySet().stream()
        .filter(each -> each.getValue().person && !each.getValue().left)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// Returns whether a current member has this id.
  boolean isCurrentMember(String user) {
    MemberState member = states.get(user);
    return member != null && !member.left;
  }

  ActiveOrAway of(String user) {
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
        here ? own.lastActivity : null);
  }

  /// Sets the simulated presence.
  void setScripted(String user, boolean active, Instant now) {
    change(user, now, member -> member.scripted = active);
  }

  /// Overrides the simulated presence.
  void setOverride(String user, ActiveOrAway presence, Instant now) {
    change(user, now, member -> member.override = presence);
  }

  /// Ends [#setOverride].
  void clearOverride(String user, Instant now) {
    change(user, now, member -> member.override = null);
  }

  /// Deactivates or reactivates an account.
  void setLeft(String user, boolean left, Instant now) {
    change(user, now, member -> member.left = left);
  }

  /// Sets manual away (`users.setPresence`); returns whether that changed it.
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

  /// Records the use of a client.
  void onActivity(String user, Instant now) {
    change(user, now, member -> member.lastActivity = now);
  }

  private void change(String user, Instant now, Consumer<MemberState> edit) {
    MemberState member = member(user);
    edit.accept(member);
    ActiveOrAway next = member.at(now, autoAway);
    if (next != member.shown) {
      member.shown = next;
      PresenceTransition transition = new PresenceTransition(user, next, now);
      groundTruth.add(transition);
      listener.accept(transition);
    }
  }

  /// Returns the instant at which an unused client makes the person away.
  Instant idleAt(String user) {
    return member(user).lastActivity.plus(autoAway);
  }

  void evaluate(String user, Instant now) {
    change(user, now, member -> {});
  }

  private MemberState member(String user) {
    MemberState member = states.get(user);
    if (member == null) {
      throw new IllegalArgumentException("Unknown user id " + user + ".");
    }
    return member;
  }
}
