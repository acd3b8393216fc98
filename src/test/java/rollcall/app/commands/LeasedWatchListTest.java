package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.testkit.VirtualClock;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchStatus;

/// Capacity of a recorder that shares people with others: without presence from Slack for 30 s, it
/// has none. People that it watches while its server cannot be reached at the start.
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
  void pollingWithoutPeopleTakesPeopleAsSoonAsSlackAnswersAgain() {
    leases.onStatus(new WatchStatus.Connecting(1, null, null));
    leases.onStatus(polling(0));
    assertState("polling", 40);
    leases.onStatus(polling(40));
    leases.onStatus(new WatchStatus.Reconnecting(1, T.minusSeconds(60), null, LOST));
    assertState("reconnecting", 40);
    pass(31);
    assertState("reconnecting", 0);
    leases.onStatus(polling(0));
    assertState("polling", 40);
  }

  @Test
  void aRecorderThatStartsOutsideTheHoursWithoutItsServerWatchesItsOwnList() {
    UserId own = new UserId("U1");
    UserId other = new UserId("U9");
    assertEquals(Set.of(own), alone(Sighting.notWatched(own, T, Cause.HOURS_CLOSED)));
    assertEquals(Set.of(), alone(Sighting.notWatched(own, T, Cause.WATCH_STOPPED)));
    assertEquals(Set.of(), alone(Sighting.notWatched(other, T, Cause.HOURS_CLOSED)));
    // Nothing is known of the lists of others: the person may have been taken off them since.
    assertEquals(
        Set.of(own),
        alone(
            Sighting.notWatched(own, T, Cause.HOURS_CLOSED),
            Sighting.unknown(other, T, Cause.APP_STOPPED)));
    leases.setPaused(Set.of(own));
    assertEquals(Set.of(), alone(Sighting.notWatched(own, T, Cause.HOURS_CLOSED)));
  }

  @Test
  void theCapacityOfARecorderThatStartsWithoutItsServerIsForPeopleWatchedLast() {
    List<UserId> all = IntStream.range(0, 800).mapToObj(n -> new UserId("U" + n)).toList();
    leases.onWatchList(WatchList.of(Set.copyOf(all)));
    List<Sighting> last = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      last.add(Sighting.notWatched(all.get(i), T.plusSeconds(i), Cause.HOURS_CLOSED));
    }
    last.set(0, Sighting.unknown(all.getFirst(), T, Cause.APP_STOPPED));
    Set<UserId> expected = new HashSet<>(all.subList(301, 800));
    expected.add(all.getFirst());
    assertEquals(expected, alone(last.toArray(Sighting[]::new)));
  }

  private Set<UserId> alone(Sighting... last) {
    return leases.peopleOf(PresenceSnapshot.EMPTY.with(List.of(last)));
  }

  private static WatchStatus polling(int people) {
    return new WatchStatus.Polling(people, Duration.ofMinutes(1), people == 0 ? null : T, null);
  }

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  private void assertState(String mode, int capacity) {
    assertEquals(
        mode + " " + capacity, leases.intention().mode() + " " + leases.intention().capacity());
  }
}
