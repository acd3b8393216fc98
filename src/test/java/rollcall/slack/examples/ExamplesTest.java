package rollcall.slack.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmEvent;
import rollcall.slack.web.SlackWebClient;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.VirtualClock;

/// The examples of the client's documentation, run.
@Timeout(300)
public class ExamplesTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final SlackToken TOKEN = new SlackToken("xoxb-abc");

  private final VirtualClock clock = new VirtualClock(NOON);
  private final BlockingQueue<Object> lines = new LinkedBlockingQueue<>();
  private FakeSlack slack;
  private RtmClient rtm;
  private SlackWebClient web;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack();
    rtm =
        RtmClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .clock(clock)
            .stallLimit(Duration.ofHours(1))
            .logger((_, _) -> {})
            .build();
    web =
        SlackWebClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .build();
  }

  @AfterEach
  void close() throws Exception {
    rtm.close();
    web.close();
    slack.close();
  }

  @Test
  void aChannelIsFoundAndHelloIsSaidThere() throws Exception {
    slack.on(
        "conversations.list",
        "{\"ok\":true,\"channels\":[{\"id\":\"C1\",\"is_member\":false},"
            + "{\"id\":\"C2\",\"is_member\":true}]}");
    rtm.start();
    FakeSlack.Connection line = slack.nextConnection();
    Thread.ofVirtual().start(() -> acknowledge(line));
    assertEquals(Optional.of("1355517523.000005"), Hello.world(rtm, web));
  }

  @Test
  void aBotThatWasInvitedNowhereSaysNothing() throws Exception {
    slack.on("conversations.list", "{\"ok\":true,\"channels\":[]}");
    assertEquals(Optional.empty(), Hello.world(rtm, web));
  }

  @Test
  void timecardsFollowTheMembersOfAChannelAndAdmitGaps() throws Exception {
    slack.on("conversations.members", "{\"ok\":true,\"members\":[\"U1\",\"U2\"]}");
    ChannelTimecards cards = new ChannelTimecards(rtm, web, "C1");
    rtm.onEvent(lines::add);
    rtm.onLifecycle(lines::add);
    FakeSlack.Connection line = slack.nextConnection();
    assertEquals("{\"id\":1,\"type\":\"presence_sub\",\"ids\":[\"U1\",\"U2\"]}", line.receive());
    line.send("{\"type\":\"presence_change\",\"users\":[\"U1\",\"U2\"],\"presence\":\"active\"}");
    await(RtmEvent.PresenceChange.class);
    clock.advance(Duration.ofSeconds(2));
    line.send("{\"type\":\"member_left_channel\",\"user\":\"U2\",\"channel\":\"C1\"}");
    line.send("{\"type\":\"member_joined_channel\",\"user\":\"U3\",\"channel\":\"C1\"}");
    line.send("{\"type\":\"member_joined_channel\",\"user\":\"U4\",\"channel\":\"C2\"}");
    line.send("{\"type\":\"presence_change\",\"users\":[\"U3\"],\"presence\":\"away\"}");
    await(RtmEvent.PresenceChange.class);
    line.close(1000);
    LifecycleEvent.Reconnecting lost =
        (LifecycleEvent.Reconnecting) await(LifecycleEvent.Reconnecting.class);
    Instant two = NOON.plusSeconds(2);
    assertEquals(two, lost.lastHeard());
    assertEquals(
        Map.of(
            "U1",
            List.of(
                new ChannelTimecards.Entry(NOON, "active"), new ChannelTimecards.Entry(two, "")),
            "U3",
            List.of(new ChannelTimecards.Entry(two, "away"), new ChannelTimecards.Entry(two, ""))),
        cards.timecards());
  }

  @Test
  void timecardsAreLeftOpenByNoEnd() throws Exception {
    slack.on("conversations.members", "{\"ok\":true,\"members\":[\"U1\"]}");
    ChannelTimecards cards = new ChannelTimecards(rtm, web, "C1");
    rtm.onEvent(lines::add);
    rtm.onLifecycle(lines::add);
    FakeSlack.Connection line = slack.nextConnection();
    line.receive();
    line.send("{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"active\"}");
    await(RtmEvent.PresenceChange.class);
    clock.advance(Duration.ofSeconds(2));
    rtm.disconnect().join();
    await(LifecycleEvent.Disconnected.class);
    assertEquals(
        Map.of(
            "U1",
            List.of(
                new ChannelTimecards.Entry(NOON, "active"), new ChannelTimecards.Entry(NOON, ""))),
        cards.timecards());
  }

  private Object await(Class<?> type) throws Exception {
    Object next = lines.poll(60, TimeUnit.SECONDS);
    while (next != null && !type.isInstance(next)) {
      next = lines.poll(60, TimeUnit.SECONDS);
    }
    return next;
  }

  private static void acknowledge(FakeSlack.Connection line) {
    try {
      line.receive();
      line.send("{\"ok\":true,\"reply_to\":1,\"ts\":\"1355517523.000005\"}");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
