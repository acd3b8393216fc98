package rollcall.app.recording;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rollcall.history.HistoryException;
import rollcall.history.LeaseKeeper;
import rollcall.history.SharedRecorder;
import rollcall.presence.UserId;

/// People that one recorder watches by its leases: its share of a shared record. A person is
/// watched from the beginning of the lease on; a person who is watched no longer is left when the
/// last sightings are handed over. While the server is away, everyone stays with their recorder; a
/// person whose lease another one had in that time is left, too, because the new lease lacks their
/// state. Thread: that of the hand-over.
public final class LeasedPeople implements OutboxUploader.Duty {
  private final LeaseKeeper keeper = new LeaseKeeper();
  private final Assignment assignment;
  private final Supplier<LeaseKeeper.Intention> intention;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final IntConsumer onUnwatched;
  private final Map<UserId, CompletableFuture<Long>> leaving = new HashMap<>();
  // Since when each of them is watched.
  private Map<UserId, Instant> assigned = Map.of();
  private Set<UserId> blocked = Set.of();
  private @Nullable CompletableFuture<Long> lastAssignment;
  private @Nullable SharedRecorder connection;
  private long renewed;
  private int unwatched;

  /// Watcher of the recorder.
  public interface Assignment {
    /// Replaces the watched people.
    ///
    /// @return number of an operation in the outbox: none after it is about other people
    CompletableFuture<Long> assign(Set<UserId> people);

    /// Removes a person from the list and the settings.
    ///
    /// @return completes when both are stored without the person: whether the membership of a
    ///   channel or user group would bring them back
    default CompletableFuture<Boolean> forget(UserId person) {
      return CompletableFuture.completedFuture(false);
    }

    /// Reports people of the own list that the server refuses, because they were erased and blocked
    /// elsewhere; each time when they change.
    default void onBlocked(Set<UserId> people) {}
  }

  /// @param intention current intention of the recorder, without the people that it leaves
  /// @param nanos monotonic clock
  /// @param onUnwatched receives the number of people that no recorder can watch, when it changes
  public LeasedPeople(
      Assignment assignment,
      Supplier<LeaseKeeper.Intention> intention,
      InstantSource clock,
      LongSupplier nanos,
      IntConsumer onUnwatched) {
    this.assignment = assignment;
    this.intention = intention;
    this.clock = clock;
    this.nanos = nanos;
    this.onUnwatched = onUnwatched;
  }

  /// People that this recorder watches.
  public Set<UserId> assigned() {
    return assigned.keySet();
  }

  /// Watches the people of the last session while the server cannot be reached at the beginning.
  public void beginAlone(Set<UserId> people) {
    if (lastAssignment == null) {
      assign(people, Set.of());
    }
  }

  @Override
  public CompletableFuture<Boolean> forget(UserId erased) {
    CompletableFuture<Boolean> forgotten = assignment.forget(erased);
    if (lastAssignment != null) {
      Set<UserId> others = new HashSet<>(assigned.keySet());
      others.remove(erased);
      assign(others, Set.of());
    }
    return leaving
        .getOrDefault(erased, CompletableFuture.completedFuture(0L))
        .thenCompose(_ -> forgotten);
  }

  /// Renews the leases, if the last time is long enough ago, and first of all through a new
  /// connection: a server that lost leases would refuse what is handed over.
  @Override
  public void run(SharedRecorder recorder) throws HistoryException {
    long reading = nanos.getAsLong();
    boolean known = recorder.equals(connection);
    if (known && reading - renewed < LeaseKeeper.INTERVAL.toNanos()) {
      return;
    }
    connection = recorder;
    renewed = reading;
    LeaseKeeper.Intention wish = intention.get();
    int count = renew(recorder, wish, clock.instant(), reading);
    // A recorder without Slack cannot tell a lack of recorders from an outage of all.
    if (wish.capacity() > 0 && count != unwatched) {
      unwatched = count;
      onUnwatched.accept(count);
    }
  }

  private int renew(SharedRecorder recorder, LeaseKeeper.Intention wish, Instant now, long reading)
      throws HistoryException {
    Set<UserId> left = new HashSet<>();
    leaving.forEach((person, last) -> {
      if (last.isDone()
          && !last.isCompletedExceptionally()
          && last.join() <= recorder.handedOver()) {
        left.add(person);
      }
    });
    LeaseKeeper.Holding holding =
        recorder.renew(
            keeper,
            new LeaseKeeper.Intention(
                wish.people(),
                wish.refused(),
                leaving.keySet(),
                left,
                wish.capacity(),
                wish.mode()),
            now,
            reading);
    leaving.keySet().removeAll(left);
    if (!holding.blocked().equals(blocked)) {
      blocked = holding.blocked();
      assignment.onBlocked(blocked);
    }
    Set<UserId> people = new HashSet<>();
    holding
        .since()
        .forEach((person, since) -> {
          if (!now.isBefore(since)
              && !leaving.containsKey(person)
              && !assigned.getOrDefault(person, Instant.MAX).isBefore(since)) {
            people.add(person);
          }
        });
    people.removeAll(holding.release());
    assign(people, holding.release());
    return holding.unwatched();
  }

  /// @param released people to leave: after a restart, also some that this process never watched
  private void assign(Set<UserId> people, Set<UserId> released) {
    Set<UserId> gone = new HashSet<>(assigned.keySet());
    gone.addAll(released);
    gone.removeAll(people);
    CompletableFuture<Long> before = lastAssignment;
    boolean failed = before != null && before.isCompletedExceptionally();
    if (before != null && !failed && gone.isEmpty() && people.equals(assigned.keySet())) {
      return;
    }
    if (failed) {
      // Those that it left, too.
      gone.addAll(leaving.keySet());
    }
    Instant now = clock.instant();
    Map<UserId, Instant> watched = new HashMap<>();
    people.forEach(person -> watched.put(person, assigned.getOrDefault(person, now)));
    assigned = Map.copyOf(watched);
    CompletableFuture<Long> last = assignment.assign(assigned.keySet());
    lastAssignment = last;
    gone.forEach(person -> leaving.put(person, last));
  }
}
