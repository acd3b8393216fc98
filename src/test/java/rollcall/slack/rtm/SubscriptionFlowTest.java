package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.SlackException.NotSent;
import rollcall.testkit.FakeSlack;

/// Presence over a real socket; the times are tried in [PresenceSubscriptionTest].
@Timeout(300)
class SubscriptionFlowTest {
  private RtmTestRig rig;
  private RtmClient client;

  @BeforeEach
  void open() throws Exception {
    rig = new RtmTestRig();
    client = rig.client;
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void usersWithoutPresenceAreQueriedAndThenReportedAsUnconfirmed() throws Exception {
    BlockingQueue<PresenceUnconfirmed> unconfirmed = new LinkedBlockingQueue<>();
    client.onPresenceUnconfirmed(unconfirmed::add);
    client.subscribePresence(List.of("U1", "U2"));
    FakeSlack.Connection line = rig.start();
    assertTrue(line.receive().contains("presence_sub"));
    line.send("{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"away\"}");
    rig.event(RtmEvent.PresenceChange.class);
    rig.later(Duration.ofSeconds(10));
    assertTrue(line.receive().endsWith("\"type\":\"presence_query\",\"ids\":[\"U2\"]}"));
    rig.event(RtmEvent.Pong.class);
    rig.later(Duration.ofSeconds(10));
    assertEquals(
        new PresenceUnconfirmed(Set.of("U2"), RtmTestRig.NOON, RtmTestRig.NOON.plusSeconds(20)),
        RtmTestRig.next(unconfirmed));
  }

  @Test
  void usersWithoutPresenceAfterAHandoverAreUnconfirmedFromItOn() throws Exception {
    BlockingQueue<PresenceUnconfirmed> unconfirmed = new LinkedBlockingQueue<>();
    client.onPresenceUnconfirmed(unconfirmed::add);
    client.subscribePresence(List.of("U1"));
    FakeSlack.Connection old = rig.start();
    old.receive();
    old.send("{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"active\"}");
    rig.event(RtmEvent.PresenceChange.class);
    old.send("{\"type\":\"goodbye\"}");
    FakeSlack.Connection line = rig.slack.nextConnection();
    assertTrue(line.receive().contains("presence_sub"));
    rig.later(Duration.ofSeconds(10));
    assertTrue(line.receive().endsWith("\"type\":\"presence_query\",\"ids\":[\"U1\"]}"));
    rig.event(RtmEvent.Pong.class);
    rig.later(Duration.ofSeconds(10));
    assertEquals(
        new PresenceUnconfirmed(Set.of("U1"), RtmTestRig.NOON, RtmTestRig.NOON.plusSeconds(20)),
        RtmTestRig.next(unconfirmed));
    rig.event(RtmEvent.Pong.class);
    rig.later(Duration.ofSeconds(60));
    assertTrue(line.receive().endsWith("\"type\":\"presence_sub\",\"ids\":[\"U1\"]}"));
  }

  @Test
  void aListThatIsTooLongIsRefusedAndTheOneBeforeItStands() throws Exception {
    FakeSlack.Connection line = rig.start();
    client.subscribePresence(List.of("U1"));
    line.receive();
    List<String> crowd = IntStream.range(0, 751).mapToObj(i -> "W" + i).toList();
    NotSent why = (NotSent) RtmTestRig.failure(client.subscribePresence(crowd));
    assertEquals(NotSent.Reason.TOO_MANY_USERS, why.reason());
    assertEquals("A presence subscription can have at most 750 users, was 751.", why.getMessage());
    assertEquals(
        NotSent.Reason.TOO_MANY_USERS,
        ((NotSent) RtmTestRig.failure(client.addPresence(crowd.subList(0, 750)))).reason());
    line.drop();
    rig.retry();
    assertTrue(rig.ready().receive().endsWith("\"ids\":[\"U1\"]}"));
  }

  @Test
  void aListThatSlackRefusesForNowIsSentAgainAfterARest() throws Exception {
    FakeSlack.Connection line = rig.start();
    client.subscribePresence(List.of("U1"));
    line.receive();
    line.send("{\"ok\":false,\"reply_to\":1,\"error\":{\"code\":-1,\"msg\":\"slow down\"}}");
    rig.await(LifecycleEvent.Problem.class);
    rig.later(Duration.ofSeconds(11));
    assertTrue(line.receive().endsWith("\"ids\":[\"U1\"]}"));
  }

  @Test
  void aQueryIsOneQuestionOfAtMostFiveHundred() throws Exception {
    FakeSlack.Connection line = rig.start();
    RtmTestRig.get(client.queryPresence(List.of("U1", "U2")));
    assertEquals("{\"id\":1,\"type\":\"presence_query\",\"ids\":[\"U1\",\"U2\"]}", line.receive());
    List<String> crowd = IntStream.range(0, 501).mapToObj(i -> "U" + i).toList();
    assertEquals(
        NotSent.Reason.TOO_MANY_USERS,
        ((NotSent) RtmTestRig.failure(client.queryPresence(crowd))).reason());
  }
}
