package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.slack.SlackException;
import rollcall.testkit.FakeSlack;

/// Stall of the process: events that arrived during it are read afterwards, and their time is
/// unknown.
class StallTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @ParameterizedTest
  @ValueSource(ints = {8, 15, 40, 60, 90})
  void framesReadAfterAStallAreDroppedAndTheConnectionIsReplaced(int seconds) throws Exception {
    try (RtmTestRig rig = new RtmTestRig(choices -> choices.stallLimit(LIMIT))) {
      FakeSlack.Connection line = rig.start();
      rig.client.settle();
      rig.clock.advance(Duration.ofSeconds(seconds));
      line.send("{\"type\":\"late\"}");
      LifecycleEvent.Reconnecting again = rig.await(LifecycleEvent.Reconnecting.class);
      assertInstanceOf(SlackException.Stalled.class, again.reason().orElseThrow());
      assertEquals(RtmTestRig.NOON, again.lastHeard());
      rig.later(RtmTestRig.SECOND);
      rig.ready().send("{\"type\":\"fresh\"}");
      assertEquals("fresh", rig.event(RtmEvent.Other.class).type());
    }
  }

  @Test
  void aStallWithinTheBoundCostsNothing() throws Exception {
    try (RtmTestRig rig = new RtmTestRig(choices -> choices.stallLimit(LIMIT))) {
      FakeSlack.Connection line = rig.start();
      rig.client.settle();
      rig.clock.advance(Duration.ofSeconds(3));
      line.send("{\"type\":\"late\"}");
      RtmEvent.Other late = rig.event(RtmEvent.Other.class);
      assertEquals(RtmTestRig.NOON.plusSeconds(3), late.at());
    }
  }

  /// Each pulse of the event loop comes 6 s late: what is read is never dated, and the attempts
  /// stay within the limit. When the machine has time again, so has the client.
  @Test
  void aBusyMachineThatStarvesEveryPulseNeitherHangsNorExceedsTheLimitOfAttempts()
      throws Exception {
    try (RtmTestRig rig = new RtmTestRig(choices -> choices.stallLimit(LIMIT))) {
      rig.start();
      rig.client.settle();
      for (int i = 0; i < 20; i++) {
        rig.later(Duration.ofSeconds(7));
      }
      long attempts =
          rig.lifecycle.stream().filter(LifecycleEvent.Connecting.class::isInstance).count();
      assertTrue(attempts <= 12, attempts + " attempts in 140 s");
      while (rig.lifecycle.stream().noneMatch(LifecycleEvent.Ready.class::isInstance)) {
        rig.later(RtmTestRig.SECOND);
        Thread.onSpinWait();
      }
    }
  }
}
