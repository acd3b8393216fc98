package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.SlackException;
import rollcall.testkit.FakeSlack;

/// The figure of the reconnection storm: how often `rtm.connect` is called in 60 s while something
/// is wrong. The whole client runs, over real HTTP and real sockets; only the minute passes in
/// virtual time.
@Timeout(300)
class ReconnectStormTest {
  @Test
  void aSocketThatAnswers503CostsSixCallsAMinute() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.slack.setUpgradeStatus(503);
      long calls = callsInAMinute(rig);
      print("socket answers 503", calls, "3,368 in 3 s (4.12.0), 487 in 3 s (7.0.4)");
      assertTrue(calls <= 6, calls + " calls");
      rig.slack.setUpgradeStatus(101);
      rig.retry();
      rig.ready();
    }
  }

  @Test
  void aConnectionThatBreaksAtOnceEachTimeCostsNoMore() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.slack.setGreeting("{\"type\":\"error\",\"error\":{\"code\":1,\"msg\":\"expired\"}}");
      long calls = callsInAMinute(rig);
      print("socket opens and fails", calls, "not measured");
      assertTrue(calls <= 6, calls + " calls");
    }
  }

  @Test
  void aWebApiThatAnswers500CostsNoMore() throws Exception {
    try (RtmTestRig rig = new RtmTestRig()) {
      rig.slack.on("rtm.connect", _ -> FakeSlack.Answer.status(500, ""));
      long calls = callsInAMinute(rig);
      print("rtm.connect answers 500", calls, "3 in 6 s (4.12.0), 4 in 8 s (7.0.4)");
      assertTrue(calls <= 6, calls + " calls");
    }
  }

  private static long callsInAMinute(RtmTestRig rig) throws Exception {
    Instant end = RtmTestRig.NOON.plusSeconds(60);
    rig.client.start();
    LifecycleEvent.Reconnecting next = rig.await(LifecycleEvent.Reconnecting.class);
    while (next.nextTry().isBefore(end)) {
      assertInstanceOf(SlackException.class, next.problem());
      rig.later(java.time.Duration.between(rig.clock.instant(), next.nextTry()));
      next = rig.await(LifecycleEvent.Reconnecting.class);
    }
    long calls = rig.slack.calls("rtm.connect");
    rig.lifecycle.add(next);
    return calls;
  }

  private static void print(String situation, long calls, String node) {
    System.out.printf(
        "rtm.connect in 60 s, %-24s %d here; Slack's client for Node: %s%n",
        situation + ":", calls, node);
  }
}
