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

/// Whom we watch: people chosen one by one, and whoever is in the channels and user groups that are
/// followed. Immutable.
///
/// @param single who was chosen by hand
/// @param followed whose people are on the list too
/// @param autoAdd whether those who come into it are watched by themselves; else they wait until
///   somebody decides
public record WatchList(Set<UserId> single, List<FollowedGroup> followed, boolean autoAdd) {
  /// Slack's socket accepts one frame of at most 16 KB, and the list of people must fit in.
  public static final int LIMIT = 750;

  /// How many it carries comfortably.
  public static final int COMFORTABLE = 500;

  public WatchList {
    single = Collections.unmodifiableSet(new TreeSet<>(single));
    followed = List.copyOf(followed);
  }

  /// These people, and nothing that is followed.
  public static WatchList of(Set<UserId> people) {
    return new WatchList(people, List.of(), true);
  }

  /// Everybody on the list.
  public Set<UserId> people() {
    Set<UserId> all = new TreeSet<>(single);
    followed.forEach(one -> all.addAll(one.members()));
    return all;
  }

  /// Who is on the list only because of what is followed.
  public Set<UserId> groupMembers() {
    Set<UserId> all = people();
    all.removeAll(single);
    return all;
  }

  /// Who came into what is followed, and waits for somebody to decide.
  public Set<UserId> pendingUsers() {
    Set<UserId> all = new TreeSet<>();
    followed.forEach(one -> all.addAll(one.waiting()));
    all.removeAll(people());
    return all;
  }

  /// What has this id is followed too, or again, as this says.
  public WatchList following(FollowedGroup one) {
    List<FollowedGroup> others = followed.stream().filter(it -> !it.id().equals(one.id())).toList();
    return new WatchList(single, Stream.concat(others.stream(), Stream.of(one)).toList(), autoAdd);
  }

  /// What has this id is not followed any more: whoever is on the list only because of it leaves.
  public WatchList withoutGroup(String id) {
    return new WatchList(
        single, followed.stream().filter(it -> !it.id().equals(id)).toList(), autoAdd);
  }

  /// The same without these people, as if they had never been on it or in what is followed.
  public WatchList without(Predicate<UserId> refused) {
    Predicate<UserId> wanted = refused.negate();
    return new WatchList(
        single.stream().filter(wanted).collect(Collectors.toSet()),
        followed.stream().map(one -> one.keeping(wanted)).toList(),
        autoAdd);
  }

  /// Whether those who come are watched by themselves from now on.
  public WatchList withAutoAdd(boolean byThemselves) {
    return new WatchList(single, followed, byThemselves);
  }

  /// Exactly these people are watched. Of what is followed, whoever is not among them is left out.
  public WatchList withSelection(Set<UserId> chosen) {
    List<FollowedGroup> next = followed.stream().map(one -> one.choosing(chosen)).toList();
    Set<UserId> byHand = new TreeSet<>(chosen);
    next.forEach(one -> byHand.removeAll(one.members()));
    single.stream().filter(chosen::contains).forEach(byHand::add);
    return new WatchList(byHand, next, autoAdd);
  }

  /// Those who wait are watched, as far as they fit.
  public WatchList admittingAll() {
    WatchList next = this;
    for (FollowedGroup one : followed) {
      for (UserId user : new TreeSet<>(one.waiting())) {
        if (next.fits(user)) {
          next = next.change(one.id(), it -> it.taking(user));
        }
      }
    }
    return next;
  }

  /// Those who wait are not to be watched.
  public WatchList decliningAll() {
    return new WatchList(single, followed.stream().map(FollowedGroup::declining).toList(), autoAdd);
  }

  /// Somebody came into what has this id.
  WatchList withJoined(String id, UserId user) {
    return change(
        id,
        one ->
            one.members().contains(user) || one.leftOut().contains(user)
                ? one
                : autoAdd && fits(user) ? one.taking(user) : one.keepingWaiting(user));
  }

  /// Somebody left what has this id.
  WatchList withLeft(String id, UserId user) {
    return change(id, one -> one.without(user));
  }

  /// Exactly these people are in what has this id, as far as is known of all others.
  ///
  /// @param unsure who came or left since that was asked for
  WatchList withMembers(String id, Set<UserId> inIt, Set<UserId> unsure) {
    WatchList next = this;
    for (FollowedGroup one : followed) {
      if (one.id().equals(id)) {
        for (UserId user : one.known()) {
          next = inIt.contains(user) || unsure.contains(user) ? next : next.withLeft(id, user);
        }
        for (UserId user : new TreeSet<>(inIt)) {
          next = unsure.contains(user) ? next : next.withJoined(id, user);
        }
      }
    }
    return next;
  }

  private boolean fits(UserId user) {
    Set<UserId> all = people();
    return all.contains(user) || all.size() < LIMIT;
  }

  private WatchList change(String id, UnaryOperator<FollowedGroup> edit) {
    return new WatchList(
        single,
        followed.stream().map(one -> one.id().equals(id) ? edit.apply(one) : one).toList(),
        autoAdd);
  }
}
