package rollcall.settings;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import rollcall.presence.UserId;
import rollcall.settings.OneTimeTrigger.State;

/// All triggers of one workspace, the oldest first. Immutable.
///
/// @param maySend whether the user has allowed messages with a token whose write scope is part of a
///   larger one
public record Triggers(boolean maySend, List<OneTimeTrigger> all) {
  public static final Triggers NONE = new Triggers(false, List.of());

  public Triggers {
    all = List.copyOf(all);
  }

  /// The triggers that fire now.
  ///
  /// @param isActive whether a person is observed active at present
  public List<OneTimeTrigger> due(Instant now, Predicate<UserId> isActive) {
    return all.stream().filter(one -> one.isDue(now) && isActive.test(one.user())).toList();
  }

  /// The oldest trigger that has ended.
  public Optional<OneTimeTrigger> firstEnded() {
    return all.stream().filter(OneTimeTrigger::hasEnded).findFirst();
  }

  public Optional<OneTimeTrigger> find(String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /// The triggers for this person.
  public List<OneTimeTrigger> of(UserId user) {
    return all.stream().filter(one -> one.user().equals(user)).toList();
  }

  /// The triggers that have not ended for this person.
  public List<OneTimeTrigger> openFor(UserId user) {
    return of(user).stream().filter(one -> !one.hasEnded()).toList();
  }

  public Triggers withMaySend() {
    return new Triggers(true, all);
  }

  public Triggers with(OneTimeTrigger added) {
    return new Triggers(maySend, Stream.concat(all.stream(), Stream.of(added)).toList());
  }

  public Triggers without(String id) {
    return new Triggers(maySend, all.stream().filter(one -> !one.id().equals(id)).toList());
  }

  /// The triggers without those of these people.
  public Triggers without(Set<UserId> people) {
    return new Triggers(maySend, all.stream().filter(one -> !people.contains(one.user())).toList());
  }

  /// Changes one trigger; without effect if it was removed.
  public Triggers change(String id, UnaryOperator<OneTimeTrigger> change) {
    return new Triggers(
        maySend, all.stream().map(one -> one.id().equals(id) ? change.apply(one) : one).toList());
  }

  /// Gives up those whose time is over, and removes those that ended long ago.
  public Triggers expire(Instant now) {
    return new Triggers(
        maySend,
        all.stream()
            .filter(one -> !one.isOld(now))
            .map(one -> one.isExpired(now) ? one.in(State.EXPIRED, now) : one)
            .toList());
  }

  /// The state after a start: a message whose sending was interrupted may have been sent.
  Triggers afterRestart(Instant now) {
    return new Triggers(
        maySend,
        all.stream()
            .map(one -> one.state() == State.SENDING ? one.in(State.UNCERTAIN, now) : one)
            .toList());
  }
}
