package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.ProgressHandler;
import rollcall.presence.Cause;
import rollcall.presence.CurrentPresence;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanArray;
import rollcall.presence.SpanDerivation;
import rollcall.presence.SpanQuality;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.testkit.Histories;
import rollcall.testkit.PlainSpan;

class HistoryTest {
  private static final UserId GRACE = new UserId("U0A1B2C3D");
  private static final UserId ADA = new UserId("U0H7J8K9L");
  private static final UserId KAI = new UserId("U0D4E5F6G");
  private static final Instant T = Instant.parse("2026-09-17T07:00:00.123Z");
  private static final Instant FAR = T.plusSeconds(1_000_000);

  @TempDir Path directory;

  @Test
  void whatWasAppendedIsThereAfterAReopenInOrderOfTime() throws Exception {
    Sighting polled =
        new Sighting(
            GRACE,
            Presence.AWAY,
            T.plusSeconds(30),
            T.plusSeconds(90),
            Source.POLL,
            Cause.PRESENCE_CHECK);
    try (History history = History.open(file(), T)) {
      history.append(List.of(polled, seen(GRACE, Presence.ACTIVE, 0), seen(KAI, Presence.AWAY, 1)));
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 200)));
    }
    try (History history = History.openReadOnly(file())) {
      assertEquals(
          List.of(seen(GRACE, Presence.ACTIVE, 0), polled, seen(GRACE, Presence.ACTIVE, 200)),
          history.sightings(GRACE, T, FAR));
      assertEquals(Optional.of(T), history.firstSighting());
      assertEquals(Optional.of(T.plusSeconds(200)), history.lastKnown());
      assertEquals(4, Histories.sightings(history, T, FAR).size());
    }
  }

  @Test
  void theLastSightingSaysWhyAPersonIsNotWatched() throws Exception {
    Sighting resumed = Sighting.notWatched(GRACE, T.plusSeconds(60), Cause.HOURS_CLOSED);
    try (History history = History.open(file(), T)) {
      history.append(
          List.of(
              seen(GRACE, Presence.ACTIVE, 0),
              Sighting.notWatched(GRACE, T.plusSeconds(10), Cause.HOURS_CLOSED),
              Sighting.notWatched(GRACE, T.plusSeconds(20), Cause.WATCH_PAUSED),
              resumed));
    }
    try (History history = History.open(file(), FAR)) {
      assertEquals(
          Optional.of(
              new CurrentPresence(GRACE, Presence.NOT_WATCHED, resumed.at(), Cause.HOURS_CLOSED)),
          history.snapshot().of(GRACE));
      assertEquals(1, history.spans(GRACE, T, FAR, FAR, FAR).size());
    }
  }

  @Test
  void aRangeKnowsHowThePersonStoodAtItsBeginning() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(
          List.of(
              seen(GRACE, Presence.ACTIVE, 0),
              seen(GRACE, Presence.AWAY, 100),
              seen(GRACE, Presence.ACTIVE, 200),
              seen(GRACE, Presence.AWAY, 300)));
      assertEquals(
          List.of(seen(GRACE, Presence.AWAY, 100), seen(GRACE, Presence.ACTIVE, 200)),
          history.sightings(GRACE, T.plusSeconds(150), T.plusSeconds(300)));
      assertEquals(List.of(), history.sightings(KAI, T, FAR));
      assertEquals(
          List.of(
              span(Presence.AWAY, 150, 200, Cause.PRESENCE_CHANGE),
              span(Presence.ACTIVE, 200, 250, Cause.RANGE_END)),
          history.spans(GRACE, T.plusSeconds(150), T.plusSeconds(250), FAR, FAR));
      assertEquals(
          List.of(span(Presence.AWAY, 300, 400, Cause.NOW)),
          history.spans(GRACE, T.plusSeconds(300), FAR, T.plusSeconds(400), T.plusSeconds(400)));
    }
  }

  @Test
  void aSessionThatBeginsBeforeTheRecordEndsGoesOnFromItsEnd() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 0)));
      history.close(T.plusSeconds(3600));
    }
    try (History history = History.open(file(), T.plusSeconds(600))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 3600)));
      history.heartbeat(T.plusSeconds(700));
      history.close(T.plusSeconds(800));
    }
    try (History history = History.openReadOnly(file())) {
      assertEquals(
          List.of("app_started 0", "app_stopped 3600", "app_started 3600", "app_stopped 3600"),
          history.auditEvents(T, FAR).stream()
              .map(one -> one.type().word() + " " + Duration.between(T, one.at()).toSeconds())
              .toList());
      assertEquals(Optional.of(T.plusSeconds(3600)), history.lastKnown());
      assertEquals(
          List.of(span(Presence.ACTIVE, 0, 3600, Cause.APP_STOPPED)),
          history.spans(GRACE, T, T.plusSeconds(3600), FAR, FAR));
    }
  }

  @Test
  void everyKindOfSightingComesBackAsItWas() throws Exception {
    List<Sighting> all = new ArrayList<>();
    Instant at = T;
    for (Presence presence : Presence.values()) {
      for (Source source : Source.values()) {
        for (Cause cause : Cause.values()) {
          at = at.plusMillis(1);
          all.add(new Sighting(GRACE, presence, at.minusSeconds(all.size()), at, source, cause));
        }
      }
    }
    try (History history = History.open(file(), T)) {
      history.append(all);
      assertEquals(all, history.sightings(GRACE, T, FAR));
    }
  }

  @Test
  void ofTwoSightingsInOneMillisecondTheLaterWins() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 0)));
      history.append(List.of(seen(GRACE, Presence.AWAY, 0), seen(GRACE, Presence.ACTIVE, 0)));
      assertEquals(
          List.of(
              seen(GRACE, Presence.ACTIVE, 0),
              seen(GRACE, Presence.AWAY, 0),
              seen(GRACE, Presence.ACTIVE, 0)),
          history.sightings(GRACE, T, FAR));
      for (int i = 0; i < 40; i++) {
        history.append(List.of(seen(GRACE, i % 2 == 0 ? Presence.AWAY : Presence.UNKNOWN, 0)));
      }
      assertEquals(Presence.UNKNOWN, history.sightings(GRACE, T, FAR).getLast().presence());
    }
  }

  @Test
  void aBatchThatIsTriedTwiceCountsOnce() throws Exception {
    List<Sighting> batch = List.of(seen(GRACE, Presence.ACTIVE, 0), seen(KAI, Presence.AWAY, 0));
    try (History history = History.open(file(), T)) {
      history.append(batch);
      history.append(batch);
      assertEquals(List.of(batch.get(0)), history.sightings(GRACE, T, FAR));
    }
  }

  @Test
  void theBoardIsTheFoldOfEverythingSeen() throws Exception {
    Random random = new Random(11);
    PresenceSnapshot board = PresenceSnapshot.EMPTY;
    try (History history = History.open(file(), T)) {
      Instant at = T;
      for (int i = 0; i < 500; i++) {
        at = at.plusMillis(random.nextInt(5000));
        Sighting seen =
            Sighting.of(
                new UserId("U" + random.nextInt(20)),
                Presence.values()[random.nextInt(4)],
                at,
                Source.RTM,
                Cause.PRESENCE_CHANGE);
        history.append(List.of(seen));
        board = board.with(List.of(seen));
      }
      assertEquals(standings(board), standings(history.snapshot()));
    }
  }

  @Test
  void aCleanEndIsUnknownFromThereAndTheNextSessionAddsNothing() throws Exception {
    History first = History.open(file(), T);
    first.append(List.of(seen(GRACE, Presence.ACTIVE, 0), seen(KAI, Presence.NOT_WATCHED, 0)));
    first.close(T.plusSeconds(50));
    try (History next = History.open(file(), T.plusSeconds(500))) {
      assertEquals(0, Histories.crashes(next));
      assertEquals(
          List.of(
              seen(GRACE, Presence.ACTIVE, 0),
              Sighting.unknown(GRACE, T.plusSeconds(50), Cause.APP_STOPPED)),
          next.sightings(GRACE, T, FAR));
      assertEquals(List.of(seen(KAI, Presence.NOT_WATCHED, 0)), next.sightings(KAI, T, FAR));
    }
  }

  @Test
  void afterACrashTheTimeSinceTheLastHeartbeatIsUnknown() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 0)));
      history.heartbeat(T.plusSeconds(60));
    }
    try (History next = History.open(file(), T.plusSeconds(500))) {
      assertEquals(1, Histories.crashes(next));
      assertEquals(
          List.of(
              seen(GRACE, Presence.ACTIVE, 0),
              Sighting.unknown(GRACE, T.plusSeconds(60), Cause.APP_CRASHED)),
          next.sightings(GRACE, T, FAR));
    }
  }

  @Test
  void aPollOfOnePersonConfirmsNoOtherPerson() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(List.of(polled(KAI, 10), polled(GRACE, 30)));
      history.heartbeat(T.plusSeconds(20));
      history.append(List.of(Sighting.unknown(ADA, T.plusSeconds(40), Cause.WATCH_STARTED)));
      assertEquals(Optional.of(T.plusSeconds(20)), history.lastKnown());
    }
    try (History next = History.open(file(), T.plusSeconds(500))) {
      assertEquals(
          List.of(polled(KAI, 10), Sighting.unknown(KAI, T.plusSeconds(20), Cause.APP_CRASHED)),
          next.sightings(KAI, T, FAR));
    }
  }

  @Test
  void whoRecordsSaysSoAndWhoEndedDoesNot() throws Exception {
    try (History recorder = History.open(file(), T)) {
      assertTrue(recorder.recording(T));
    }
    try (History reader = History.openReadOnly(file())) {
      assertFalse(reader.recording(T));
    }
  }

  @Test
  void oneWhoReadsBesideTheRecorderSeesWhatItHasWritten() throws Exception {
    try (History recorder = History.open(file(), T);
        History reader = History.openReadOnly(file())) {
      recorder.append(List.of(seen(GRACE, Presence.ACTIVE, 0)));
      assertEquals(1, reader.sightings(GRACE, T, FAR).size());
      recorder.append(List.of(seen(GRACE, Presence.AWAY, 10)));
      assertEquals(2, reader.sightings(GRACE, T, FAR).size());
      assertThrows(HistoryException.Unwritable.class, () -> reader.heartbeat(T));
    }
  }

  @Test
  void aReaderTakesALastStateForKnownOnlyUntilTheLastHeartbeat() throws Exception {
    try (History recorder = History.open(file(), T);
        History reader = History.openReadOnly(file())) {
      recorder.append(List.of(seen(GRACE, Presence.ACTIVE, 0)));
      recorder.heartbeat(T.plusSeconds(60));
      Instant known = reader.lastKnown().orElseThrow();
      assertEquals(
          List.of(Presence.ACTIVE, Presence.UNKNOWN),
          reader.spans(GRACE, T, FAR, known, T.plusSeconds(100)).stream()
              .map(Span::presence)
              .toList());
    }
  }

  @Test
  void peopleKeepTheirPlaceAndChangeTheirNames() throws Exception {
    Person grace =
        new Person(
            GRACE, "Grace", "Grace Hopper", "Admiral", ZoneId.of("America/New_York"), false, false);
    Person kept = new Person(GRACE, "Grace", "", "", ZoneId.of("America/New_York"), false, false);
    Person renamed = new Person(GRACE, "Amazing Grace", "", "", null, true, true);
    try (History history = History.open(file(), T)) {
      history.append(List.of(seen(KAI, Presence.ACTIVE, 0), seen(GRACE, Presence.ACTIVE, 0)));
      history.savePeople(List.of(grace));
      assertEquals(List.of(Person.unknown(KAI), kept), history.people());
      history.savePeople(List.of(renamed));
      assertEquals(List.of(Person.unknown(KAI), renamed.withZoneOf(kept)), history.people());
    }
  }

  @Test
  void aHistoryBelongsToOneWorkspace() throws Exception {
    try (History history = History.open(file(), T)) {
      assertEquals(Optional.empty(), history.workspace());
      history.setWorkspace(new Workspace("T1", "acme"));
      history.setWorkspace(new Workspace("T1", "acme-inc"));
      assertEquals(Optional.of(new Workspace("T1", "acme-inc")), history.workspace());
      assertThrows(
          HistoryException.Foreign.class, () -> history.setWorkspace(new Workspace("T2", "other")));
    }
  }

  @Test
  void onlyTheOwnerCanReadIt() throws Exception {
    Path file = directory.resolve("new").resolve("history.db");
    try (History history = History.open(file, T)) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 0)));
      try (var files = Files.list(file.getParent())) {
        Set<String> modes =
            files
                .map(path -> {
                  try {
                    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                })
                .collect(Collectors.toSet());
        assertEquals(Set.of("rw-------"), modes);
        assertFalse(Files.exists(file.resolveSibling("history.db.lock-journal")));
      }
      assertEquals(
          "rwx------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    }
  }

  @Test
  void theOrderOfArrivalChangesNoSpan() throws Exception {
    Random random = new Random(5);
    List<Sighting> given = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      given.add(seen(GRACE, Presence.values()[random.nextInt(4)], i * 7));
    }
    List<Span> wanted = SpanDerivation.of(given, FAR, FAR);
    Collections.shuffle(given, random);
    try (History history = History.open(file(), T)) {
      for (Sighting seen : given) {
        history.append(List.of(seen));
      }
      assertEquals(wanted, history.spans(GRACE, T, FAR, FAR, FAR));
    }
  }

  @Test
  void whatIsPackedReadsAsBefore() throws Exception {
    Random random = new Random(9);
    List<Sighting> given = new ArrayList<>();
    Instant at = T;
    for (int i = 0; i < 5_000; i++) {
      at = at.plusMillis(1 + random.nextInt(i % 50 == 0 ? 100_000_000 : 1_000_000));
      Instant earliest = i % 3 == 0 ? at.minusMillis(random.nextInt(120_000)) : at;
      Presence presence = Presence.values()[random.nextInt(4)];
      given.add(new Sighting(GRACE, presence, earliest, at, Source.POLL, Cause.PRESENCE_CHECK));
    }
    // Some arrive long after their time.
    List<Sighting> late = List.copyOf(given.subList(1_000, 1_010));
    List<Sighting> inTime = new ArrayList<>(given);
    inTime.removeAll(late);
    try (History history = History.open(file(), T)) {
      history.append(inTime);
      pack(history);
      assertEquals(0, rows("sighting"));
      history.append(late);
      pack(history);
      assertEquals(late.size(), rows("sighting"));
      assertEquals(given, history.sightings(GRACE, T, FAR.plusSeconds(FAR.getEpochSecond())));
      assertEquals(Optional.of(given.getFirst().at()), history.firstSighting());
      assertEquals(standings(PresenceSnapshot.EMPTY.with(given)), standings(history.snapshot()));
      Instant end = at.plusSeconds(1);
      List<Span> spans = SpanDerivation.of(given, end, end);
      for (int i = 0; i < 200; i++) {
        Instant from = T.plusMillis(random.nextLong(at.toEpochMilli() - T.toEpochMilli()));
        Instant to = from.plusMillis(random.nextLong(at.toEpochMilli() - from.toEpochMilli()) + 1);
        assertEquals(
            spans.stream().flatMap(span -> span.clip(from, to).stream()).toList(),
            history.spans(GRACE, from, to, end, end));
        Instant now = T.plusMillis(random.nextLong(at.toEpochMilli() - T.toEpochMilli()));
        Instant known = now.minusMillis(random.nextInt(100_000_000));
        assertEquals(
            PlainSpan.of(SpanArray.of(history.spans(GRACE, from, to, known, now))),
            PlainSpan.of(history.plainSpans(GRACE, from, to, known, now)));
      }
    }
  }

  @Test
  void aStateThatWasSeenAgainAndAgainSinceItsBeginningWasPackedKeepsItsBeginning()
      throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 0)));
      List<Sighting> again = new ArrayList<>();
      for (int i = 1; i < 2_000; i++) {
        again.add(seen(GRACE, Presence.AWAY, i));
      }
      history.append(again);
      pack(history);
      assertEquals(T.plusSeconds(1), history.snapshot().of(GRACE).orElseThrow().since());
    }
  }

  @Test
  void whatIsNotedOfAMillisecondThatIsPackedComesAfterIt() throws Exception {
    Sighting active = seen(GRACE, Presence.ACTIVE, 10);
    Sighting dark = Sighting.unknown(GRACE, active.at(), Cause.APP_STOPPED);
    Sighting gone = Sighting.notWatched(GRACE, active.at(), Cause.WATCH_STOPPED);
    try (History history = History.open(file(), T)) {
      history.append(List.of(active, dark));
      pack(history);
      history.append(List.of(gone));
      history.append(List.of(gone));
      assertEquals(List.of(active, dark, gone), history.sightings(GRACE, T, FAR));
      assertEquals(Presence.NOT_WATCHED, history.snapshot().of(GRACE).orElseThrow().presence());
      pack(history);
      assertEquals(List.of(active, dark, gone), history.sightings(GRACE, T, FAR));
    }
  }

  @Test
  void packsAreFilledUpBeforeThereAreNewOnes() throws Exception {
    List<Sighting> given = new ArrayList<>();
    try (History history = History.open(file(), T)) {
      for (int i = 0; i < 500; i++) {
        given.add(seen(GRACE, i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY, i));
        history.append(List.of(given.getLast()));
        if (i % 10 == 0) {
          pack(history);
        }
      }
      pack(history);
      assertEquals(given, history.sightings(GRACE, T, FAR));
      assertEquals(T.plusSeconds(499), history.snapshot().of(GRACE).orElseThrow().since());
      assertTrue(rows("pack") <= 3, rows("pack") + " packs");
    }
  }

  @Test
  void aChangeWhileTheClockIsBehindComesAfterWhatIsPackedOfItsMillisecond() throws Exception {
    // The clock was set back: until it has caught up, all changes have the end of the record.
    List<Sighting> before = List.of(seen(GRACE, Presence.ACTIVE, 9), seen(GRACE, Presence.AWAY, 9));
    Sighting again = seen(GRACE, Presence.ACTIVE, 9);
    try (History history = History.open(file(), T)) {
      history.append(before);
      history.maintenance().run(RetentionPolicy.USUAL, T.plusSeconds(10));
      history.append(List.of(again));
      List<Sighting> all = List.of(before.get(0), before.get(1), again);
      assertEquals(all, history.sightings(GRACE, T, FAR));
      assertEquals(Presence.ACTIVE, history.snapshot().of(GRACE).orElseThrow().presence());
      history.maintenance().run(RetentionPolicy.USUAL, T.plusSeconds(100_000));
      assertEquals(all, history.sightings(GRACE, T, FAR));
    }
  }

  @Test
  void manyRowsOfManyPeopleArePackedWithAHeartbeat() throws Exception {
    try (History history = History.open(file(), T)) {
      List<Sighting> many = new ArrayList<>();
      for (int i = 0; i < 60_000; i++) {
        many.add(
            seen(new UserId("U" + i % 100), i % 200 < 100 ? Presence.ACTIVE : Presence.AWAY, i));
      }
      history.append(many.subList(0, 59_999));
      history.heartbeat(FAR);
      assertEquals(59_999, rows("sighting"));
      history.append(many.subList(59_999, 60_000));
      history.heartbeat(FAR);
      assertEquals(0, rows("sighting"));
      assertEquals(600, history.sightings(new UserId("U7"), T, FAR).size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 24, 32})
  void whatIsPackedWhileAPersonIsReadIsReadCompletely(int step) throws Exception {
    try (History history = History.open(file(), T);
        SqliteDatabase reader = SqliteDatabase.forReading(file())) {
      List<Sighting> given = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        given.add(seen(GRACE, i % 2 == 0 ? Presence.ACTIVE : Presence.AWAY, i));
      }
      history.append(given);
      SqliteSightings sightings = new SqliteSightings(reader.sql());
      AtomicInteger steps = new AtomicInteger();
      ProgressHandler.setHandler(
          reader.sql().connection(),
          1,
          new ProgressHandler() {
            @Override
            protected int progress() {
              if (steps.incrementAndGet() == step) {
                try {
                  pack(history);
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }
              return 0;
            }
          });
      SightingArrays read = reader.read("read", () -> sightings.all(1));
      ProgressHandler.clearHandler(reader.sql().connection());
      assertEquals(0, rows("sighting"));
      assertEquals(100, read.size());
    }
  }

  /// As it happens once a day.
  private static void pack(History history) throws Exception {
    history.maintenance().run(new RetentionPolicy(RetentionPolicy.FOREVER, Map.of(), 0), FAR);
  }

  private long rows(String table) throws Exception {
    try (SqliteDatabase database = SqliteDatabase.forReading(file())) {
      return database.sql().number("select count(*) from " + table);
    }
  }

  private Path file() {
    return directory.resolve("history.db");
  }

  private static Set<CurrentPresence> standings(PresenceSnapshot board) {
    return Set.copyOf(board.all());
  }

  @Test
  void theFirstReportAfterPollingConfirmsOnlyItsPerson() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(List.of(polled(KAI, 10), polled(GRACE, 200)));
      history.heartbeat(T.plusSeconds(10));
      // The live connection reports GRACE first; the killed program did not hear of KAI any more.
      history.append(
          List.of(
              new Sighting(
                  GRACE,
                  Presence.AWAY,
                  T.plusSeconds(200),
                  T.plusSeconds(240),
                  Source.RTM,
                  Cause.PRESENCE_CHECK)));
    }
    try (History history = History.open(file(), T.plusSeconds(300))) {
      assertEquals(
          List.of(polled(KAI, 10), Sighting.unknown(KAI, T.plusSeconds(10), Cause.APP_CRASHED)),
          history.sightings(KAI, T, T.plusSeconds(300)));
    }
  }

  private static Sighting seen(UserId user, Presence presence, long second) {
    return Sighting.of(user, presence, T.plusSeconds(second), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Sighting polled(UserId user, long second) {
    return Sighting.of(
        user, Presence.ACTIVE, T.plusSeconds(second), Source.POLL, Cause.PRESENCE_CHECK);
  }

  private static Span span(Presence presence, long from, long to, Cause endCause) {
    return new Span(
        GRACE,
        presence,
        T.plusSeconds(from),
        T.plusSeconds(from),
        T.plusSeconds(to),
        Cause.PRESENCE_CHANGE,
        endCause,
        SpanQuality.OBSERVED,
        Source.RTM);
  }
}
