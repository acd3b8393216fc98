package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

class PresenceTrackerTest {
  @Test
  void nightsWithoutRollcallAreOutsideTheHoursToo() {
    RecordingSchedule office =
        new RecordingSchedule(
            LocalTime.of(8, 0),
            LocalTime.of(18, 0),
            new TreeSet<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)));
    RecordingScheduleByPerson timetable =
        new RecordingScheduleByPerson(office, Map.of(), ZoneId.of("Europe/Berlin"));
    // Friday, 17:00 in Berlin, and the Tuesday after.
    Instant stopped = Instant.parse("2026-09-18T15:00:00Z");
    Instant started = Instant.parse("2026-09-22T08:00:00Z");
    PresenceSnapshot snapshot =
        PresenceSnapshot.EMPTY.with(List.of(Sighting.unknown(GRACE, stopped, Cause.APP_STOPPED)));
    assertEquals(
        List.of(
            Sighting.notWatched(GRACE, Instant.parse("2026-09-18T16:00:00Z"), Cause.HOURS_CLOSED),
            Sighting.unknown(GRACE, Instant.parse("2026-09-21T06:00:00Z"), Cause.HOURS_OPENED),
            Sighting.notWatched(GRACE, Instant.parse("2026-09-21T16:00:00Z"), Cause.HOURS_CLOSED),
            Sighting.unknown(GRACE, Instant.parse("2026-09-22T06:00:00Z"), Cause.HOURS_OPENED)),
        new PresenceTracker(snapshot)
            .backfill(Set.of(GRACE, KAI), timetable, Instant.MIN, started));
    assertEquals(
        List.of(),
        new PresenceTracker(snapshot).backfill(Set.of(KAI), timetable, Instant.MIN, started));
  }

  @Test
  void aPauseOfOnePersonIsNotWatchedAndEndsWithUnknown() {
    var tracker = new PresenceTracker(PresenceSnapshot.EMPTY);
    RecordingScheduleByPerson paused = RecordingScheduleByPerson.ALWAYS.withPaused(Set.of(GRACE));
    Set<UserId> both = Set.of(GRACE, KAI);
    tracker.watch(both, both, paused::closedBy, _ -> false, _ -> T);
    assertEquals(
        List.of(Sighting.notWatched(GRACE, T.plusSeconds(5), Cause.WATCH_PAUSED)),
        tracker.watch(both, Set.of(KAI), paused::closedBy, _ -> false, _ -> T.plusSeconds(5)));
    assertEquals(List.of(), tracker.backfill(both, paused, Instant.MIN, T.plusSeconds(9000)));
    assertEquals(
        List.of(Sighting.unknown(GRACE, T.plusSeconds(9), Cause.WATCH_RESUMED)),
        tracker.watch(both, both, paused::closedBy, _ -> false, _ -> T.plusSeconds(9)));
  }

  @Test
  void timeBeforeAPausedPersonIsSeenAgainIsNotCountedAsRecordingHours() {
    RecordingSchedule mornings =
        new RecordingSchedule(
            LocalTime.of(8, 0), LocalTime.of(12, 0), new TreeSet<>(EnumSet.allOf(DayOfWeek.class)));
    RecordingScheduleByPerson paused =
        new RecordingScheduleByPerson(
            mornings, Map.of(), ZoneId.of("Europe/Berlin"), Set.of(GRACE));
    Sighting closed = Sighting.notWatched(GRACE, T, Cause.HOURS_CLOSED);
    assertEquals(
        List.of(),
        new PresenceTracker(PresenceSnapshot.EMPTY.with(List.of(closed)))
            .backfill(Set.of(GRACE), paused, Instant.MIN, T.plusSeconds(900_000)));
  }

  private static final UserId GRACE = new UserId("U1");
  private static final UserId KAI = new UserId("U2");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");

  @Test
  void aPersonNewOnTheListIsUnknownUntilSlackReportsMore() {
    var tracker = new PresenceTracker(PresenceSnapshot.EMPTY);
    assertEquals(
        List.of(Sighting.unknown(GRACE, T, Cause.WATCH_STARTED)),
        tracker.watch(Set.of(GRACE), Set.of(GRACE), _ -> Cause.HOURS_CLOSED, _ -> false, _ -> T));
    assertEquals(
        List.of(rtm(GRACE, Presence.ACTIVE, 1, Cause.SNAPSHOT)),
        tracker.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(1), Source.RTM));
    assertEquals(
        List.of(rtm(GRACE, Presence.AWAY, 9, Cause.PRESENCE_CHANGE)),
        tracker.onPresence(List.of(GRACE), Presence.AWAY, T.plusSeconds(9), Source.RTM));
  }

  @Test
  void aPersonRemovedFromTheListIsNoLongerWatchedAndTheOthersAreUnchanged() {
    var tracker = watching(GRACE, KAI);
    tracker.onPresence(List.of(GRACE, KAI), Presence.ACTIVE, T.plusSeconds(1), Source.RTM);
    assertEquals(
        List.of(Sighting.notWatched(KAI, T.plusSeconds(5), Cause.WATCH_STOPPED)),
        tracker.watch(
            Set.of(GRACE),
            Set.of(GRACE),
            _ -> Cause.HOURS_CLOSED,
            _ -> false,
            _ -> T.plusSeconds(5)));
    assertEquals(
        List.of(), tracker.onPresence(List.of(KAI), Presence.AWAY, T.plusSeconds(6), Source.RTM));
  }

  @Test
  void aUserSilentThroughAnOutageIsUnknownNotAway() {
    var tracker = watching(GRACE);
    tracker.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(1), Source.RTM);
    assertEquals(
        List.of(Sighting.unknown(GRACE, T.plusSeconds(30), Cause.DISCONNECTED)),
        tracker.markUnknown(T.plusSeconds(30), Cause.DISCONNECTED));
    assertEquals(List.of(), tracker.markUnknown(T.plusSeconds(60), Cause.DISCONNECTED));
    assertEquals(
        List.of(rtm(GRACE, Presence.ACTIVE, 90, Cause.RECONNECTED)),
        tracker.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(90), Source.RTM));
  }

  @Test
  void aChangeFoundByPollingIsBetweenTwoPolls() {
    var tracker = watching(GRACE);
    tracker.onConfirmed(GRACE, Presence.ACTIVE, T, T.plusSeconds(10), Source.POLL);
    assertEquals(
        List.of(),
        tracker.onConfirmed(
            GRACE, Presence.ACTIVE, T.plusSeconds(10), T.plusSeconds(70), Source.POLL));
    assertEquals(
        List.of(
            new Sighting(
                GRACE,
                Presence.AWAY,
                T.plusSeconds(70),
                T.plusSeconds(130),
                Source.POLL,
                Cause.PRESENCE_CHECK)),
        tracker.onConfirmed(
            GRACE, Presence.AWAY, T.plusSeconds(70), T.plusSeconds(130), Source.POLL));
  }

  @Test
  void aPauseIsNotWatchedAndEndsWithItsOwnCause() {
    PresenceTracker tracker = watching(GRACE, KAI);
    tracker.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(1), Source.RTM);
    tracker.markUnknown(T.plusSeconds(60), Cause.WATCH_PAUSED);
    assertEquals(
        List.of(
            Sighting.notWatched(GRACE, T.plusSeconds(62), Cause.WATCH_PAUSED),
            Sighting.notWatched(KAI, T.plusSeconds(62), Cause.WATCH_PAUSED)),
        tracker.stopWatching(Set.of(GRACE, KAI), T.plusSeconds(62), Cause.WATCH_PAUSED));
    assertEquals(
        List.of(
            Sighting.unknown(GRACE, T.plusSeconds(99), Cause.WATCH_RESUMED),
            Sighting.unknown(KAI, T.plusSeconds(99), Cause.WATCH_RESUMED)),
        new PresenceTracker(tracker.snapshot())
            .watch(
                Set.of(GRACE, KAI),
                Set.of(GRACE, KAI),
                _ -> Cause.HOURS_CLOSED,
                _ -> false,
                _ -> T.plusSeconds(99)));
  }

  @Test
  void aRepeatedStateGivesNoSighting() {
    PresenceTracker tracker = new PresenceTracker(PresenceSnapshot.EMPTY);
    tracker.watch(Set.of(GRACE), Set.of(GRACE), _ -> Cause.HOURS_CLOSED, _ -> false, _ -> T);
    assertEquals(1, tracker.onPresence(List.of(GRACE), Presence.AWAY, T, Source.RTM).size());
    assertEquals(
        List.of(),
        tracker.onPresence(List.of(GRACE), Presence.AWAY, T.plusSeconds(900), Source.RTM));
    tracker.markUnknown(T.plusSeconds(900), Cause.DISCONNECTED);
    assertEquals(
        1,
        tracker.onPresence(List.of(GRACE), Presence.AWAY, T.plusSeconds(960), Source.RTM).size());
  }

  @Test
  void theFirstPollAfterAGapIsNotBackdated() {
    var tracker = watching(GRACE);
    assertEquals(
        List.of(
            Sighting.of(GRACE, Presence.ACTIVE, T.plusSeconds(10), Source.POLL, Cause.SNAPSHOT)),
        tracker.onConfirmed(GRACE, Presence.ACTIVE, T, T.plusSeconds(10), Source.POLL));
  }

  @Test
  void aClockSetBackNeverPutsASightingBeforeTheStateItEnds() {
    var tracker = watching(GRACE);
    tracker.onPresence(List.of(GRACE), Presence.ACTIVE, T.plusSeconds(100), Source.RTM);
    assertEquals(
        List.of(rtm(GRACE, Presence.AWAY, 100, Cause.PRESENCE_CHANGE)),
        tracker.onPresence(List.of(GRACE), Presence.AWAY, T.plusSeconds(40), Source.RTM));
  }

  @Test
  void afterARestartPeopleStillOnTheListStayUnknownWithTheCauseThatIsOnRecord() {
    var snapshot =
        PresenceSnapshot.EMPTY.with(List.of(Sighting.unknown(GRACE, T, Cause.APP_CRASHED)));
    var tracker = new PresenceTracker(snapshot);
    assertEquals(
        List.of(),
        tracker.watch(
            Set.of(GRACE),
            Set.of(GRACE),
            _ -> Cause.HOURS_CLOSED,
            _ -> false,
            _ -> T.plusSeconds(50)));
    assertEquals(
        List.of(rtm(GRACE, Presence.AWAY, 51, Cause.SNAPSHOT)),
        tracker.onPresence(List.of(GRACE), Presence.AWAY, T.plusSeconds(51), Source.RTM));
  }

  private static PresenceTracker watching(UserId... users) {
    var tracker = new PresenceTracker(PresenceSnapshot.EMPTY);
    tracker.watch(Set.of(users), Set.of(users), _ -> Cause.HOURS_CLOSED, _ -> false, _ -> T);
    return tracker;
  }

  private static Sighting rtm(UserId user, Presence presence, long second, Cause cause) {
    return Sighting.of(user, presence, T.plusSeconds(second), Source.RTM, cause);
  }
}
