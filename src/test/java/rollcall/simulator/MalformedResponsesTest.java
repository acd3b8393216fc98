package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Web API faults, injected through the control endpoint of a modern workspace and observed over
/// HTTP.
class MalformedResponsesTest {
  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;
  private String ada;
  private String ben;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(clock)
                .withFrozenPeople()
                .withoutLimits()
                .withGeneration(AppGeneration.MODERN));
    ada = workspace.people().get(0).id();
    ben = workspace.people().get(1).id();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 200})
  void everyMethodCanAnswerAnHtmlPageWithAnyStatus(int status) {
    plan("{'do':'http_status','method':'*','status':" + status + ",'times':2}");
    for (String method : List.of("rtm.connect", "users.list")) {
      HttpResponse<String> answer = post(method);
      assertEquals(status, answer.statusCode());
      assertEquals("text/html; charset=utf-8", answer.headers().firstValue("Content-Type").get());
      assertTrue(answer.body().startsWith("<!DOCTYPE html>"), answer.body());
    }
    assertTrue(call("users.list").path("ok").asBoolean());
  }

  @Test
  void aCaptivePortalRedirectsToItsSignInPage() {
    plan("{'do':'redirect','method':'*'}");
    HttpResponse<String> answer = post("auth.test");
    assertEquals(302, answer.statusCode());
    URI page = workspace.apiUrl().resolve(answer.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> portal = MinimalClient.send(HttpRequest.newBuilder(page).build());
    assertEquals(200, portal.statusCode());
    assertTrue(portal.body().contains("Sign in to use this network"), portal.body());
    plan("{'do':'redirect','method':'auth.test','location':'https://portal.example/in'}");
    assertEquals(
        "https://portal.example/in", post("auth.test").headers().firstValue("Location").get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"restricted_action", "missing_scope", "an_error_of_tomorrow"})
  void getPresenceCanFailForAllUsersWhileOtherMethodsWork(String error) {
    plan("{'do':'refuse','method':'users.getPresence','error':'" + error + "','times':100000}");
    for (String user : List.of(ada, ben)) {
      assertEquals(error, presence(user).path("error").asString());
    }
    assertTrue(call("users.list").path("ok").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({
    "'{''do'':''http_status'',''method'':''users.getPresence'',''user'':''ADA'',''status'':500}',"
        + " 500",
    "'{''do'':''refuse'',''method'':''users.getPresence'',''user'':''ADA'',''error'':''user_not_found''}',"
        + " 200",
    "'{''do'':''rate_limit'',''method'':''*'',''user'':''ADA'',''retry_after'':604800}', 429"
  })
  void oneUsersCallsCanFailWhileOthersSucceed(String fault, int status) {
    plan(fault.replace("ADA", ada));
    assertEquals("away", presence(ben).path("presence").asString());
    HttpResponse<String> odd =
        MinimalClient.post(
            workspace.apiUrl(), workspace.token(), "users.getPresence", "user=" + ada);
    assertEquals(status, odd.statusCode());
    assertFalse(odd.body().contains("away"), odd.body());
    assertEquals("away", presence(ada).path("presence").asString());
  }

  @Test
  void theResponseForOneUserCanHang() {
    plan("{'do':'hang','method':'users.getPresence','user':'" + ada + "'}");
    var hanging =
        MinimalClient.start(workspace.apiUrl(), workspace.token(), "users.getPresence?user=" + ada);
    while (workspace.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    assertEquals("away", presence(ben).path("presence").asString());
    Assertions.assertThrows(TimeoutException.class, () -> hanging.get(50, TimeUnit.MILLISECONDS));
  }

  @Test
  void theResponseForOneUserCanHaveWrongTypes() {
    plan("{'do':'wrong_types','method':'users.getPresence','user':'" + ada + "'}");
    assertEquals("away", presence(ben).path("presence").asString());
    assertEquals(MinimalClient.json("{\"ok\":true,\"presence\":7}"), presence(ada));
  }

  @Test
  void oneEntryOfTheListOfUsersCanHaveWrongTypes() {
    plan("{'do':'wrong_types','method':'users.list','user':'" + ben + "'}");
    JsonNode members = call("users.list").path("members");
    assertEquals(ben, members.get(1).path("id").asString());
    assertTrue(members.get(1).path("profile").isArray(), members.get(1).toString());
    assertEquals(7, members.get(1).path("real_name").asInt());
    assertEquals("many", members.get(1).path("deleted").asString());
    assertTrue(members.get(0).path("profile").isObject());
  }

  @Test
  void rtmConnectCanSucceedWithoutTheIdOfTheTeam() throws IOException {
    plan("{'do':'leave_out','method':'rtm.connect','field':'team.id'}");
    assertEquals("not_allowed_token_type", call("rtm.connect").path("error").asString());
    try (SlackSimulator classic =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople())) {
      classic.apply(new Fault.Http("rtm.connect", new HttpFault.MissingField("team.id"), 1));
      JsonNode good = MinimalClient.call(classic.apiUrl(), classic.token(), "rtm.connect");
      assertEquals(
          MinimalClient.json("{\"name\":\"Acme (demo)\",\"domain\":\"acme-demo\"}"),
          good.path("team"));
      assertEquals("{'type':'hello'}", MinimalClient.open(good.path("url").asString()).receive());
    }
  }

  @Test
  void authTestCanOmitTheTeamAsForAnOrganizationToken() {
    plan("{'do':'null_field','method':'auth.test','field':'team_id'}");
    JsonNode answer = call("auth.test");
    assertTrue(answer.path("ok").asBoolean());
    assertTrue(answer.path("team_id").isNull(), answer.toString());
    assertEquals("T0ACMEDEMO", call("auth.test").path("team_id").asString());
  }

  @Test
  void cursorsCanRepeatForEver() {
    plan("{'do':'cursor_loop','method':'users.list','times':5}");
    List<String> cursors = new ArrayList<>();
    String cursor = "";
    for (int i = 0; i < 5; i++) {
      JsonNode page = call("users.list", "limit=10", "cursor=" + cursor);
      assertEquals(10, page.path("members").size());
      cursor = page.path("response_metadata").path("next_cursor").asString();
      cursors.add(cursor);
    }
    String first = cursors.get(0);
    String second = cursors.get(1);
    assertFalse(first.equals(second) || first.isEmpty() || second.isEmpty(), cursors.toString());
    assertEquals(List.of(first, second, first, second, first), cursors);
    assertEquals("invalid_cursor", call("users.list", "cursor=" + first).path("error").asString());
  }

  @ParameterizedTest
  @ValueSource(ints = {604_800, 999_999, 10_000_000})
  void aRetryAfterCanBeAWeekAndMore(int seconds) {
    plan("{'do':'rate_limit','method':'*','retry_after':" + seconds + "}");
    HttpResponse<String> answer = post("users.getPresence");
    assertEquals(429, answer.statusCode());
    assertEquals(
        Integer.toString(seconds), answer.headers().firstValue("Retry-After").orElseThrow());
  }

  @Test
  void anUpgradeCanBeAnsweredWithABlockPage() throws IOException {
    try (SlackSimulator classic =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople())) {
      String url =
          MinimalClient.call(classic.apiUrl(), classic.token(), "rtm.connect")
              .path("url")
              .asString();
      classic.apply(new Fault.RefuseSockets(200, 1));
      String path = URI.create(url).getPath();
      String answer =
          MinimalClient.exchange(
              classic.apiUrl(),
              "GET "
                  + path
                  + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                  + "Connection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
    }
  }

  private void plan(String fault) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(workspace.controlUrl() + "/do"))
            .POST(HttpRequest.BodyPublishers.ofString(fault.replace('\'', '"')))
            .build();
    assertEquals("{\"ok\":true,\"steps\":1}", MinimalClient.send(request).body());
  }

  private JsonNode presence(String user) {
    return call("users.getPresence", "user=" + user);
  }

  private JsonNode call(String method, String... args) {
    return MinimalClient.call(workspace.apiUrl(), workspace.token(), method, args);
  }

  private HttpResponse<String> post(String method) {
    return MinimalClient.post(workspace.apiUrl(), workspace.token(), method);
  }
}
