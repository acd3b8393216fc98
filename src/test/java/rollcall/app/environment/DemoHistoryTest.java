package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.ObservationGap;
import rollcall.simulator.PresenceTransition;

/// Sample history of the demo: without sightings in the gaps of observation.
class DemoHistoryTest {
  private static final UserId ADA = new UserId("U1");
  private static final UserId KAI = new UserId("U2");

  @Test
  void whatHappenedInALapseIsUnknownUntilItsEnd() {
    List<PresenceTransition> history =
        List.of(
            lived("U1", ActiveOrAway.AWAY, 0),
            lived("U2", ActiveOrAway.AWAY, 0),
            lived("U1", ActiveOrAway.ACTIVE, 10),
            lived("U1", ActiveOrAway.AWAY, 25),
            lived("U2", ActiveOrAway.ACTIVE, 26),
            lived("U1", ActiveOrAway.ACTIVE, 40));
    List<ObservationGap> lapses =
        List.of(new ObservationGap(ObservationGap.Kind.SLEEP, at(20), at(30)));
    assertEquals(
        List.of(
            seen(ADA, Presence.AWAY, 0, Cause.SNAPSHOT),
            seen(KAI, Presence.AWAY, 0, Cause.SNAPSHOT),
            seen(ADA, Presence.ACTIVE, 10, Cause.PRESENCE_CHANGE),
            Sighting.unknown(ADA, at(20), Cause.COMPUTER_SLEPT),
            Sighting.unknown(KAI, at(20), Cause.COMPUTER_SLEPT),
            seen(ADA, Presence.AWAY, 30, Cause.RECONNECTED),
            seen(KAI, Presence.ACTIVE, 30, Cause.RECONNECTED),
            seen(ADA, Presence.ACTIVE, 40, Cause.PRESENCE_CHANGE),
            Sighting.unknown(ADA, at(50), Cause.APP_NOT_RUNNING),
            Sighting.unknown(KAI, at(50), Cause.APP_NOT_RUNNING)),
        DemoHistory.of(history, lapses, at(50)));
  }

  @Test
  void aPersonWhoJoinedLaterIsNotMissedBefore() {
    List<ObservationGap> lapses =
        List.of(new ObservationGap(ObservationGap.Kind.OUTAGE, at(10), at(20)));
    assertEquals(
        List.of(
            seen(ADA, Presence.ACTIVE, 30, Cause.SNAPSHOT),
            Sighting.unknown(ADA, at(50), Cause.APP_NOT_RUNNING)),
        DemoHistory.of(List.of(lived("U1", ActiveOrAway.ACTIVE, 30)), lapses, at(50)));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static PresenceTransition lived(String user, ActiveOrAway presence, long second) {
    return new PresenceTransition(user, presence, at(second));
  }

  private static Sighting seen(UserId user, Presence presence, long second, Cause cause) {
    return Sighting.of(user, presence, at(second), Source.DEMO, cause);
  }
}
