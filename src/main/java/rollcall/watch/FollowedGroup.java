package rollcall.watch;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import rollcall.presence.UserId;

/// Channel or user group whose members are on the watch list. Immutable.
///
/// @param kind channel or user group
/// @param id `C…` or `G…` of a channel, `S…` of a user group
/// @param name name in Slack, without `#` or `@`
/// @param members members on the watch list
/// @param leftOut members who are excluded from the watch list
/// @param waiting new members who wait for the user's decision
public record FollowedGroup(
    Kind kind,
    String id,
    String name,
    Set<UserId> members,
    Set<UserId> leftOut,
    Set<UserId> waiting) {

  /// Kind of group, with the scope that it requires.
  public enum Kind {
    /// A public or a private channel.
    CHANNEL("channels:read"),
    /// A group of people that can be mentioned together.
    USER_GROUP("usergroups:read");

    private final String scope;

    Kind(String scope) {
      this.scope = scope;
    }

    /// Scope that a token needs to read the members; private channels need `groups:read` instead.
    public String scope() {
      return scope;
    }
  }

  public FollowedGroup {
    members = Set.copyOf(members);
    leftOut = Set.copyOf(leftOut);
    waiting = Set.copyOf(waiting);
  }

  /// Returns this group with exactly these members, and none excluded or waiting.
  public FollowedGroup with(Set<UserId> people) {
    return with(people, Set.of(), Set.of());
  }

  private FollowedGroup with(Set<UserId> in, Set<UserId> out, Set<UserId> undecided) {
    return new FollowedGroup(kind, id, name, in, out, undecided);
  }

  /// `#design` or `@design`, as Slack writes it.
  public String title() {
    return switch (kind) {
      case CHANNEL -> "#" + name;
      case USER_GROUP -> "@" + name;
    };
  }

  /// All known members, including excluded and waiting ones.
  Set<UserId> known() {
    Set<UserId> all = new TreeSet<>(members);
    all.addAll(leftOut);
    all.addAll(waiting);
    return all;
  }

  FollowedGroup withMember(UserId user) {
    return with(plus(members, user), leftOut, minus(waiting, user));
  }

  FollowedGroup withWaiting(UserId user) {
    return with(members, leftOut, plus(waiting, user));
  }

  FollowedGroup without(UserId user) {
    return with(minus(members, user), minus(leftOut, user), minus(waiting, user));
  }

  /// Makes the chosen people members, and excludes members who are not chosen.
  FollowedGroup withSelection(Set<UserId> chosen) {
    Set<UserId> in = new TreeSet<>(known());
    in.retainAll(chosen);
    Set<UserId> out = new TreeSet<>(members);
    out.addAll(leftOut);
    out.removeAll(chosen);
    Set<UserId> undecided = new TreeSet<>(waiting);
    undecided.removeAll(chosen);
    return with(in, out, undecided);
  }

  /// Excludes the people who wait.
  FollowedGroup excludingWaiting() {
    Set<UserId> out = new TreeSet<>(leftOut);
    out.addAll(waiting);
    return with(members, out, Set.of());
  }

  FollowedGroup filtered(Predicate<UserId> wanted) {
    return with(only(members, wanted), only(leftOut, wanted), only(waiting, wanted));
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
