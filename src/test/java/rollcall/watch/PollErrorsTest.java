package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.FakeSlack.Answer;
import rollcall.testkit.RecordingWatchListener;

/// Polling with errors for some people, or for all.
class PollErrorsTest {
  private static final String ACTIVE = "{\"ok\":true,\"presence\":\"active\"}";

  private final RecordingWatchListener listener =
      new RecordingWatchListener(PresenceSnapshot.EMPTY);
  private final CountDownLatch released = new CountDownLatch(1);
  private FakeSlack slack;
  private Watcher watcher;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack();
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"not_allowed_token_type\"}");
    slack.on(
        "auth.test",
        "{\"ok\":true,\"url\":\"https://acme.slack.com/\",\"team_id\":\"T1\",\"team\":\"acme\",\"user_id\":\"U0\"}");
    slack.on("users.getPresence", ACTIVE);
  }

  @AfterEach
  void close() throws Exception {
    released.countDown();
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    slack.close();
  }

  @Test
  void aRefusalForAllPeopleIsReportedWithItsCodeAndIsNoFirstRound() {
    slack.on("users.getPresence", "{\"ok\":false,\"error\":\"odd_trouble\"}");
    watch(6);
    var down = listener.await(WatchStatus.Connecting.class, one -> one.problem() != null);
    assertEquals(new Problem.MethodRefused("users.getPresence", "odd_trouble"), down.problem());
    slack.on("users.getPresence", ACTIVE);
    watcher.retryNow();
    listener.sighting(user(5), Presence.ACTIVE);
    assertInstanceOf(
        WatchStatus.Polling.class,
        listener.await(WatchStatus.Polling.class, p -> p.oldest() != null));
  }

  @Test
  void aFatalCodeIsRetriedWhenItConcernsOnlyPeople() {
    slack.on("users.getPresence", "{\"ok\":false,\"error\":\"access_denied\"}");
    watch(2);
    var down = listener.await(WatchStatus.Connecting.class, one -> one.problem() != null);
    assertEquals(new Problem.MethodRefused("users.getPresence", "access_denied"), down.problem());
    slack.on("users.getPresence", ACTIVE);
    watcher.retryNow();
    listener.sighting(user(0), Presence.ACTIVE);
  }

  @Test
  void aPendingResponseForOnePersonDelaysNoOtherAndCausesNoReconnect() {
    answer(
        0,
        () -> {
          released.await();
          return Answer.json(ACTIVE);
        });
    watch(7);
    for (int i = 1; i < 7; i++) {
      listener.await(Sighting.class, seen -> seen.presence() == Presence.ACTIVE);
    }
    assertEquals(
        List.of(), listener.all(WatchStatus.Reconnecting.class, WatchStatus.Reconnecting::problem));
    assertTrue(
        listener.all(Sighting.class, seen -> seen).stream()
            .noneMatch(seen -> seen.user().equals(user(0)) && seen.presence().isObserved()));
  }

  @Test
  void aServerErrorForOnePersonDoesNotAffectTheRoundOfTheOthers() {
    answer(2, () -> Answer.status(500, ""));
    watch(6);
    var polling =
        listener.await(
            WatchStatus.Polling.class, one -> one.unanswered() != null && one.oldest() != null);
    assertEquals(
        new WatchStatus.Unanswered(new TreeSet<>(Set.of(user(2))), "HTTP 500"),
        polling.unanswered());
    assertEquals(
        List.of(), listener.all(WatchStatus.Reconnecting.class, WatchStatus.Reconnecting::problem));
    assertEquals(
        List.of("poll failed: HTTP 500"),
        listener.all(AuditEvent.class, one -> one).stream()
            .filter(one -> one.type() == EventType.PRESENCE_MISMATCH)
            .map(AuditEvent::note)
            .toList());
  }

  @Test
  void aResponseWithoutJsonForOnePersonDoesNotAffectTheOthers() {
    answer(1, () -> Answer.json("<html>"));
    watch(5);
    var polling =
        listener.await(
            WatchStatus.Polling.class, one -> one.unanswered() != null && one.oldest() != null);
    assertEquals(Set.of(user(1)), Set.copyOf(polling.unanswered().people()));
  }

  @Test
  void aFailedPollOfAPersonWhoWasRemovedDuringItIsNotRecorded() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    answer(
        1,
        () -> {
          asked.countDown();
          released.await();
          return Answer.json("{\"ok\":false,\"error\":\"user_not_found\"}");
        });
    watch(2);
    asked.await();
    watcher.remove(user(1)).get();
    released.countDown();
    listener.sighting(user(1), Presence.NOT_WATCHED);
    listener.poll(AuditEvent.class, event -> user(1).equals(event.user()), Duration.ofSeconds(2));
    assertEquals(
        List.of(),
        listener.all(AuditEvent.class, event -> event).stream()
            .filter(event -> event.user() != null)
            .toList());
  }

  @Test
  void aStopDuringARequestIsNoConnectionLoss() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    watch(1);
    listener.sighting(user(0), Presence.ACTIVE);
    answer(
        0,
        () -> {
          asked.countDown();
          released.await();
          return Answer.json(ACTIVE);
        });
    asked.await();
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    assertEquals(Cause.APP_STOPPED, listener.sighting(user(0), Presence.UNKNOWN).cause());
    listener.await(AuditEvent.class, one -> one.type() == EventType.DISCONNECTED);
    assertEquals("Rollcall stopped", listener.all(AuditEvent.class, AuditEvent::note).getLast());
    assertTrue(listener.all(WatchStatus.Reconnecting.class, one -> one).isEmpty());
  }

  @Test
  void aStopBeforeTheWorkspaceIsKnownIsNoConnectionLoss() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    slack.on(
        "auth.test",
        _ -> {
          asked.countDown();
          await();
          return Answer.json("{}");
        });
    watch(1);
    asked.await();
    watcher.stop(Cause.APP_STOPPED);
    thread.join();
    watcher.stop(Cause.APP_STOPPED);
    assertFalse(
        listener.all(WatchStatus.class, one -> one).stream()
            .anyMatch(one -> one instanceof WatchStatus.Reconnecting));
  }

  private void await() {
    try {
      released.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Sets the response for one person; the others are active.
  private void answer(int i, java.util.concurrent.Callable<Answer> response) {
    slack.on(
        "users.getPresence",
        request -> {
          try {
            return request.body().contains(user(i).value())
                    || request.path().contains(user(i).value())
                ? response.call()
                : Answer.json(ACTIVE);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  private void watch(int people) {
    SlackAccess access =
        new SlackAccess(new SlackToken("xoxb-1-2"), slack.apiUrl(), new ProxySettings.None(), false)
            .withStallLimit(Duration.ofSeconds(60));
    Set<UserId> all = new TreeSet<>();
    for (int i = 0; i < people; i++) {
      all.add(user(i));
    }
    watcher =
        new Watcher(
            access,
            WatchList.of(all),
            WatchOptions.ALWAYS,
            listener,
            InstantSource.system(),
            Thread::startVirtualThread);
    thread = Thread.ofVirtual().start(watcher);
  }

  private static UserId user(int i) {
    return new UserId(String.format(Locale.ROOT, "U%03d", i));
  }
}
