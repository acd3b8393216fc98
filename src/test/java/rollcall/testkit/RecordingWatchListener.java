package rollcall.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import rollcall.presence.AuditEvent;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.watch.Problem;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchListener;
import rollcall.watch.WatchStatus;

/// Watch listener that records all events and lets a test wait for them.
public final class RecordingWatchListener implements WatchListener {
  private final LinkedBlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final List<Object> received = new ArrayList<>();
  private final Set<UserId> refused = ConcurrentHashMap.newKeySet();
  private final PresenceSnapshot snapshot;
  private volatile Consumer<WatchStatus> failure = _ -> {};

  public RecordingWatchListener(PresenceSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// Waits for the next sighting of this user with this presence.
  public Sighting sighting(UserId user, Presence presence) {
    return await(Sighting.class, seen -> seen.user().equals(user) && seen.presence() == presence);
  }

  /// Waits for the next status of this type.
  public <S extends WatchStatus> S status(Class<S> kind) {
    return await(kind, _ -> true);
  }

  /// Waits for the next event of this type that matches. Fails after a minute.
  public <T> T await(Class<T> kind, Predicate<T> fits) {
    return poll(kind, fits, Duration.ofSeconds(60))
        .orElseThrow(
            () -> new AssertionError("no " + kind.getSimpleName() + " came; seen: " + received));
  }

  /// Waits for the next event of this type that matches, at most this long.
  public <T> Optional<T> poll(Class<T> kind, Predicate<T> fits, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        Object next = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          return Optional.empty();
        }
        received.add(next);
        if (kind.isInstance(next) && fits.test(kind.cast(next))) {
          return Optional.of(kind.cast(next));
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Returns the received events of one type.
  public <T, R> List<R> all(Class<T> kind, Function<T, R> as) {
    return received.stream().filter(kind::isInstance).map(kind::cast).map(as).toList();
  }

  /// Blocks a user.
  public void block(UserId user) {
    refused.add(user);
  }

  /// Throws this unchecked exception or error, once, for the first matching status, which is not
  /// recorded.
  public void failOnce(Predicate<WatchStatus> over, Throwable bug) {
    failure =
        status -> {
          if (over.test(status)) {
            failure = _ -> {};
            if (bug instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) bug;
          }
        };
  }

  @Override
  public boolean isBlocked(UserId user) {
    return refused.contains(user);
  }

  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) {
    events.add(workspace);
    return snapshot;
  }

  @Override
  public void onSightings(List<Sighting> sightings) {
    events.addAll(sightings);
  }

  @Override
  public void onAuditEvent(AuditEvent event) {
    events.add(event);
  }

  @Override
  public void onConfirmed(Instant until) {
    events.add(until);
  }

  @Override
  public void onStatus(WatchStatus status) {
    failure.accept(status);
    events.add(status);
  }

  @Override
  public void onWatchList(WatchListState following) {
    events.add(following);
  }

  @Override
  public void onDndUnavailable(Problem.MissingScope why) {
    events.add(why);
  }

  @Override
  public void onManualPresence(Presence presence) {
    events.add(presence);
  }
}
