package rollcall.watch;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollcall.presence.UserId;

/// Watch list: people chosen manually, and members of followed channels and user groups. Immutable.
///
/// @param single people chosen manually
/// @param followed groups whose members are on the list
/// @param autoAdd whether new members are added automatically; otherwise they wait for the user's
///   decision
public record WatchList(Set<UserId> single, List<FollowedGroup> followed, boolean autoAdd) {
  /// Maximum number of people of one recorder: the subscription must fit into one frame of 16 KB.
  /// Recorders that share the people of a record may have longer lists.
  public static final int LIMIT = 750;

  /// Number of people that Slack recommends.
  public static final int COMFORTABLE = 500;

  public WatchList {
    single = Collections.unmodifiableSet(new TreeSet<>(single));
    followed = List.copyOf(followed);
  }

  /// List of these people without groups.
  public static WatchList of(Set<UserId> people) {
    return new WatchList(people, List.of(), true);
  }

  public Set<UserId> people() {
    Set<UserId> all = new TreeSet<>(single);
    followed.forEach(one -> all.addAll(one.members()));
    return all;
  }

  /// People who are on the list only as members of groups.
  public Set<UserId> groupMembers() {
    Set<UserId> all = people();
    all.removeAll(single);
    return all;
  }

  /// New members who wait for the user's decision and are not on the list otherwise.
  public Set<UserId> pendingUsers() {
    Set<UserId> all = new TreeSet<>();
    followed.forEach(one -> all.addAll(one.waiting()));
    if (!all.isEmpty()) {
      all.removeAll(people());
    }
    return all;
  }

  /// Adds a group, or replaces the one with the same id.
  public WatchList following(FollowedGroup one) {
    List<FollowedGroup> others = followed.stream().filter(it -> !it.id().equals(one.id())).toList();
    return new WatchList(single, Stream.concat(others.stream(), Stream.of(one)).toList(), autoAdd);
  }

  /// Removes a group and the people who are on the list only as its members.
  public WatchList withoutGroup(String id) {
    return new WatchList(
        single, followed.stream().filter(it -> !it.id().equals(id)).toList(), autoAdd);
  }

  /// Removes people from the list and from all groups.
  public WatchList without(Predicate<UserId> refused) {
    Predicate<UserId> wanted = refused.negate();
    return new WatchList(
        single.stream().filter(wanted).collect(Collectors.toSet()),
        followed.stream().map(one -> one.filtered(wanted)).toList(),
        autoAdd);
  }

  /// Sets whether new members are added automatically.
  public WatchList withAutoAdd(boolean automatic) {
    return new WatchList(single, followed, automatic);
  }

  /// Watches exactly these people. Other members of groups are excluded.
  public WatchList withSelection(Set<UserId> chosen) {
    List<FollowedGroup> next = followed.stream().map(one -> one.withSelection(chosen)).toList();
    Set<UserId> manual = new TreeSet<>(chosen);
    next.forEach(one -> manual.removeAll(one.members()));
    single.stream().filter(chosen::contains).forEach(manual::add);
    return new WatchList(manual, next, autoAdd);
  }

  /// Adds the waiting people, up to the limit.
  public WatchList admittingAll() {
    WatchList next = this;
    for (FollowedGroup one : followed) {
      for (UserId user : new TreeSet<>(one.waiting())) {
        if (next.fits(user, LIMIT)) {
          next = next.change(one.id(), it -> it.withMember(user));
        }
      }
    }
    return next;
  }

  /// Excludes the waiting people.
  public WatchList decliningAll() {
    return new WatchList(
        single, followed.stream().map(FollowedGroup::excludingWaiting).toList(), autoAdd);
  }

  /// Adds a new member of a group: to the list, or to the waiting people.
  ///
  /// @param most number of people that may be on the list
  WatchList withJoined(String id, UserId user, int most) {
    return change(
        id,
        one ->
            one.members().contains(user) || one.leftOut().contains(user)
                ? one
                : autoAdd && fits(user, most) ? one.withMember(user) : one.withWaiting(user));
  }

  /// Removes a member of a group.
  WatchList withLeft(String id, UserId user) {
    return change(id, one -> one.without(user));
  }

  /// Replaces the members of a group.
  ///
  /// @param unchecked people who joined or left since the request, who stay as they are
  /// @param most number of people that may be on the list
  WatchList withMembers(String id, Set<UserId> current, Set<UserId> unchecked, int most) {
    WatchList next = this;
    for (FollowedGroup one : followed) {
      if (one.id().equals(id)) {
        for (UserId user : one.known()) {
          next =
              current.contains(user) || unchecked.contains(user) ? next : next.withLeft(id, user);
        }
        for (UserId user : new TreeSet<>(current)) {
          next = unchecked.contains(user) ? next : next.withJoined(id, user, most);
        }
      }
    }
    return next;
  }

  /// Returns this list with what changed among the members of its groups from one list to another.
  /// Members who are excluded here stay excluded; if this list asks about new members, none is
  /// added.
  public WatchList withMemberChanges(WatchList before, WatchList after) {
    WatchList next = this;
    for (FollowedGroup then : before.followed) {
      for (FollowedGroup now : after.followed) {
        if (now.id().equals(then.id())) {
          for (UserId user : now.members()) {
            next = then.members().contains(user) ? next : next.withAdmitted(now.id(), user);
          }
          for (UserId user : then.known()) {
            next = now.known().contains(user) ? next : next.withLeft(now.id(), user);
          }
        }
      }
    }
    return next;
  }

  /// Returns this list without the people and groups that were removed from one list to another.
  /// Removed members of groups are excluded.
  public WatchList withRemovals(WatchList before, WatchList after) {
    WatchList next = this;
    for (FollowedGroup one : before.followed) {
      if (after.followed.stream().noneMatch(other -> other.id().equals(one.id()))) {
        next = next.withoutGroup(one.id());
      }
    }
    Set<UserId> removed = before.people();
    removed.removeAll(after.people());
    Set<UserId> left = next.people();
    left.removeAll(removed);
    return next.withSelection(left);
  }

  private WatchList withAdmitted(String id, UserId user) {
    return change(id, one -> !autoAdd || one.leftOut().contains(user) ? one : one.withMember(user));
  }

  private boolean fits(UserId user, int most) {
    Set<UserId> all = people();
    return all.contains(user) || all.size() < most;
  }

  private WatchList change(String id, UnaryOperator<FollowedGroup> edit) {
    return new WatchList(
        single,
        followed.stream().map(one -> one.id().equals(id) ? edit.apply(one) : one).toList(),
        autoAdd);
  }
}
