package rollcall.watch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Members of followed groups who may have left during a gap, with their withheld changes. Only
/// people who are on the list for no other reason. Thread: watcher.
final class UncheckedMembers {
  private final Set<UserId> unchecked = new TreeSet<>();
  private final List<Withheld> withheld = new ArrayList<>();
  private Set<UserId> groupMembers;
  private int gapCount;

  /// @param groupMembers people who are on the list only as members of groups
  UncheckedMembers(Set<UserId> groupMembers) {
    this.groupMembers = groupMembers;
  }

  /// Withheld change of one person.
  ///
  /// @param observed whether it is presence, and not a gap or a boundary of recording hours
  private record Withheld(
      UserId user, Function<PresenceTracker, List<Sighting>> change, boolean observed) {}

  /// All unchecked people, sorted.
  Set<UserId> all() {
    return new TreeSet<>(unchecked);
  }

  boolean contains(UserId user) {
    return unchecked.contains(user);
  }

  /// Number of gaps so far.
  int gapCount() {
    return gapCount;
  }

  /// Records a gap in the observation of all people.
  void onGap() {
    unchecked.addAll(groupMembers);
    gapCount++;
  }

  /// Records a gap in the observation of one person.
  void onGap(UserId user) {
    if (groupMembers.contains(user)) {
      unchecked.add(user);
      gapCount++;
    }
  }

  /// Replaces the members of groups.
  ///
  /// @return unchecked people who are no longer members only
  Set<UserId> setGroupMembers(Set<UserId> members) {
    groupMembers = members;
    Set<UserId> others = new TreeSet<>(unchecked);
    others.removeAll(members);
    return others;
  }

  /// Withholds a change until the person is confirmed.
  ///
  /// @param observed whether it is presence, and not a gap or a boundary of recording hours
  void withhold(UserId user, Function<PresenceTracker, List<Sighting>> change, boolean observed) {
    withheld.add(new Withheld(user, change, observed));
  }

  /// Discards the withheld presence of all people.
  void discardObserved() {
    withheld.removeIf(Withheld::observed);
  }

  /// Discards the withheld changes of people.
  void discard(Set<UserId> people) {
    withheld.removeIf(one -> people.contains(one.user()));
  }

  /// Confirms people.
  ///
  /// @return whether any of them was unchecked
  boolean confirm(Collection<UserId> people) {
    return unchecked.removeAll(people);
  }

  /// Removes and returns the withheld changes of confirmed people, in order.
  List<Function<PresenceTracker, List<Sighting>>> release() {
    List<Withheld> released =
        withheld.stream().filter(one -> !unchecked.contains(one.user())).toList();
    withheld.removeAll(released);
    return released.stream().map(Withheld::change).toList();
  }
}
