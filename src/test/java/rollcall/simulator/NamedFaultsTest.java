package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Each injected fault, as a client observes it.
class NamedFaultsTest {
  private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");

  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;
  private NamedFaults faults;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople().withoutLimits());
    faults = NamedFaults.of(workspace);
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aMethodFailsAsOftenAndInTheOrderQueued() {
    faults.plan("auth.test", new HttpFault.NotOk("fatal_error"), 2);
    faults.plan("auth.test", HttpFault.rateLimited(7), 1);
    faults.plan("auth.test", HttpFault.rateLimited(), 1);
    faults.plan("auth.test", HttpFault.status(503), 1);
    faults.plan("auth.test", HttpFault.garbage(), 1);
    assertEquals("{\"ok\":false,\"error\":\"fatal_error\"}", post("auth.test").body());
    assertEquals("{\"ok\":false,\"error\":\"fatal_error\"}", post("auth.test").body());
    HttpResponse<String> slow = post("auth.test");
    assertEquals(429, slow.statusCode());
    assertEquals(Optional.of("7"), slow.headers().firstValue("Retry-After"));
    assertEquals(Optional.empty(), post("auth.test").headers().firstValue("Retry-After"));
    HttpResponse<String> broken = post("auth.test");
    assertEquals(503, broken.statusCode());
    assertEquals("<!DOCTYPE html><title>503</title>", broken.body());
    assertEquals("{\"ok\":tru", post("auth.test").body());
    assertTrue(call("auth.test").path("ok").asBoolean());
  }

  @Test
  void aRequestCanBeCut() {
    faults.plan("auth.test", new HttpFault.Cut(), 1);
    assertThrows(UncheckedIOException.class, () -> post("auth.test"));
    assertTrue(call("auth.test").path("ok").asBoolean());
  }

  @Test
  void aRequestCanHang() {
    faults.plan("team.info", new HttpFault.Hang(), 1);
    var hanging = MinimalClient.start(workspace.apiUrl(), workspace.token(), "team.info");
    while (workspace.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    assertTrue(call("auth.test").path("ok").asBoolean());
    assertEquals(false, hanging.isDone());
  }

  @Test
  void rtmConnectCanOmitItsUrl() {
    faults.plan("rtm.connect", new HttpFault.MissingField("url"), 1);
    JsonNode answer = call("rtm.connect");
    assertTrue(answer.path("ok").asBoolean());
    assertTrue(answer.path("url").isMissingNode());
  }

  @Test
  void queuedFaultsCanBeCleared() {
    faults.plan("auth.test", HttpFault.status(500), 5);
    faults.refuseSockets(503, 5);
    faults.withholdHello(5);
    faults.clearPlanned();
    assertEquals(200, post("auth.test").statusCode());
    connect();
  }

  @Test
  void anUpgradeCanBeRefused() {
    faults.refuseSockets(503, 1);
    var refused = assertThrows(CompletionException.class, this::connect);
    assertEquals(
        503, ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode());
    connect();
  }

  @Test
  void urlsCanExpireEarly() {
    String url = call("rtm.connect").path("url").asString();
    faults.expireUrls();
    assertEquals(
        "{'type':'error','error':{'code':1,'msg':'Socket URL has expired'}}",
        MinimalClient.open(url).receive());
  }

  @Test
  void aHelloCanBeWithheldOrLate() {
    faults.withholdHello(1);
    MinimalClient.Socket never = MinimalClient.connect(workspace.apiUrl(), workspace.token());
    never.send("{'id':1,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':1}", never.receive());
    faults.delayHello(Duration.ofSeconds(9), 1);
    MinimalClient.Socket late = MinimalClient.connect(workspace.apiUrl(), workspace.token());
    late.send("{'id':1,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':1}", late.receive());
    clock.advance(Duration.ofSeconds(9));
    workspace.runDueTasks();
    assertEquals("{'type':'hello'}", late.receive());
  }

  /// On a plain socket: the client of the JDK can miss the end of a connection without a close
  /// frame.
  @Test
  void aSocketCanBeCutWithoutACloseFrame() throws IOException {
    URI url = URI.create(call("rtm.connect").path("url").asString());
    try (Socket tcp = new Socket(url.getHost(), url.getPort())) {
      tcp.setSoTimeout(60_000);
      String request =
          "GET "
              + url.getRawPath()
              + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
      tcp.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var input = new StringBuilder();
      while (!input.toString().endsWith("{\"type\":\"hello\"}")) {
        input.append((char) tcp.getInputStream().read());
      }
      faults.cutSockets();
      assertEquals(-1, next(tcp));
    }
  }

  /// Returns the next byte, or -1 at the end of the connection, also of one that was reset.
  private static int next(Socket tcp) throws IOException {
    try {
      return tcp.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  @Test
  void aSocketCanBeClosedWithACode() {
    MinimalClient.Socket socket = connect();
    faults.closeSockets(4001, "why not");
    assertEquals("the connection has ended: 4001", socket.receive());
  }

  @Test
  void goodbyePrecedesTheClose() {
    MinimalClient.Socket socket = connect();
    faults.sayGoodbye(Duration.ofSeconds(10));
    assertEquals("{'type':'goodbye'}", socket.receive());
    clock.advance(Duration.ofSeconds(9));
    socket.send("{'id':1,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':1}", socket.receive());
    clock.advance(Duration.ofSeconds(1));
    workspace.runDueTasks();
    assertEquals("the connection has ended: 1000", socket.receive());
  }

  @Test
  void aMigrationEndsTheConnectionAndRefusesForAWhile() {
    MinimalClient.Socket socket = connect();
    faults.migrate(2);
    assertEquals("{'type':'team_migration_started'}", socket.receive());
    assertEquals("the connection has ended: 1000", socket.receive());
    assertEquals("migration_in_progress", call("rtm.connect").path("error").asString());
    assertEquals("migration_in_progress", call("rtm.connect").path("error").asString());
    connect();
  }

  @Test
  void anyTextCanBeSentOnTheSocket() {
    MinimalClient.Socket socket = connect();
    faults.sendRaw("{\"type\":\"dance_started\"}");
    faults.sendRaw("{\"type\":");
    assertEquals("{'type':'dance_started'}", socket.receive());
    assertEquals("{'type':", socket.receive());
  }

  @Test
  void aSilenceHoldsAllAnswersUntilItEnds() {
    String ada = workspace.people().getFirst().id();
    MinimalClient.Socket socket = connect();
    socket.send("{'type':'presence_sub','ids':['" + ada + "']}");
    socket.receive();
    clock.advance(Duration.ofSeconds(5));
    faults.startSilence();
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    socket.send("{'id':1,'type':'ping'}");
    var held = MinimalClient.start(workspace.apiUrl(), workspace.token(), "auth.test");
    clock.advance(Duration.ofSeconds(60));
    assertEquals(false, held.isDone());
    faults.endSilence();
    assertEquals(
        "{'type':'presence_change','user':'" + ada + "','presence':'active'}", socket.receive());
    assertEquals("{'type':'pong','reply_to':1}", socket.receive());
    assertEquals(200, held.join().statusCode());
    assertEquals(
        List.of(new Outage(Outage.Kind.SILENT, NOON.plusSeconds(5), NOON.plusSeconds(65))),
        workspace.outages());
  }

  @Test
  void whileItIsDownEverythingIsCut() {
    MinimalClient.Socket socket = connect();
    String url = call("rtm.connect").path("url").asString();
    faults.takeDown();
    String end = socket.receive();
    assertTrue(end.startsWith("the connection has ended"), end);
    assertThrows(UncheckedIOException.class, () -> post("auth.test"));
    assertThrows(CompletionException.class, () -> MinimalClient.open(url));
    assertEquals(
        List.of(new Outage(Outage.Kind.UNREACHABLE, NOON, Instant.MAX)), workspace.outages());
    clock.advance(Duration.ofSeconds(20));
    faults.restore();
    connect();
    assertEquals(
        List.of(new Outage(Outage.Kind.UNREACHABLE, NOON, NOON.plusSeconds(20))),
        workspace.outages());
  }

  private MinimalClient.Socket connect() {
    MinimalClient.Socket socket = MinimalClient.connect(workspace.apiUrl(), workspace.token());
    assertEquals("{'type':'hello'}", socket.receive());
    return socket;
  }

  private JsonNode call(String method) {
    return MinimalClient.call(workspace.apiUrl(), workspace.token(), method);
  }

  private HttpResponse<String> post(String method) {
    return MinimalClient.post(workspace.apiUrl(), workspace.token(), method);
  }
}
