package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.simulator.people.Employee;
import tools.jackson.databind.JsonNode;

/// Classic, modern and historic workspaces, and the lifetime of their sockets.
class AppGenerationTest {
  private static final List<String> CONNECT = List.of("ok", "url", "self", "team");

  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");

  @Test
  void inAClassicWorkspaceRtmStartAnswersAsRtmConnect() throws IOException {
    try (SlackSimulator workspace = start(options())) {
      JsonNode answer = call(workspace, "rtm.start");
      assertEquals(CONNECT, List.copyOf(answer.propertyNames()));
      assertEquals("{'type':'hello'}", MinimalClient.open(answer.path("url").asString()).receive());
    }
  }

  @Test
  void aModernWorkspaceRefusesRtmAndPollingWorks() throws IOException {
    try (SlackSimulator workspace = start(options().withGeneration(AppGeneration.MODERN))) {
      assertEquals(workspace.token(TokenKind.GRANULAR_BOT), workspace.token());
      for (String method : List.of("rtm.connect", "rtm.start")) {
        assertEquals("not_allowed_token_type", call(workspace, method).path("error").asString());
        assertEquals(
            "not_allowed_token_type", as(workspace, TokenKind.CLASSIC_BOT, method, "error"));
        assertEquals("missing_scope", as(workspace, TokenKind.CLASSIC_USER, method, "error"));
        assertEquals("rtm:stream", as(workspace, TokenKind.CLASSIC_USER, method, "needed"));
      }
      String ada = workspace.people().getFirst().id();
      workspace.setPresence(ada, ActiveOrAway.ACTIVE);
      assertEquals(
          "active",
          call(workspace, "users.getPresence", "user=" + ada).path("presence").asString());
    }
  }

  @Test
  void aHistoricWorkspacesRtmStartReturnsTheWholeWorkspace() throws IOException {
    try (SlackSimulator workspace = start(options().withGeneration(AppGeneration.HISTORIC))) {
      assertEquals(CONNECT, List.copyOf(call(workspace, "rtm.connect").propertyNames()));
      JsonNode answer = call(workspace, "rtm.start", "no_unreads=1", "mpim_aware=true");
      List<String> keys = new ArrayList<>(CONNECT);
      keys.addAll(
          List.of(
              "users",
              "channels",
              "groups",
              "mpims",
              "ims",
              "bots",
              "subteams",
              "dnd",
              "latest_event_ts",
              "cache_ts",
              "cache_version",
              "cache_ts_version",
              "read_only_channels",
              "can_manage_shared_channels"));
      assertEquals(keys, List.copyOf(answer.propertyNames()));
      assertEquals(call(workspace, "users.list").path("members"), answer.path("users"));
      assertEquals(7, answer.path("channels").size());
      assertEquals(25, answer.path("channels").get(0).path("members").size());
      assertEquals(5, answer.path("subteams").path("all").size());
      assertEquals("B0ROLLCALL0", answer.path("bots").get(0).path("id").asString());
      assertEquals("{'type':'hello'}", MinimalClient.open(answer.path("url").asString()).receive());
    }
  }

  @Test
  void longMemberListsAreTruncatedWithAWarning() throws IOException {
    DemoOptions large = options().withGeneration(AppGeneration.HISTORIC).withPeople(1600);
    try (SlackSimulator workspace = start(large)) {
      JsonNode answer = call(workspace, "rtm.start");
      assertEquals(1500, answer.path("channels").get(0).path("members").size());
      assertEquals("member_list_truncated", answer.path("warning").asString());
    }
  }

  @Test
  void anEightHourOldSocketGetsGoodbyeAndIsClosed() throws IOException {
    try (SlackSimulator workspace = start(options())) {
      MinimalClient.Socket first = connect(workspace);
      clock.advance(Duration.ofHours(1));
      MinimalClient.Socket second = connect(workspace);
      clock.advance(Duration.ofHours(7));
      workspace.runDueTasks();
      assertEquals("{'type':'goodbye'}", first.receive());
      clock.advance(Duration.ofSeconds(10));
      workspace.runDueTasks();
      assertEquals("the connection has ended: 1000", first.receive());
      clock.advance(Duration.ofHours(1));
      workspace.runDueTasks();
      assertEquals("{'type':'goodbye'}", second.receive());
    }
  }

  @Test
  void theAgeOfSocketsCanBeSet() throws IOException {
    try (SlackSimulator workspace = start(options().withSocketAge(Duration.ofMinutes(1)))) {
      MinimalClient.Socket socket = connect(workspace);
      clock.advance(Duration.ofMinutes(1));
      workspace.runDueTasks();
      assertEquals("{'type':'goodbye'}", socket.receive());
    }
  }

  @Test
  void autoAwayCanBeSet() throws IOException {
    try (SlackSimulator workspace = start(options().withAutoAway(Duration.ofMinutes(30)))) {
      String ada = workspace.people().getFirst().id();
      MinimalClient.connect(workspace.apiUrl(), workspace.token(TokenKind.CLASSIC_USER)).receive();
      clock.advance(Duration.ofMinutes(29));
      workspace.runDueTasks();
      assertEquals(ActiveOrAway.ACTIVE, workspace.presence(ada));
      clock.advance(Duration.ofMinutes(1));
      workspace.runDueTasks();
      assertEquals(ActiveOrAway.AWAY, workspace.presence(ada));
    }
  }

  @Test
  void reconnectUrlsFollowHelloAndEveryThreeMinutesAndWorkOnce() throws IOException {
    try (SlackSimulator workspace = start(options().withReconnectUrls())) {
      MinimalClient.Socket socket = connect(workspace);
      clock.advance(Duration.ofSeconds(1));
      workspace.runDueTasks();
      String url = reconnectUrl(socket);
      clock.advance(Duration.ofSeconds(179));
      assertEquals("{'type':'hello'}", MinimalClient.open(url).receive());
      assertTrue(MinimalClient.open(url).receive().contains("Socket URL has expired"));
      clock.advance(Duration.ofSeconds(1));
      workspace.runDueTasks();
      assertTrue(!reconnectUrl(socket).equals(url));
    }
  }

  @Test
  void aReconnectUrlCanBeSentOnDemand() throws IOException {
    try (SlackSimulator workspace = start(options())) {
      MinimalClient.Socket socket = connect(workspace);
      workspace.apply(new Fault.ReconnectUrl());
      assertEquals("{'type':'hello'}", MinimalClient.open(reconnectUrl(socket)).receive());
    }
  }

  @Test
  void aLargeWorkspaceAnswersForAllPeopleSoonAfterItsStart() throws IOException {
    try (SlackSimulator workspace = start(DemoOptions.standard(clock).withPeople(10_000))) {
      Employee last = workspace.people().getLast();
      assertEquals(
          workspace.history(workspace.started().minusMillis(1), workspace.started()).stream()
              .filter(each -> each.user().equals(last.id()))
              .toList()
              .getLast()
              .presence(),
          workspace.presence(last.id()));
    }
  }

  private static String reconnectUrl(MinimalClient.Socket socket) {
    JsonNode event = MinimalClient.json(socket.receive().replace('\'', '"'));
    assertEquals("reconnect_url", event.path("type").asString());
    return event.path("url").asString();
  }

  private static MinimalClient.Socket connect(SlackSimulator workspace) {
    MinimalClient.Socket socket = MinimalClient.connect(workspace.apiUrl(), workspace.token());
    assertEquals("{'type':'hello'}", socket.receive());
    return socket;
  }

  private DemoOptions options() {
    return DemoOptions.standard(clock).withFrozenPeople().withoutLimits();
  }

  private SlackSimulator start(DemoOptions options) throws IOException {
    return SlackSimulator.start(options);
  }

  private static JsonNode call(SlackSimulator workspace, String method, String... args) {
    return MinimalClient.call(workspace.apiUrl(), workspace.token(), method, args);
  }

  private static String as(SlackSimulator workspace, TokenKind kind, String method, String field) {
    return MinimalClient.call(workspace.apiUrl(), workspace.token(kind), method)
        .path(field)
        .asString();
  }
}
