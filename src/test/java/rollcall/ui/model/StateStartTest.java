package rollcall.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Person;
import rollcall.presence.Presence;
import rollcall.presence.PresenceSnapshot;
import rollcall.presence.PresenceTimeline;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.settings.Settings;

class StateStartTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Duration BRIDGE = Duration.ofSeconds(90);
  private static final UserId GRACE = new UserId("U1");
  // Friday 20 November 2026, 15:48 in Berlin.
  private static final Instant FRIDAY = Instant.parse("2026-11-20T14:48:00Z");
  private static final Instant CLOSED = Instant.parse("2026-11-20T16:02:00Z");
  private static final Instant MONDAY = Instant.parse("2026-11-23T07:10:00Z");
  private static final Instant NOW = MONDAY.plusSeconds(4);

  private final List<Sighting> sightings = new ArrayList<>();

  @Test
  void stateContinuesAcrossARestartAndTheGapIsNamed() {
    seen(Presence.ACTIVE, FRIDAY.minusSeconds(3600), Cause.PRESENCE_CHANGE);
    seen(Presence.AWAY, FRIDAY, Cause.PRESENCE_CHANGE);
    seen(Presence.UNKNOWN, CLOSED, Cause.APP_STOPPED);
    seen(Presence.AWAY, MONDAY, Cause.SNAPSHOT);
    assertEquals(
        "Away · since Fri 15:48 · not recorded Fri 17:02–08:10", state().sentence(NOW, BERLIN));
    assertEquals(Optional.of("≥ 4 s"), state().durationText(NOW));
    assertEquals(FRIDAY, state().since());
  }

  @Test
  void outageSaysTheLastObservedState() {
    seen(Presence.ACTIVE, FRIDAY, Cause.PRESENCE_CHANGE);
    seen(Presence.UNKNOWN, CLOSED, Cause.DISCONNECTED);
    Instant later = CLOSED.plusSeconds(240);
    assertEquals("Unknown · was active until 17:02", state().sentence(later, BERLIN));
    assertEquals(Optional.of("4 min"), state().durationText(later));
  }

  @Test
  void pauseSaysTheLastObservedState() {
    seen(Presence.AWAY, FRIDAY, Cause.PRESENCE_CHANGE);
    seen(Presence.UNKNOWN, CLOSED, Cause.DISCONNECTED);
    seen(Presence.NOT_WATCHED, CLOSED.plusSeconds(600), Cause.WATCH_PAUSED);
    PresenceModel model = model();
    model.setSettings(Settings.DEFAULT.withPaused(true));
    assertEquals(
        "Paused · was away until 17:02",
        model.rows().getFirst().state().sentence(CLOSED.plusSeconds(900), BERLIN));
  }

  @Test
  void stateOfTheRecordsFirstSecondMayBeOlder() {
    seen(Presence.UNKNOWN, MONDAY.minusSeconds(2), Cause.WATCH_STARTED);
    seen(Presence.AWAY, MONDAY, Cause.SNAPSHOT);
    assertEquals("Away · since 08:10 or earlier", state().sentence(NOW, BERLIN));
    assertEquals(Optional.of("≥ 4 s"), state().durationText(NOW));
  }

  @Test
  void stateThatDiffersAfterAGapBeganInTheGap() {
    seen(Presence.ACTIVE, FRIDAY, Cause.PRESENCE_CHANGE);
    seen(Presence.UNKNOWN, CLOSED, Cause.APP_STOPPED);
    seen(Presence.AWAY, MONDAY, Cause.SNAPSHOT);
    StateStart start = start();
    assertEquals(MONDAY, start.at());
    assertTrue(start.orEarlier());
    assertEquals(new StateStart.Previous(Presence.ACTIVE, CLOSED), start.previous());
    assertEquals(
        "Away · since 08:10 or earlier · was active until Fri 17:02",
        state().sentence(NOW, BERLIN));
  }

  @Test
  void observedChangeIsExactAfterAnOutage() {
    seen(Presence.UNKNOWN, MONDAY.minusSeconds(600), Cause.DISCONNECTED);
    seen(Presence.AWAY, MONDAY.minusSeconds(300), Cause.RECONNECTED);
    seen(Presence.ACTIVE, MONDAY, Cause.PRESENCE_CHANGE);
    assertEquals("Active · since 08:10", state().sentence(NOW, BERLIN));
    assertEquals(Optional.of("4 s"), state().durationText(NOW));
  }

  @Test
  void bridgedGapIsNotNamed() {
    seen(Presence.ACTIVE, FRIDAY, Cause.PRESENCE_CHANGE);
    seen(Presence.UNKNOWN, FRIDAY.plusSeconds(600), Cause.DISCONNECTED);
    seen(Presence.ACTIVE, FRIDAY.plusSeconds(690), Cause.RECONNECTED);
    Instant now = FRIDAY.plusSeconds(1200);
    assertEquals("Active · since 15:48", state().sentence(now, BERLIN));
    assertEquals(Optional.of("20 min"), state().durationText(now));
  }

  @Test
  void lastOfManyGapsIsNamedAndTheOthersAreCounted() {
    seen(Presence.AWAY, FRIDAY, Cause.PRESENCE_CHANGE);
    for (int i = 1; i <= 3; i++) {
      seen(Presence.UNKNOWN, FRIDAY.plusSeconds(i * 1000), Cause.DISCONNECTED);
      seen(Presence.NOT_WATCHED, FRIDAY.plusSeconds(i * 1000 + 100), Cause.HOURS_CLOSED);
      seen(Presence.AWAY, FRIDAY.plusSeconds(i * 1000 + 240), Cause.RECONNECTED);
    }
    assertEquals(
        "Away · since 15:48 · not recorded 16:38–16:42 and 2 more times",
        state().sentence(FRIDAY.plusSeconds(4000), BERLIN));
  }

  @Test
  void columnCountsNoTimeBeforeTheLastGap() {
    seen(Presence.AWAY, FRIDAY, Cause.PRESENCE_CHANGE);
    seen(Presence.UNKNOWN, CLOSED, Cause.APP_STOPPED);
    seen(Presence.AWAY, MONDAY, Cause.SNAPSHOT);
    Instant later = FRIDAY.plus(Duration.ofDays(8));
    assertEquals(Optional.of("≥ 5 d 7 h"), state().durationText(later));
    assertEquals(
        "Away · since 20 Nov 15:48 · not recorded 20 Nov 17:02–Mon 08:10",
        state().sentence(later, BERLIN));
  }

  @Test
  void timelineWithoutChangesHasNoStart() {
    assertNull(StateStart.of(new PresenceTimeline(GRACE), BRIDGE));
  }

  @Test
  void startKeepsTheFractionOfASecondOfTheSnapshot() {
    Instant exact = FRIDAY.plusMillis(250);
    seen(Presence.ACTIVE, exact, Cause.PRESENCE_CHANGE);
    assertEquals(exact, state().since());
  }

  private StateStart start() {
    StateStart start = StateStart.of(PresenceTimeline.ofSightings(GRACE, sightings), BRIDGE);
    assertTrue(start != null);
    return start;
  }

  private PersonState state() {
    return model().rows().getFirst().state();
  }

  /// A model whose history arrives after the newest sighting, as after a start.
  private PresenceModel model() {
    PresenceModel model = new PresenceModel(NOW, BERLIN);
    model.setUserList(
        new UserList(
            List.of(new Person(GRACE, "Grace", "", "", null, false, false)),
            0,
            UserList.State.COMPLETE));
    model.setWatched(Set.of(GRACE));
    model.addSightings(
        List.of(sightings.getLast()), PresenceSnapshot.EMPTY.with(List.of(sightings.getLast())));
    model.onHistory(List.of(PresenceTimeline.ofSightings(GRACE, sightings)));
    return model;
  }

  private void seen(Presence presence, Instant at, Cause cause) {
    sightings.add(Sighting.of(GRACE, presence, at, Source.RTM, cause));
  }
}
