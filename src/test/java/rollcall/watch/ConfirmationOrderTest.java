package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.VirtualClock;

/// Confirmations of a watcher that is held up while Slack reports changes: none of them is later
/// than a change that is not reported yet.
class ConfirmationOrderTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final UserId KAI = new UserId("U0D4E5F6G");

  /// Time in which a frame reaches the inbox. If it does not, the tests prove nothing.
  private static final Duration TRANSFER = Duration.ofMillis(300);

  private final VirtualClock clock = new VirtualClock(T);
  private final HeldUpListener listener = new HeldUpListener();
  private FakeSlack slack;
  private FakeSlack.Connection connection;
  private Watcher watcher;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack();
    watcher =
        new Watcher(
            new SlackAccess(
                    new SlackToken("xoxb-1-2"), slack.apiUrl(), new ProxySettings.None(), false)
                .withStallLimit(Duration.ofHours(1)),
            WatchList.of(Set.of(GRACE, KAI)),
            WatchOptions.ALWAYS,
            listener,
            clock,
            Thread::startVirtualThread);
    thread = Thread.ofVirtual().start(watcher);
    connection = slack.nextConnection();
    report(Presence.ACTIVE, GRACE, KAI);
    report(Presence.AWAY, GRACE);
    listener.heldUp.await();
  }

  @AfterEach
  void close() throws Exception {
    listener.released.countDown();
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    slack.close();
  }

  @Test
  void aConfirmationWaitsForTheChangesBeforeIt() throws Exception {
    reportAt(2, Presence.AWAY, KAI);
    reportAt(12, Presence.ACTIVE, GRACE);
    listener.released.countDown();
    listener.lastChange.await();
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    Instant confirmed = Instant.MIN;
    for (Object event : List.copyOf(listener.events)) {
      if (event instanceof Instant until) {
        confirmed = until;
      } else if (event instanceof Sighting seen && seen.presence().isObserved()) {
        assertFalse(seen.at().isBefore(confirmed), seen + " after a confirmation of " + confirmed);
      }
    }
  }

  @Test
  void aStopReportsTheChangesBeforeTheLastConfirmedInstant() throws Exception {
    watcher.stop(Cause.APP_STOPPED);
    reportAt(2, Presence.AWAY, KAI);
    reportAt(3, Presence.ACTIVE, GRACE);
    listener.released.countDown();
    thread.join();
    List<Sighting> seen = new ArrayList<>();
    for (Object event : listener.events) {
      if (event instanceof Sighting one && one.user().equals(KAI) && one.at().isAfter(T)) {
        seen.add(one);
      }
    }
    assertEquals(
        List.of(Presence.AWAY, Presence.UNKNOWN), seen.stream().map(Sighting::presence).toList());
  }

  private void reportAt(int second, Presence presence, UserId... users) throws Exception {
    clock.advance(Duration.between(clock.instant(), T.plusSeconds(second)));
    report(presence, users);
    Thread.sleep(TRANSFER);
  }

  private void report(Presence presence, UserId... users) throws Exception {
    String ids = String.join("\",\"", List.of(users).stream().map(UserId::value).toList());
    connection.send(
        "{\"type\":\"presence_change\",\"users\":[\"%s\"],\"presence\":\"%s\"}"
            .formatted(ids, presence.word()));
  }

  /// Listener that is held up at the first change.
  private static final class HeldUpListener implements WatchListener {
    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch heldUp = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch lastChange = new CountDownLatch(1);

    @Override
    public void onSightings(List<Sighting> sightings) {
      events.addAll(sightings);
      if (sightings.getFirst().cause() == Cause.PRESENCE_CHANGE) {
        if (heldUp.getCount() == 0 && sightings.getFirst().user().equals(GRACE)) {
          lastChange.countDown();
        }
        heldUp.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void onConfirmed(Instant until) {
      events.add(until);
    }
  }
}
