package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.Fault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.PresenceTransition;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;

/// Delay of the dates of sightings while the watcher is held up for less than the stall limit and
/// its inbox is full.
class FullInboxTest {
  private static final Duration HELD_UP = Duration.ofSeconds(3);
  private static final Duration FLOOD = Duration.ofSeconds(3);

  /// Longer than between two changes of the flood.
  private static final Duration SETTLED = Duration.ofMillis(500);

  private static final int PER_MINUTE = 240_000;

  @Test
  void noSightingIsDatedLaterThanTheTimeForWhichTheWatcherIsHeldUp() throws Exception {
    try (SlackSimulator workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople())) {
      List<UserId> people =
          workspace.people().stream().map(person -> new UserId(person.id())).toList();
      SlowListener listener = new SlowListener();
      Watcher watcher =
          new Watcher(
              new SlackAccess(
                  new SlackToken(workspace.token()),
                  workspace.apiUrl(),
                  new ProxySettings.None(),
                  false),
              WatchList.of(Set.copyOf(people)),
              WatchOptions.ALWAYS,
              listener,
              InstantSource.system(),
              Thread::startVirtualThread);
      Thread thread = Thread.ofVirtual().start(watcher);
      assertTrue(listener.live.await(60, TimeUnit.SECONDS));
      Instant begin = InstantSource.system().instant();
      NamedFaults.of(workspace).inject(new Fault.Flood(PER_MINUTE, FLOOD, 7));
      awaitAllChanges(workspace, people, begin, listener);
      watcher.stop(Cause.APP_STOPPED);
      thread.join();
      Map<UserId, List<Sighting>> seen =
          listener.seen.stream()
              .filter(one -> one.cause() == Cause.PRESENCE_CHANGE)
              .collect(Collectors.groupingBy(Sighting::user));
      Duration worst = Duration.ZERO;
      int changes = 0;
      for (UserId user : people) {
        List<PresenceTransition> truth = workspace.groundTruth(user.value(), begin, Instant.MAX);
        truth = truth.stream().filter(one -> !one.at().isBefore(begin)).toList();
        List<Sighting> found = seen.getOrDefault(user, List.of());
        assertEquals(
            truth.stream().map(one -> presence(one.presence())).toList(),
            found.stream().map(Sighting::presence).toList(),
            user.value());
        for (int i = 0; i < truth.size(); i++) {
          Duration late = Duration.between(truth.get(i).at(), found.get(i).at());
          worst = late.compareTo(worst) > 0 ? late : worst;
          changes++;
        }
      }
      assertTrue(changes > 4096, changes + " changes do not fill the inbox");
      assertTrue(worst.compareTo(HELD_UP) < 0, "dated late by " + worst);
    }
  }

  /// Waits until the flood has ended and the listener has every change of it.
  private static void awaitAllChanges(
      SlackSimulator workspace, List<UserId> people, Instant begin, SlowListener listener)
      throws InterruptedException {
    Thread.sleep(FLOOD);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    long before = -1;
    long changes = 0;
    while ((changes != before || listener.changes.get() < changes) && System.nanoTime() < end) {
      Thread.sleep(SETTLED);
      before = changes;
      changes =
          people.stream()
              .flatMap(user -> workspace.groundTruth(user.value(), begin, Instant.MAX).stream())
              .filter(one -> !one.at().isBefore(begin))
              .count();
    }
  }

  private static Presence presence(ActiveOrAway presence) {
    return presence == ActiveOrAway.ACTIVE ? Presence.ACTIVE : Presence.AWAY;
  }

  /// Listener that is held up once, at the first change.
  private static final class SlowListener implements WatchListener {
    private final CountDownLatch live = new CountDownLatch(1);
    private final List<Sighting> seen = new ArrayList<>();
    private final AtomicInteger changes = new AtomicInteger();
    private boolean heldUp;

    @Override
    public void onSightings(List<Sighting> sightings) {
      seen.addAll(sightings);
      changes.addAndGet(
          (int) sightings.stream().filter(one -> one.cause() == Cause.PRESENCE_CHANGE).count());
      if (!heldUp && sightings.getFirst().cause() == Cause.PRESENCE_CHANGE) {
        heldUp = true;
        try {
          Thread.sleep(HELD_UP);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void onStatus(WatchStatus status) {
      if (status instanceof WatchStatus.Live live && live.lastEvent() != null) {
        this.live.countDown();
      }
    }
  }
}
