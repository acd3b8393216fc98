package rollcall.watch;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import rollcall.presence.UserId;

/// A channel or a user group whose people are on the list. Immutable.
///
/// @param kind which of the two
/// @param id `C…` or `G…` of a channel, `S…` of a user group
/// @param name as people know it, without `#` or `@`
/// @param members who is on the list because of it
/// @param leftOut who is in it, and is not to be watched
/// @param waiting who came into it, and waits for somebody to decide
public record FollowedGroup(
    Kind kind,
    String id,
    String name,
    Set<UserId> members,
    Set<UserId> leftOut,
    Set<UserId> waiting) {

  /// What can be followed, each with the scope that it takes.
  public enum Kind {
    /// A public or a private channel.
    CHANNEL("channels:read"),
    /// A group of people that can be mentioned together.
    USER_GROUP("usergroups:read");

    private final String scope;

    Kind(String scope) {
      this.scope = scope;
    }

    /// What a token needs to see who is in it; private channels need `groups:read` instead.
    public String scope() {
      return scope;
    }
  }

  public FollowedGroup {
    members = Set.copyOf(members);
    leftOut = Set.copyOf(leftOut);
    waiting = Set.copyOf(waiting);
  }

  /// With exactly these people on the list because of it.
  public FollowedGroup with(Set<UserId> people) {
    return new FollowedGroup(kind, id, name, people, Set.of(), Set.of());
  }

  /// `#design` or `@design`, as Slack writes it.
  public String title() {
    return switch (kind) {
      case CHANNEL -> "#" + name;
      case USER_GROUP -> "@" + name;
    };
  }

  /// All of whom it is known that they are in it.
  Set<UserId> known() {
    Set<UserId> all = new TreeSet<>(members);
    all.addAll(leftOut);
    all.addAll(waiting);
    return all;
  }

  FollowedGroup taking(UserId user) {
    return new FollowedGroup(kind, id, name, plus(members, user), leftOut, minus(waiting, user));
  }

  FollowedGroup keepingWaiting(UserId user) {
    return new FollowedGroup(kind, id, name, members, leftOut, plus(waiting, user));
  }

  FollowedGroup without(UserId user) {
    return new FollowedGroup(
        kind, id, name, minus(members, user), minus(leftOut, user), minus(waiting, user));
  }

  /// Those who are chosen are taken, those who were taken and are not chosen are left out.
  FollowedGroup choosing(Set<UserId> chosen) {
    Set<UserId> in = new TreeSet<>(known());
    in.retainAll(chosen);
    Set<UserId> out = new TreeSet<>(members);
    out.addAll(leftOut);
    out.removeAll(chosen);
    Set<UserId> undecided = new TreeSet<>(waiting);
    undecided.removeAll(chosen);
    return new FollowedGroup(kind, id, name, in, out, undecided);
  }

  /// Those who wait are not to be watched.
  FollowedGroup declining() {
    Set<UserId> out = new TreeSet<>(leftOut);
    out.addAll(waiting);
    return new FollowedGroup(kind, id, name, members, out, Set.of());
  }

  FollowedGroup keeping(Predicate<UserId> wanted) {
    return new FollowedGroup(
        kind, id, name, only(members, wanted), only(leftOut, wanted), only(waiting, wanted));
  }

  private static Set<UserId> only(Set<UserId> some, Predicate<UserId> wanted) {
    return some.stream().filter(wanted).collect(Collectors.toSet());
  }

  private static Set<UserId> plus(Set<UserId> some, UserId user) {
    Set<UserId> more = new TreeSet<>(some);
    more.add(user);
    return more;
  }

  private static Set<UserId> minus(Set<UserId> some, UserId user) {
    Set<UserId> fewer = new TreeSet<>(some);
    fewer.remove(user);
    return fewer;
  }
}
