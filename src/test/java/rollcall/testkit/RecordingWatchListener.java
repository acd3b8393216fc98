package rollcall.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/// An audience that remembers everything, and waits for what it wants to see.
public final class RecordingWatchListener implements WatchListener {
  private final LinkedBlockingQueue<Object> news = new LinkedBlockingQueue<>();
  private final List<Object> everything = new ArrayList<>();
  private final Set<UserId> refused = ConcurrentHashMap.newKeySet();
  private final PresenceSnapshot board;
  private volatile Consumer<WatchStatus> stumbling = _ -> {};

  public RecordingWatchListener(PresenceSnapshot board) {
    this.board = board;
  }

  /// The next sighting of this person in this state.
  public Sighting sighting(UserId user, Presence presence) {
    return await(Sighting.class, seen -> seen.user().equals(user) && seen.presence() == presence);
  }

  /// The next status of this kind.
  public <S extends WatchStatus> S status(Class<S> kind) {
    return await(kind, _ -> true);
  }

  /// The next thing of this kind that fits. Fails after a minute.
  public <T> T await(Class<T> kind, Predicate<T> fits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try {
      while (true) {
        Object next = news.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          throw new AssertionError("no " + kind.getSimpleName() + " came; seen: " + everything);
        }
        everything.add(next);
        if (kind.isInstance(next) && fits.test(kind.cast(next))) {
          return kind.cast(next);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Everything of one kind that was awaited or came before what was awaited.
  public <T, R> List<R> all(Class<T> kind, Function<T, R> as) {
    return everything.stream().filter(kind::isInstance).map(kind::cast).map(as).toList();
  }

  /// Nothing of this person is wanted.
  public void refuse(UserId user) {
    refused.add(user);
  }

  /// The first status like this is not remembered, but answered with this bug.
  public void stumbleOnce(Predicate<WatchStatus> over, RuntimeException bug) {
    stumbling =
        status -> {
          if (over.test(status)) {
            stumbling = _ -> {};
            throw bug;
          }
        };
  }

  @Override
  public boolean isBlocked(UserId user) {
    return refused.contains(user);
  }

  @Override
  public PresenceSnapshot onWorkspace(Workspace workspace) {
    news.add(workspace);
    return board;
  }

  @Override
  public void onSightings(List<Sighting> sightings) {
    news.addAll(sightings);
  }

  @Override
  public void onAuditEvent(AuditEvent happening) {
    news.add(happening);
  }

  @Override
  public void onConfirmed(Instant until) {
    news.add(until);
  }

  @Override
  public void onStatus(WatchStatus status) {
    stumbling.accept(status);
    news.add(status);
  }

  @Override
  public void onWatchList(WatchListState following) {
    news.add(following);
  }

  @Override
  public void onDndUnavailable(Problem.MissingScope why) {
    news.add(why);
  }

  @Override
  public void onManualPresence(Presence presence) {
    news.add(presence);
  }
}
