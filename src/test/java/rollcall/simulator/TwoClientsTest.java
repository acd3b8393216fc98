package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Requests of different clients, each in its own format, and the errors that each may receive.
class TwoClientsTest {
  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople().withoutLimits());
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void everyMethodIsAnsweredByGetAndByPost(String verb) {
    for (String method : List.of("auth.test", "users.list", "rtm.connect", "dnd.info")) {
      HttpRequest request =
          HttpRequest.newBuilder(api().resolve(method))
              .header("Authorization", "Bearer " + workspace.token())
              .method(verb, HttpRequest.BodyPublishers.noBody())
              .build();
      assertTrue(
          MinimalClient.json(MinimalClient.send(request).body()).path("ok").asBoolean(), method);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "true, true", "0, false", "false, false"})
  void booleansHaveTwoSpellings(String written, boolean meant) {
    JsonNode channel =
        MinimalClient.call(
                api(),
                workspace.token(),
                "conversations.info",
                "channel=C0GENERAL00",
                "include_num_members=" + written)
            .path("channel");
    assertEquals(meant, channel.has("num_members"));
  }

  @Test
  void nodeSendsItsTokenInTheFormOrInTheHeader() {
    HttpRequest four =
        HttpRequest.newBuilder(api().resolve("rtm.connect"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "token=" + workspace.token() + "&batch_presence_aware=true"))
            .build();
    String url = MinimalClient.json(MinimalClient.send(four).body()).path("url").asString();
    assertEquals("{'type':'hello'}", MinimalClient.open(url).receive());
    connect("batch_presence_aware=true");
  }

  @Test
  void pythonCallsAuthTestFirstAndSendsTwoPingsAtOnce() {
    JsonNode self = MinimalClient.call(api(), workspace.token(), "auth.test");
    assertEquals("B0ROLLCALL0", self.path("bot_id").asString());
    HttpRequest connect =
        HttpRequest.newBuilder(api().resolve("rtm.connect"))
            .header("Authorization", "Bearer " + workspace.token())
            .header("Content-Type", "application/json;charset=utf-8")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    String url = MinimalClient.json(MinimalClient.send(connect).body()).path("url").asString();
    MinimalClient.Socket socket = MinimalClient.open(url);
    assertEquals("{'type':'hello'}", socket.receive());
    socket.ping((byte) 1);
    socket.ping((byte) 2);
    assertEquals("pong frame [1]", socket.receive());
    assertEquals("pong frame [2]", socket.receive());
  }

  @Test
  void javaCallsAuthTestTwiceAndSendsAnOrigin() {
    String self =
        MinimalClient.call(api(), workspace.token(), "auth.test").path("user_id").asString();
    String url =
        MinimalClient.call(
                api(), workspace.token(), "rtm.connect", "batch_presence_aware=0", "presence_sub=0")
            .path("url")
            .asString();
    assertTrue(
        MinimalClient.call(api(), workspace.token(), "users.info", "user=" + self)
            .path("ok")
            .asBoolean());
    MinimalClient.Socket socket = MinimalClient.open(url, "Origin", "https://api.slack.com");
    assertEquals("{'type':'hello'}", socket.receive());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host: 127.0.0.1\r\n", "Host: slack.example\r\nOrigin: http://x.example\r\n"})
  void anyHostAndOriginIsAccepted(String headers) {
    String answer =
        MinimalClient.exchange(
            api(), "GET /api/api.test HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
  }

  @Test
  void aRequestWithoutAHostIsAnswered() {
    String answer =
        MinimalClient.exchange(api(), "GET /api/api.test HTTP/1.0\r\nConnection: close\r\n\r\n");
    assertTrue(answer.contains(" 200 "), answer);
    assertTrue(answer.endsWith("{\"ok\":true,\"args\":{}}"), answer);
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 408, 407})
  void anUpgradeCanBeRefusedInMoreThanOneWay(int status) {
    workspace.apply(new Fault.RefuseSockets(status, 1));
    var refused = assertThrows(CompletionException.class, () -> connect());
    assertEquals(
        status, ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access_denied", "accesslimited", "account_inactive", "deprecated_endpoint",
        "ekm_access_denied", "enterprise_is_restricted", "fatal_error", "internal_error",
        "invalid_arg_name", "invalid_array_arg", "invalid_auth", "invalid_charset",
        "invalid_form_data", "invalid_post_type", "is_bot", "method_deprecated",
        "migration_in_progress", "missing_post_type", "missing_scope", "no_permission",
        "not_allowed_token_type", "not_authed", "org_login_required", "ratelimited",
        "request_timeout", "rtm_connect_required", "service_unavailable", "team_added_to_org",
        "token_expired", "token_revoked", "two_factor_setup_required", "unknown_method"
      })
  void everyErrorOfSlackCanBeAnswered(String error) {
    workspace.apply(new Fault.Http("rtm.connect", new HttpFault.NotOk(error), 1));
    assertEquals(
        "{\"ok\":false,\"error\":\"" + error + "\"}",
        MinimalClient.post(api(), workspace.token(), "rtm.connect").body());
    connect();
  }

  @Test
  void namesMayContainAnyUnicodeLetter() {
    JsonNode soren =
        MinimalClient.call(api(), workspace.token(), "users.list").path("members").get(3);
    assertEquals("Søren 🦊 Ångström", soren.path("real_name").asString());
    workspace.apply(
        new WorkspaceChange.Rename(soren.path("id").asString(), "=HYPERLINK(\"x\")\n👩‍🚀", ""));
    assertEquals(
        "=HYPERLINK(\"x\")\n👩‍🚀",
        MinimalClient.call(api(), workspace.token(), "users.list")
            .path("members")
            .get(3)
            .path("real_name")
            .asString());
  }

  @Test
  void itListensOnLoopbackOnly() throws SocketException {
    int port = api().getPort();
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.getHostAddress().equals("127.0.0.1"))
        .forEach(address -> assertThrows(IOException.class, () -> connectTo(address, port)));
  }

  private static void connectTo(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 500);
    }
  }

  private void connect(String... args) {
    assertEquals(
        "{'type':'hello'}", MinimalClient.connect(api(), workspace.token(), args).receive());
  }

  private URI api() {
    return workspace.apiUrl();
  }
}
