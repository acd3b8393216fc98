package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.RecordingScheduleByPerson;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.InMemoryRecord;

/// Pauses and changes of the list outside the recording hours, or reported after one of their
/// boundaries. The next start backfills the hours since a pause ended, and none of the hours
/// before.
class OutsideHoursTest {
  private static final UserId KAI = new UserId("U1");
  private static final UserId GRACE = new UserId("U2");
  private static final UserId ADA = new UserId("U3");
  private static final RecordingScheduleByPerson HOURS =
      new RecordingScheduleByPerson(
          new RecordingSchedule(
              LocalTime.of(8, 0),
              LocalTime.of(18, 0),
              new TreeSet<>(EnumSet.allOf(DayOfWeek.class))),
          Map.of(KAI, ZoneOffset.UTC, GRACE, ZoneOffset.UTC, ADA, ZoneOffset.ofHours(1)),
          null);
  private static final RecordingScheduleByPerson WITHOUT_ZONES =
      new RecordingScheduleByPerson(HOURS.hours(), Map.of(), null);
  private static final Instant FRIDAY_EVENING = Instant.parse("2026-09-04T19:00:00Z");
  private static final Instant EVENING_TWO_WEEKS_LATER = Instant.parse("2026-09-18T20:00:00Z");
  private static final Instant LAST_MORNING = Instant.parse("2026-09-21T09:30:00Z");

  private static final Sighting OPENED_ON_SATURDAY =
      Sighting.unknown(KAI, Instant.parse("2026-09-05T08:00:00Z"), Cause.HOURS_OPENED);

  private final InMemoryRecord record = new InMemoryRecord();
  private SightingPublisher publisher = start(false, Instant.parse("2026-09-04T09:00:00Z"));

  OutsideHoursTest() throws IOException {
    publisher.onPresence(
        List.of(KAI), Presence.ACTIVE, Instant.parse("2026-09-04T09:00:01Z"), Source.RTM);
    publisher.passBoundaries(Instant.parse("2026-09-04T18:00:20Z"), Duration.ZERO);
  }

  @Test
  void aPauseOfRecordingIsNotWatched() throws IOException {
    publisher.stopWatching(FRIDAY_EVENING, Cause.WATCH_PAUSED);
    publisher = start(true, EVENING_TWO_WEEKS_LATER);
    assertNotWatched(Cause.WATCH_PAUSED);
  }

  @Test
  void aPauseConcernsNoPersonOfAnotherRecorderOfASharedList() throws IOException {
    UserId own = GRACE;
    WatchOptions shared = new WatchOptions(HOURS, false, Set.of(), true);
    publisher =
        new SightingPublisher(record, WatchList.of(Set.of(KAI, own)), shared, FRIDAY_EVENING);
    publisher.open(new Workspace("T1", "acme"), () -> FRIDAY_EVENING);
    publisher.assign(Set.of(KAI, own), FRIDAY_EVENING);
    publisher.assign(Set.of(own), FRIDAY_EVENING.plusSeconds(1));
    int before = record.of(KAI).size();
    publisher.stopWatching(FRIDAY_EVENING.plusSeconds(2), Cause.WATCH_PAUSED);
    assertEquals(before, record.of(KAI).size(), record.of(KAI).toString());
  }

  @Test
  void aPauseWithoutAWatcherIsNotWatched() throws IOException {
    publisher = start(true, EVENING_TWO_WEEKS_LATER);
    publisher = start(false, LAST_MORNING);
    assertEquals(
        List.of(
            Sighting.notWatched(KAI, EVENING_TWO_WEEKS_LATER, Cause.HOURS_CLOSED),
            Sighting.unknown(KAI, Instant.parse("2026-09-19T08:00:00Z"), Cause.HOURS_OPENED)),
        newSightings().subList(0, 2));
  }

  @Test
  void aPauseOfOnePersonIsNotWatched() throws IOException {
    publisher.setTimetable(HOURS.withPaused(Set.of(KAI)), FRIDAY_EVENING);
    publisher.setTimetable(HOURS, EVENING_TWO_WEEKS_LATER);
    assertNotWatched(Cause.WATCH_PAUSED);
  }

  @Test
  void theTimeOffTheListIsNotWatched() throws IOException {
    publisher.setWatchList(WatchList.of(Set.of()), FRIDAY_EVENING);
    publisher.setWatchList(WatchList.of(Set.of(KAI)), EVENING_TWO_WEEKS_LATER);
    assertNotWatched(Cause.WATCH_STOPPED);
  }

  @Test
  void theTimeOffTheListIsNotWatchedAlsoAfterRestarts() throws IOException {
    publisher.setWatchList(WatchList.of(Set.of()), FRIDAY_EVENING);
    start(WatchList.of(Set.of()), false, Instant.parse("2026-09-10T12:00:00Z"));
    start(false, EVENING_TWO_WEEKS_LATER);
    assertNotWatched(Cause.WATCH_STOPPED);
  }

  @Test
  void aPersonAddedWithinTheHoursIsWatchedFromThenOn() {
    Instant added = Instant.parse("2026-09-18T09:00:00Z");
    publisher.setWatchList(WatchList.of(Set.of()), FRIDAY_EVENING);
    publisher.setWatchList(WatchList.of(Set.of(KAI)), added);
    assertEquals(
        List.of(
            Sighting.notWatched(KAI, FRIDAY_EVENING, Cause.WATCH_STOPPED),
            Sighting.unknown(KAI, added, Cause.WATCH_STARTED)),
        newSightings());
  }

  /// Otherwise the hours begin with the change, and the time since the boundary is missing.
  @Test
  void aBoundaryBeforeAChangeOfTheHoursIsPassedFirst() {
    publisher.setTimetable(HOURS, Instant.parse("2026-09-05T08:00:00.500Z"));
    assertEquals(List.of(OPENED_ON_SATURDAY), newSightings());
  }

  @Test
  void aBoundaryBeforeAChangeOfTheListIsPassedFirst() {
    publisher.setWatchList(WatchList.of(Set.of(KAI)), Instant.parse("2026-09-05T08:00:00.500Z"));
    assertEquals(List.of(OPENED_ON_SATURDAY), newSightings());
  }

  @Test
  void aRestartOutsideTheHoursAddsNothing() throws IOException {
    start(false, FRIDAY_EVENING);
    start(false, FRIDAY_EVENING.plusSeconds(60));
    assertEquals(List.of(), newSightings());
  }

  @Test
  void aMemberWhoJoinedBeforeTheHoursChangesNothingOfTheOthers() {
    Instant eight = Instant.parse("2026-09-05T08:00:00Z");
    Instant joined = eight.minusSeconds(10);
    publisher.passBoundaries(eight, Duration.ZERO);
    publisher.onPresence(List.of(KAI), Presence.ACTIVE, eight.plusSeconds(1), Source.RTM);
    publisher.setWatchList(WatchList.of(Set.of(KAI, GRACE, ADA)), joined);
    assertEquals(Set.of(KAI, GRACE, ADA), publisher.people());
    assertEquals(
        List.of(
            Sighting.unknown(KAI, eight, Cause.HOURS_OPENED),
            Sighting.of(KAI, Presence.ACTIVE, eight.plusSeconds(1), Source.RTM, Cause.SNAPSHOT)),
        newSightings());
    assertEquals(List.of(Sighting.unknown(GRACE, eight, Cause.WATCH_STARTED)), record.of(GRACE));
    assertEquals(List.of(Sighting.unknown(ADA, joined, Cause.WATCH_STARTED)), record.of(ADA));
  }

  @Test
  void aMemberWhoJoinedBeforeTheEndOfTheHoursDoesNotOpenThemAgain() {
    publisher.setWatchList(WatchList.of(Set.of(KAI, GRACE)), Instant.parse("2026-09-04T17:59:50Z"));
    assertEquals(Set.of(), publisher.people());
    publisher.onPresence(
        List.of(KAI), Presence.AWAY, Instant.parse("2026-09-04T18:02:00Z"), Source.RTM);
    assertEquals(List.of(), newSightings());
    assertEquals(List.of(), record.of(GRACE));
  }

  @Test
  void aStartWithinTheHoursBeforeTheTimeZonesAreKnownDoesNotSayOutsideTheHours()
      throws IOException {
    publisher.setWatchList(WatchList.of(Set.of()), FRIDAY_EVENING);
    publisher = startWithoutZones(LAST_MORNING);
    publisher.setTimetable(HOURS, LAST_MORNING.plusSeconds(3));
    assertEquals(
        List.of(
            Sighting.notWatched(KAI, FRIDAY_EVENING, Cause.WATCH_STOPPED),
            Sighting.unknown(KAI, LAST_MORNING.plusSeconds(3), Cause.WATCH_STARTED)),
        newSightings());
  }

  @Test
  void aResumedStartBeforeTheTimeZonesAreKnownIsResumedWhenTheyAre() throws IOException {
    publisher.stopWatching(FRIDAY_EVENING, Cause.WATCH_PAUSED);
    publisher = start(WatchList.of(Set.of(KAI)), WITHOUT_ZONES, true, LAST_MORNING);
    publisher.setTimetable(HOURS, LAST_MORNING.plusSeconds(3));
    assertEquals(
        List.of(
            Sighting.notWatched(KAI, FRIDAY_EVENING, Cause.WATCH_PAUSED),
            Sighting.unknown(KAI, LAST_MORNING.plusSeconds(3), Cause.WATCH_RESUMED)),
        newSightings());
  }

  @Test
  void aStartWithoutTimeZonesLeavesTheTimeOffTheListNotWatched() throws IOException {
    publisher.setWatchList(WatchList.of(Set.of()), FRIDAY_EVENING);
    startWithoutZones(EVENING_TWO_WEEKS_LATER);
    start(false, LAST_MORNING);
    assertEquals(
        List.of(
            Sighting.notWatched(KAI, FRIDAY_EVENING, Cause.WATCH_STOPPED),
            Sighting.unknown(KAI, LAST_MORNING, Cause.WATCH_STARTED)),
        newSightings());
  }

  @Test
  void timeZonesThatArriveOutsideTheHoursSayOutsideTheHours() throws IOException {
    publisher.setWatchList(WatchList.of(Set.of()), FRIDAY_EVENING);
    startWithoutZones(EVENING_TWO_WEEKS_LATER.minusSeconds(3))
        .setTimetable(HOURS, EVENING_TWO_WEEKS_LATER);
    assertNotWatched(Cause.WATCH_STOPPED);
  }

  @Test
  void aPauseBeforeTheTimeZonesAreKnownIsRecorded() throws IOException {
    publisher = startWithoutZones(FRIDAY_EVENING.minusSeconds(3));
    publisher.setTimetable(WITHOUT_ZONES.withPaused(Set.of(KAI)), FRIDAY_EVENING);
    publisher.setTimetable(HOURS, EVENING_TWO_WEEKS_LATER);
    assertNotWatched(Cause.WATCH_PAUSED);
  }

  private void assertNotWatched(Cause cause) throws IOException {
    start(false, LAST_MORNING);
    assertEquals(
        List.of(
            Sighting.notWatched(KAI, FRIDAY_EVENING, cause),
            Sighting.notWatched(KAI, EVENING_TWO_WEEKS_LATER, Cause.HOURS_CLOSED),
            Sighting.unknown(KAI, Instant.parse("2026-09-19T08:00:00Z"), Cause.HOURS_OPENED),
            Sighting.notWatched(KAI, Instant.parse("2026-09-19T18:00:00Z"), Cause.HOURS_CLOSED),
            Sighting.unknown(KAI, Instant.parse("2026-09-20T08:00:00Z"), Cause.HOURS_OPENED),
            Sighting.notWatched(KAI, Instant.parse("2026-09-20T18:00:00Z"), Cause.HOURS_CLOSED),
            Sighting.unknown(KAI, Instant.parse("2026-09-21T08:00:00Z"), Cause.HOURS_OPENED)),
        newSightings());
  }

  /// Sightings after the first evening.
  private List<Sighting> newSightings() {
    List<Sighting> all = record.of(KAI);
    return all.subList(3, all.size());
  }

  private SightingPublisher start(boolean resumed, Instant at) throws IOException {
    return start(WatchList.of(Set.of(KAI)), resumed, at);
  }

  private SightingPublisher startWithoutZones(Instant at) throws IOException {
    return start(WatchList.of(Set.of(KAI)), WITHOUT_ZONES, false, at);
  }

  private SightingPublisher start(WatchList list, boolean resumed, Instant at) throws IOException {
    return start(list, HOURS, resumed, at);
  }

  private SightingPublisher start(
      WatchList list, RecordingScheduleByPerson hours, boolean resumed, Instant at)
      throws IOException {
    SightingPublisher started =
        new SightingPublisher(record, list, new WatchOptions(hours, resumed, Set.of()), at);
    started.open(new Workspace("T1", "acme"), () -> at);
    return started;
  }
}
