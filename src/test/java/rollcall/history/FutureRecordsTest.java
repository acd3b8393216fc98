package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.Span;
import rollcall.presence.SpanQuality;
import rollcall.presence.UserId;
import rollcall.testkit.Histories;

/// A clock that was ahead, and is right again.
class FutureRecordsTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final UserId KAI = new UserId("U0KAIMUELLER");
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");

  @TempDir Path directory;

  @Test
  void anEmptySessionInTheFutureIsNoObservation() throws Exception {
    try (History history = History.open(file(), at(120))) {
      history.resume(at(0));
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 1)));
      history.heartbeat(at(5));
    }
    try (History history = History.open(file(), at(7))) {
      assertEquals(
          List.of(span(GRACE, Presence.ACTIVE, 1, 5), span(GRACE, Presence.UNKNOWN, 5, 7)),
          spans(history, GRACE, 7));
      assertEquals(Optional.of(at(7)), history.lastKnown());
    }
  }

  @Test
  void aWindowThatOnlyStoodOpenUnderALaterTimeIsForgotten() throws Exception {
    try (History history = History.open(file(), at(600_000))) {
      history.close(at(0));
    }
    try (History history = History.open(file(), at(1))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 2)));
      history.close(at(3));
    }
    try (History history = History.openReadOnly(file())) {
      assertEquals(Optional.of(at(3)), history.lastKnown());
      assertEquals(
          List.of("app_started 1", "app_stopped 3"), words(history.auditEvents(T, at(900_000))));
    }
  }

  @Test
  void futureSightingsAreKeptUntilTheUserDiscardsThem() throws Exception {
    try (History history = History.open(file(), at(120))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 121)));
      history.resume(at(0));
      assertEquals(1, history.sightings(GRACE, T, at(1000)).size());
      assertEquals(Optional.of(at(121)), history.lastKnown());
    }
  }

  @Test
  void whatIsSetAsideIsInACopyAndTheRecordGoesOnAtOnce() throws Exception {
    List<Sighting> before;
    try (History history = History.open(file(), at(0))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 1), seen(KAI, Presence.AWAY, 2)));
      history.close(at(30));
    }
    try (History history = History.open(file(), at(160))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 161), seen(KAI, Presence.ACTIVE, 165)));
      history.appendEvents(List.of(AuditEvent.of(EventType.CONNECTED, at(161), Source.RTM, "")));
      history.heartbeat(at(170));
      before = history.sightings(GRACE, T, at(1000));
      Maintenance.Aside aside = history.maintenance().setAside(at(50)).orElseThrow();
      assertEquals(at(50), aside.from());
      assertEquals(at(170), aside.until());
      assertTrue(aside.copy().startsWith(directory.resolve("backups")), aside.copy().toString());
      assertEquals(Optional.of(at(50)), history.lastKnown());
      assertEquals(Presence.UNKNOWN, history.snapshot().of(GRACE).orElseThrow().presence());
      history.append(List.of(seen(GRACE, Presence.AWAY, 51)));
      history.close(at(60));
      try (History copy = History.openReadOnly(aside.copy())) {
        assertEquals(before, copy.sightings(GRACE, T, at(1000)));
      }
    }
    try (History history = History.openReadOnly(file())) {
      assertEquals(
          List.of(
              span(GRACE, Presence.ACTIVE, 1, 30),
              span(GRACE, Presence.UNKNOWN, 30, 51),
              span(GRACE, Presence.AWAY, 51, 60)),
          spans(history, GRACE, 60));
      assertEquals(
          List.of(
              "app_started 0",
              "app_stopped 30",
              "app_started 50",
              "clock_adjusted 50 set back by 7200 s; what was recorded since then by the clock that"
                  + " was ahead is set aside",
              "app_stopped 60"),
          words(history.auditEvents(T, at(1000))));
    }
  }

  @Test
  void aSessionThatReachesOverTheTrueTimeIsDoubtedSinceItBegan() throws Exception {
    try (History history = History.open(file(), at(0))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 1)));
      history.heartbeat(at(180));
      assertEquals(at(0), history.maintenance().setAside(at(120)).orElseThrow().from());
      assertEquals(List.of(), spans(history, GRACE, 120));
    }
  }

  @Test
  void aSessionIsDoubtedOnlySinceItsClockJumped() throws Exception {
    try (History history = History.open(file(), at(0))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 1)));
      history.heartbeat(at(60));
      history.append(List.of(Sighting.unknown(GRACE, at(60), Cause.COMPUTER_SLEPT)));
      history.appendEvents(List.of(note(EventType.SLEEP, 60), note(EventType.WAKE, 240)));
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 241)));
      history.heartbeat(at(260));
      assertEquals(at(80), history.maintenance().setAside(at(80)).orElseThrow().from());
      assertEquals(
          List.of(span(GRACE, Presence.ACTIVE, 1, 60), span(GRACE, Presence.UNKNOWN, 60, 80)),
          spans(history, GRACE, 80));
      history.heartbeat(at(90));
      assertEquals(Optional.of(at(90)), history.lastKnown());
    }
  }

  @Test
  void aRecordThatEndsNowHasNothingToSetAside() throws Exception {
    try (History history = History.open(file(), at(0))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 1)));
      history.heartbeat(at(5));
      assertEquals(Optional.empty(), history.maintenance().setAside(at(5)));
      assertEquals(1, history.sightings(GRACE, T, at(1000)).size());
    }
    assertFalse(Files.exists(directory.resolve("backups")));
  }

  @Test
  void anErasedPersonIsNotInTheDiscardedCopy() throws Exception {
    try (History history = History.open(file(), at(60))) {
      history.append(List.of(seen(GRACE, Presence.ACTIVE, 61), seen(KAI, Presence.ACTIVE, 61)));
      Path copy = history.maintenance().setAside(at(0)).orElseThrow().copy();
      assertEquals(new Maintenance.Erased(0, 1), history.maintenance().erase(GRACE, false));
      assertFalse(
          new String(Files.readAllBytes(copy), StandardCharsets.ISO_8859_1)
              .contains(GRACE.value()));
      history.maintenance().eraseAll(at(1));
      assertFalse(Files.exists(copy));
    }
  }

  @Test
  void whatIsSetAsideGoesWhenItIsTooOld() throws Exception {
    Instant wrong = T.plus(Duration.ofDays(900));
    try (History history = History.open(file(), wrong)) {
      history.append(
          List.of(Sighting.of(GRACE, Presence.ACTIVE, wrong, Source.RTM, Cause.SNAPSHOT)));
      history.maintenance().run(Histories.retention(2000), wrong);
      Path copy = history.maintenance().setAside(T).orElseThrow().copy();
      assertEquals(List.of(copy), backups());
      history.append(List.of(seen(GRACE, Presence.AWAY, 1)));
      history.maintenance().run(Histories.retention(30), T.plus(Duration.ofDays(29)));
      assertEquals(2, backups().size());
      history.maintenance().run(Histories.retention(30), T.plus(Duration.ofDays(31)));
      assertFalse(Files.exists(copy));
    }
  }

  @Test
  void ofRandomDaysNothingLaterThanNowStaysAndNothingBeforeTheDoubtGoes() throws Exception {
    for (int seed = 1; seed <= 12; seed++) {
      Random random = new Random(seed);
      Path file = directory.resolve("day-" + seed).resolve("history.db");
      List<Sighting> given = new ArrayList<>();
      int minute = 0;
      for (int session = 0; session < 3; session++) {
        try (History history = History.open(file, at(minute))) {
          List<Sighting> batch = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            minute += random.nextInt(3);
            batch.add(
                seen(
                    random.nextBoolean() ? GRACE : KAI,
                    random.nextBoolean() ? Presence.ACTIVE : Presence.AWAY,
                    minute));
          }
          history.append(batch);
          given.addAll(batch);
          if (random.nextBoolean()) {
            history.maintenance().run(RetentionPolicy.USUAL, at(minute));
          }
          minute += 1 + random.nextInt(30);
          history.close(at(minute));
          minute += random.nextInt(300);
        }
      }
      int now = random.nextInt(minute);
      try (History history = History.open(file, at(now))) {
        Optional<Maintenance.Aside> aside = history.maintenance().setAside(at(now));
        Instant from = aside.map(Maintenance.Aside::from).orElse(at(now));
        assertFalse(from.isAfter(at(now)));
        for (UserId user : List.of(GRACE, KAI)) {
          assertEquals(
              given.stream()
                  .filter(one -> one.user().equals(user) && one.at().isBefore(from))
                  .map(Sighting::at)
                  .distinct()
                  .toList(),
              history.sightings(user, Instant.EPOCH, Instant.MAX).stream()
                  .filter(one -> one.presence().isObserved())
                  .map(Sighting::at)
                  .distinct()
                  .toList());
          assertEquals(
              List.of(),
              history.spans(user, from, at(now), at(now), at(now)).stream()
                  .filter(span -> span.presence().isObserved())
                  .toList());
        }
        if (aside.isPresent()) {
          try (History copy = History.openReadOnly(aside.get().copy())) {
            assertTrue(Histories.sightings(copy, Instant.EPOCH, Instant.MAX).containsAll(given));
          }
        }
        assertFalse(history.lastKnown().orElseThrow().isAfter(at(now)));
      }
    }
  }

  private List<Path> backups() throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve("backups"))) {
      return files.sorted().toList();
    }
  }

  private static List<Span> spans(History history, UserId user, int now) throws Exception {
    return history.spans(user, T, at(now), at(now), at(now)).stream()
        .map(span -> span(user, span.presence(), minute(span.start()), minute(span.end())))
        .toList();
  }

  /// Returns a span without the fields that do not matter here.
  private static Span span(UserId user, Presence presence, int from, int to) {
    return new Span(
        user,
        presence,
        at(from),
        at(from),
        at(to),
        Cause.SNAPSHOT,
        Cause.SNAPSHOT,
        SpanQuality.NONE,
        Source.NONE);
  }

  private static List<String> words(List<AuditEvent> all) {
    return all.stream()
        .map(one -> (one.type().word() + " " + minute(one.at()) + " " + one.note()).strip())
        .toList();
  }

  private static AuditEvent note(EventType type, int minute) {
    return AuditEvent.of(type, at(minute), Source.NONE, "");
  }

  private static Sighting seen(UserId user, Presence presence, int minute) {
    return Sighting.of(user, presence, at(minute), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static int minute(Instant at) {
    return (int) Duration.between(T, at).toMinutes();
  }

  private static Instant at(int minute) {
    return T.plus(Duration.ofMinutes(minute));
  }

  private Path file() {
    return directory.resolve("history.db");
  }
}
