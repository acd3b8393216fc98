package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import rollcall.presence.UserId;
import rollcall.testkit.VirtualClock;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// Capacity of a recorder that shares people with others: without presence from Slack for 30 s, it
/// has none.
class LeasedWatchListTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final Problem LOST = new Problem.ConnectionLost("");

  private final VirtualClock clock = new VirtualClock(T);
  private final LeasedWatchList leases =
      new LeasedWatchList(
          WatchList.of(Set.of(new UserId("U1"))), Set.of(), null, clock, _ -> {}, _ -> {});

  @Test
  void aRecorderThatLosesSlackGivesItsPeopleUpAfterThirtySeconds() {
    leases.onStatus(new WatchStatus.Live(1, T, T));
    assertState("live", 500);
    pass(20);
    leases.onStatus(new WatchStatus.Reconnecting(1, T, null, LOST));
    assertState("reconnecting", 500);
    pass(11);
    leases.onStatus(new WatchStatus.Reconnecting(2, T, null, LOST));
    assertState("reconnecting", 0);
    leases.onStatus(new WatchStatus.Connecting(3, LOST, null));
    assertState("connecting", 0);
    leases.onStatus(new WatchStatus.Live(0, null, T));
    assertState("live", 500);
  }

  @Test
  void aStoppedRecorderOrOneWhoseClockIsBehindTheRecordGivesItsPeopleUp() {
    leases.onStatus(new WatchStatus.Live(1, T, T));
    leases.onStatus(new WatchStatus.Behind(T.plusSeconds(3600)));
    assertState("waiting", 500);
    pass(31);
    assertState("waiting", 0);
    leases.onStatus(new WatchStatus.Live(1, T, T));
    leases.onStatus(new WatchStatus.Stopped(LOST, null));
    pass(31);
    assertState("waiting", 0);
    leases.onStatus(new WatchStatus.OutsideHours(null));
    pass(31);
    assertState("waiting", 500);
  }

  @Test
  void pollingTakesOnePersonUntilSlackAnswersAgain() {
    leases.onStatus(polling(40, T));
    assertState("polling", 40);
    leases.onStatus(new WatchStatus.Reconnecting(1, T.minusSeconds(60), null, LOST));
    assertState("reconnecting", 40);
    pass(31);
    assertState("reconnecting", 0);
    leases.onStatus(polling(0, null));
    assertState("polling", 1);
    leases.onStatus(polling(1, null));
    assertState("polling", 1);
    leases.onStatus(new WatchStatus.Connecting(1, LOST, null));
    pass(31);
    assertState("connecting", 0);
    leases.onStatus(polling(0, null));
    leases.onStatus(polling(1, clock.instant()));
    assertState("polling", 40);
    leases.onStatus(polling(0, null));
    assertState("polling", 40);
  }

  private static WatchStatus polling(int people, @Nullable Instant oldest) {
    return new WatchStatus.Polling(people, Duration.ofMinutes(1), oldest, null);
  }

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  private void assertState(String mode, int capacity) {
    assertEquals(
        mode + " " + capacity, leases.intention().mode() + " " + leases.intention().capacity());
  }
}
