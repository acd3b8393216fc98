package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;

class PresenceSinceStartTest {
  private static final UserId PRIYA = new UserId("U0PRIYA");
  private static final Instant NOW = Instant.parse("2026-09-17T15:00:00Z");

  @Test
  void aChangeToActiveIsThePresent() {
    assertTrue(seen(Presence.ACTIVE, NOW).isActive(PRIYA, NOW));
    assertFalse(seen(Presence.AWAY, NOW).isActive(PRIYA, NOW));
    assertFalse(seen(Presence.NOT_WATCHED, NOW).isActive(PRIYA, NOW));
    assertFalse(seen(Presence.ACTIVE, NOW).isActive(new UserId("U0KAI"), NOW));
    assertFalse(PresenceSinceStart.NONE.isActive(PRIYA, NOW));
  }

  @Test
  void anOldObservationIsNotThePresentUntilItIsConfirmed() {
    PresenceSinceStart old = seen(Presence.ACTIVE, NOW.minusSeconds(121));
    assertFalse(old.isActive(PRIYA, NOW));
    assertFalse(old.confirmed(NOW.minusSeconds(121)).isActive(PRIYA, NOW));
    assertTrue(old.confirmed(NOW.minusSeconds(120)).isActive(PRIYA, NOW));
  }

  @Test
  void unknownIsNotActiveEvenIfItIsConfirmed() {
    PresenceSinceStart lost =
        seen(Presence.ACTIVE, NOW)
            .with(List.of(Sighting.unknown(PRIYA, NOW, Cause.DISCONNECTED)))
            .confirmed(NOW);
    assertFalse(lost.isActive(PRIYA, NOW));
  }

  @Test
  void anObservationFromTheFutureIsNotThePresent() {
    assertFalse(seen(Presence.ACTIVE, NOW.plusSeconds(121)).isActive(PRIYA, NOW));
  }

  private static PresenceSinceStart seen(Presence presence, Instant at) {
    return PresenceSinceStart.NONE.with(
        List.of(Sighting.of(PRIYA, presence, at, Source.RTM, Cause.PRESENCE_CHANGE)));
  }
}
