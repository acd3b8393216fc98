package rollcall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.AuditEvent;
import rollcall.presence.Cause;
import rollcall.presence.EventType;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.testkit.Histories;

/// A clock that jumps far ahead makes nothing old; time that Rollcall lived through does.
class RetentionClockTest {
  private static final UserId GRACE = new UserId("U0GRACEHOPPER");
  private static final Instant T = Instant.parse("2026-01-05T07:00:00Z");
  private static final RetentionPolicy MONTH = Histories.retention(30);

  @TempDir Path directory;

  @Test
  void whatIsNotOldSurvivesAStartByAClockThatIsMonthsAhead() throws Exception {
    aDay();
    try (History history = History.open(file(), day(120))) {
      assertEquals(0, history.maintenance().run(MONTH, day(120)));
      assertEquals(List.of(seen(0)), sightings(history, 1));
      // Another start under the same wrong clock does not make it right.
      history.close(day(120));
    }
    try (History history = History.open(file(), day(121))) {
      assertEquals(0, history.maintenance().run(MONTH, day(121)));
      history.maintenance().setAside(day(2));
      assertEquals(List.of(seen(0)), sightings(history, 1));
      assertEquals(0, history.maintenance().run(MONTH, day(2)));
    }
  }

  @Test
  void afterAHolidayTheOldGoesThreeDaysLater() throws Exception {
    aDay();
    try (History history = History.open(file(), day(40))) {
      history.append(List.of(seen(40)));
      history.maintenance().run(MONTH, day(40));
      assertEquals(List.of(seen(0)), sightings(history, 1));
      history.heartbeat(day(43));
      assertEquals(1, history.maintenance().run(MONTH, day(43).plusSeconds(1)));
      assertEquals(List.of(), sightings(history, 1));
    }
    try (History backup = History.openReadOnly(backup("2026-02-14"))) {
      assertEquals(List.of(), sightings(backup, 1));
    }
  }

  @Test
  void aJumpWhileRollcallRunsLooksLikeASleepAndMakesNothingOldEither() throws Exception {
    aDay();
    try (History history = History.open(file(), day(1))) {
      history.appendEvents(List.of(note(EventType.SLEEP, day(1)), note(EventType.WAKE, day(90))));
      history.append(List.of(seen(90)));
      history.heartbeat(day(91));
      assertEquals(0, history.maintenance().run(MONTH, day(91)));
      history.heartbeat(day(94));
      assertEquals(1, history.maintenance().run(MONTH, day(94)));
    }
  }

  @Test
  void aWeekWithoutRollcallAgesAsUsual() throws Exception {
    aDay();
    for (int week = 1; week <= 5; week++) {
      try (History history = History.open(file(), day(7 * week))) {
        history.heartbeat(day(7 * week).plusSeconds(3600));
        history.maintenance().run(MONTH, day(7 * week).plusSeconds(3600));
        history.close(day(7 * week).plusSeconds(3600));
      }
    }
    try (History history = History.openReadOnly(file())) {
      assertEquals(List.of(), sightings(history, 1));
    }
  }

  @Test
  void aShorterRetentionAppliesImmediately() throws Exception {
    aDay();
    try (History history = History.open(file(), day(40))) {
      assertEquals(1, history.maintenance().runNow(MONTH, day(40)));
      assertEquals(List.of(), sightings(history, 1));
      assertTrue(Files.exists(backup("2026-02-14")));
      assertFalse(Files.exists(backup("2026-02-15")));
    }
  }

  private void aDay() throws Exception {
    try (History history = History.open(file(), T)) {
      history.append(List.of(seen(0)));
      history.heartbeat(day(1));
      history.close(day(1));
    }
  }

  private static List<Sighting> sightings(History history, int untilDay) throws Exception {
    return history.sightings(GRACE, T, day(untilDay));
  }

  private static AuditEvent note(EventType type, Instant at) {
    return AuditEvent.of(type, at, Source.NONE, "");
  }

  private static Sighting seen(int day) {
    return Sighting.of(GRACE, Presence.ACTIVE, day(day), Source.RTM, Cause.PRESENCE_CHANGE);
  }

  private static Instant day(int day) {
    return T.plus(Duration.ofDays(day));
  }

  private Path file() {
    return directory.resolve("history.db");
  }

  private Path backup(String day) {
    return directory.resolve("backups").resolve("history-" + day + ".db");
  }
}
