package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.simulator.people.Employee;
import rollcall.simulator.people.Team;
import tools.jackson.databind.JsonNode;

/// Web API responses, following slack-protocol 2 and 5.2.
class WebApiTest {
  private final ManualClock clock = new ManualClock("2026-11-18T12:00:00Z");
  private SlackSimulator workspace;

  @BeforeEach
  void open() throws IOException {
    workspace = SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople());
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void aCallWithoutATokenIsNotAuthed() {
    HttpRequest bare = HttpRequest.newBuilder(workspace.apiUrl().resolve("auth.test")).build();
    HttpResponse<String> answer = MinimalClient.send(bare);
    assertEquals(200, answer.statusCode());
    assertEquals("{\"ok\":false,\"error\":\"not_authed\"}", answer.body());
    assertEquals(
        "application/json; charset=utf-8", answer.headers().firstValue("Content-Type").get());
  }

  @Test
  void anUnknownTokenIsInvalid() {
    assertEquals("invalid_auth", error(MinimalClient.call(api(), "xoxb-wrong", "auth.test")));
  }

  @Test
  void theTokenIsTakenFromTheFormAndFromTheQueryToo() {
    String field = "token=" + workspace.token();
    HttpRequest form =
        HttpRequest.newBuilder(api().resolve("auth.test"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(field))
            .build();
    HttpRequest query = HttpRequest.newBuilder(api().resolve("auth.test?" + field)).build();
    for (HttpRequest request : List.of(form, query)) {
      assertTrue(MinimalClient.json(MinimalClient.send(request).body()).path("ok").asBoolean());
    }
  }

  @Test
  void anEmptyBodyWithJsonContentTypeIsAccepted() {
    HttpRequest python =
        HttpRequest.newBuilder(api().resolve("auth.test"))
            .header("Authorization", "Bearer " + workspace.token())
            .header("Content-Type", "application/json;charset=utf-8")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertTrue(MinimalClient.json(MinimalClient.send(python).body()).path("ok").asBoolean());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          application/json               | {"channel":"C0GENERAL00"   | invalid_json
          application/json               | ["C0GENERAL00"]            | json_not_object
          application/json;charset=utf-7 | {}                         | invalid_charset
          text/plain                     | channel=C0GENERAL00&text=x | invalid_post_type
          ``                             | channel=C0GENERAL00&text=x | missing_post_type
          """)
  void aBodyThatSlackWouldNotReadIsRefusedByName(String type, String body, String error) {
    assertEquals(error, error(postBody("chat.postMessage", type, body)));
  }

  @Test
  void blocksMayBeAListInAJsonBody() {
    JsonNode answer =
        postBody(
            "chat.postMessage",
            "application/json; charset=utf-8",
            "{\"channel\":\"C0GENERAL00\",\"blocks\":[{\"type\":\"divider\"}]}");
    assertEquals("divider", answer.at("/message/blocks/0/type").asString(), answer.toString());
  }

  @Test
  void aTokenInAJsonBodyIsNotAccepted() {
    HttpRequest request =
        HttpRequest.newBuilder(api().resolve("auth.test"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + workspace.token() + "\"}"))
            .build();
    assertEquals("not_authed", error(MinimalClient.json(MinimalClient.send(request).body())));
  }

  @Test
  void methodsThatReadIgnoreAJsonBody() {
    String id = workspace.people().getFirst().id();
    assertEquals(
        "invalid_arguments",
        error(postBody("users.info", "application/json", "{\"user\":\"" + id + "\"}")));
  }

  @Test
  void aMissingArgumentIsNamed() {
    for (String method : List.of("users.info", "conversations.info", "conversations.members")) {
      JsonNode answer = call(method);
      assertEquals("invalid_arguments", error(answer), method);
      assertTrue(
          answer
              .at("/response_metadata/messages/0")
              .asString()
              .startsWith("[ERROR] missing required field: "),
          answer.toString());
    }
  }

  private JsonNode postBody(String method, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api().resolve(method))
            .header("Authorization", "bearer " + workspace.token())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return MinimalClient.json(MinimalClient.send(request.build()).body());
  }

  @Test
  void anUnknownMethodIsRefused() {
    assertEquals("unknown_method", error(call("users.fly")));
  }

  @Test
  void apiTestEchoesWithoutAToken() {
    HttpRequest bare =
        HttpRequest.newBuilder(api().resolve("api.test?error=my_error&foo=b%C3%A4r")).build();
    assertEquals(
        MinimalClient.json(
            "{\"ok\":false,\"error\":\"my_error\",\"args\":{\"error\":\"my_error\",\"foo\":\"bär\"}}"),
        MinimalClient.json(MinimalClient.send(bare).body()));
  }

  @Test
  void authTestNamesTheTokensUser() {
    String home = api().resolve("/").toString();
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"url":"%s","team":"Acme (demo)","user":"rollcall","team_id":"T0ACMEDEMO",
             "user_id":"U0ROLLCALL0","bot_id":"B0ROLLCALL0","is_enterprise_install":false}\
            """
                .formatted(home)),
        call("auth.test"));
    Employee first = workspace.people().getFirst();
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"url":"%s","team":"Acme (demo)","user":"%s","team_id":"T0ACMEDEMO",
             "user_id":"%s","is_enterprise_install":false}\
            """
                .formatted(home, first.handle(), first.id())),
        MinimalClient.call(api(), workspace.token(TokenKind.CLASSIC_USER), "auth.test"));
  }

  @Test
  void teamInfoReturnsTheTeamsName() {
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"team":{"id":"T0ACMEDEMO","name":"Acme (demo)","domain":"acme-demo",
             "email_domain":"acme.example","icon":{"image_default":true}}}\
            """),
        call("team.info"));
  }

  @Test
  void deadTokensAreRefusedByName() {
    assertEquals("token_revoked", error(call(TokenKind.REVOKED, "auth.test")));
    assertEquals("token_expired", error(call(TokenKind.EXPIRED, "auth.test")));
    assertEquals("account_inactive", error(call(TokenKind.INACTIVE, "auth.test")));
    assertEquals("not_allowed_token_type", error(call(TokenKind.APP_LEVEL, "users.list")));
  }

  @Test
  void newAppsCannotUseRtm() {
    assertEquals("not_allowed_token_type", error(call(TokenKind.GRANULAR_BOT, "rtm.connect")));
    assertEquals(
        "rtm:stream", call(TokenKind.GRANULAR_USER, "rtm.connect").path("needed").asString());
    assertTrue(call(TokenKind.GRANULAR_BOT, "users.getPresence").path("ok").asBoolean());
  }

  @Test
  void aMissingScopeIsNamed() {
    assertEquals(
        MinimalClient.json(
            """
            {"ok":false,"error":"missing_scope","needed":"users:read","provided":"team:read"}\
            """),
        call(TokenKind.NARROW_BOT, "users.list"));
  }

  @Test
  void theScopesAreInTheHeaders() {
    var headers = MinimalClient.post(api(), workspace.token(), "users.list").headers();
    assertEquals("identify,bot", headers.firstValue("X-OAuth-Scopes").get());
    assertEquals("users:read", headers.firstValue("X-Accepted-OAuth-Scopes").get());
  }

  @Test
  void pagesFollowOneAnotherUntilTheCursorIsEmpty() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = call("users.list", "limit=10", "cursor=" + cursor);
      page.path("members").forEach(member -> ids.add(member.path("id").asString()));
      cursor = page.path("response_metadata").path("next_cursor").asString();
      pages++;
      assertTrue(cursor.isEmpty() || cursor.endsWith("="), cursor);
    } while (!cursor.isEmpty());
    assertEquals(3, pages);
    List<String> expected = new ArrayList<>();
    call("users.list").path("members").forEach(m -> expected.add(m.path("id").asString()));
    assertEquals(expected, ids);
    assertEquals(27, ids.size());
    assertEquals(workspace.people().stream().map(Employee::id).toList(), ids.subList(0, 24));
  }

  @Test
  void anAlteredCursorIsRefused() {
    String cursor =
        call("users.list", "limit=10").path("response_metadata").path("next_cursor").asString();
    String altered = cursor.substring(0, 8) + (cursor.charAt(8) == 'A' ? "B" : "A");
    assertEquals("invalid_cursor", error(call("users.list", "cursor=" + altered)));
    assertEquals("invalid_cursor", error(call("users.list", "cursor=%%%")));
  }

  @Test
  void aLargeWorkspaceRequiresALimitAndReturnsAThousandAtMost() throws IOException {
    try (SlackSimulator large =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withFrozenPeople().withPeople(1500))) {
      assertEquals(
          "limit_required", error(MinimalClient.call(large.apiUrl(), large.token(), "users.list")));
      JsonNode page = MinimalClient.call(large.apiUrl(), large.token(), "users.list", "limit=5000");
      assertEquals(1000, page.path("members").size());
    }
  }

  @Test
  void aPersonIsSlacksUserObject() {
    Employee kai = workspace.people().get(2);
    JsonNode user = call("users.info", "user=" + kai.id()).path("user");
    assertEquals(
        MinimalClient.json(
            """
            {"id":"%1$s","team_id":"T0ACMEDEMO","name":"kai.muller","deleted":false,
             "color":"%2$s","real_name":"Kai Müller","tz":"Europe/Berlin",
             "tz_label":"Central European Time","tz_offset":3600,
             "profile":{"avatar_hash":"%3$s","title":"Data analyst","real_name":"Kai Müller",
               "real_name_normalized":"Kai Müller","display_name":"Kai Müller",
               "display_name_normalized":"Kai Müller","status_text":"","status_emoji":"",
               "status_expiration":0,"team":"T0ACMEDEMO"},
             "is_admin":false,"is_owner":false,"is_primary_owner":false,"is_restricted":false,
             "is_ultra_restricted":false,"is_bot":false,"is_app_user":false,"updated":1700000000}\
            """
                .formatted(
                    kai.id(),
                    user.path("color").asString(),
                    user.path("profile").path("avatar_hash").asString())),
        user);
    assertEquals("user_not_found", error(call("users.info", "user=U0NOBODY000")));
  }

  @Test
  void formerMembersBotsAndSlackbotAreOnTheList() {
    JsonNode members = call("users.list").path("members");
    assertTrue(members.get(24).path("deleted").asBoolean());
    assertTrue(members.get(24).path("tz").isMissingNode());
    assertTrue(members.get(25).path("is_bot").asBoolean());
    assertEquals("B0ROLLCALL0", members.get(25).path("profile").path("bot_id").asString());
    assertEquals("USLACKBOT", members.get(26).path("id").asString());
    assertTrue(members.get(26).path("profile").path("always_active").asBoolean());
  }

  @Test
  void thePresenceOfOthersIsOneWord() {
    String ada = workspace.people().getFirst().id();
    assertEquals(
        MinimalClient.json("{\"ok\":true,\"presence\":\"away\"}"),
        call("users.getPresence", "user=" + ada));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    assertEquals(
        MinimalClient.json("{\"ok\":true,\"presence\":\"active\"}"),
        call("users.getPresence", "user=" + ada));
    assertEquals("user_not_found", error(call("users.getPresence", "user=U0NOBODY000")));
  }

  @Test
  void theCallersOwnPresenceHasMoreFields() {
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"presence":"away","online":false,"auto_away":false,"manual_away":false,
             "connection_count":0}\
            """),
        call("users.getPresence"));
    MinimalClient.Socket socket = MinimalClient.connect(api(), workspace.token());
    socket.receive();
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"presence":"active","online":true,"auto_away":false,"manual_away":false,
             "connection_count":1,"last_activity":%d}\
            """
                .formatted(clock.instant().getEpochSecond())),
        call("users.getPresence"));
  }

  @Test
  void setPresenceCannotForceActive() {
    assertEquals("invalid_presence", error(call("users.setPresence", "presence=active")));
  }

  @Test
  void rtmConnectNamesTheSocketTheCallerAndTheTeam() {
    JsonNode answer = call("rtm.connect");
    String url = answer.path("url").asString();
    assertTrue(url.matches("ws://127\\.0\\.0\\.1:" + api().getPort() + "/websocket/\\w{32}"), url);
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"url":"%s","self":{"id":"U0ROLLCALL0","name":"rollcall"},
             "team":{"id":"T0ACMEDEMO","name":"Acme (demo)","domain":"acme-demo"}}\
            """
                .formatted(url)),
        answer);
  }

  @Test
  void aMethodIsRateLimitedByItsTierWithRetryAfter() {
    for (int i = 0; i < 3; i++) {
      assertTrue(call("rtm.connect").path("ok").asBoolean());
    }
    clock.advance(Duration.ofMillis(500));
    HttpResponse<String> fourth = MinimalClient.post(api(), workspace.token(), "rtm.connect");
    assertEquals(429, fourth.statusCode());
    assertEquals("60", fourth.headers().firstValue("Retry-After").get());
    assertEquals("{\"ok\":false,\"error\":\"ratelimited\"}", fourth.body());
    assertTrue(call("auth.test").path("ok").asBoolean(), "another method");
    assertTrue(call(TokenKind.CLASSIC_USER, "rtm.connect").path("ok").asBoolean(), "another token");
    clock.advance(Duration.ofSeconds(60));
    assertTrue(call("rtm.connect").path("ok").asBoolean());
  }

  @Test
  void tierThreeAllowsFiftyAndThenOneEverySecondOrSo() {
    for (int i = 0; i < 50; i++) {
      assertTrue(call("users.getPresence").path("ok").asBoolean());
    }
    assertEquals("ratelimited", error(call("users.getPresence")));
    clock.advance(Duration.ofMillis(1200));
    assertTrue(call("users.getPresence").path("ok").asBoolean());
    assertEquals("ratelimited", error(call("users.getPresence")));
  }

  @Test
  void channelsAreListedInPagesWithTheirMembers() {
    JsonNode first = call("conversations.list", "limit=2");
    assertEquals(List.of("general", "random"), texts(first.path("channels"), "name"));
    String cursor = first.path("response_metadata").path("next_cursor").asString();
    assertEquals(
        List.of("engineering", "design", "support", "operations", "sales"),
        texts(call("conversations.list", "cursor=" + cursor).path("channels"), "name"));
    JsonNode members = call("conversations.members", "channel=C0GENERAL00", "limit=1000");
    assertEquals(25, members.path("members").size());
    assertEquals(
        25,
        call("conversations.info", "channel=C0GENERAL00", "include_num_members=true")
            .path("channel")
            .path("num_members")
            .asInt());
    assertEquals("channel_not_found", error(call("conversations.info", "channel=C0NONE")));
    assertEquals("channel_not_found", error(call("conversations.members", "channel=C0NONE")));
    assertEquals("invalid_types", error(call("conversations.list", "types=secret")));
    assertEquals("invalid_limit", error(call("conversations.list", "limit=1001")));
    assertEquals("invalid_cursor", error(call("conversations.list", "cursor=zzz=")));
  }

  @Test
  void aPersonsChannelsAreThoseTheyAreIn() {
    String ada = workspace.people().getFirst().id();
    assertEquals(
        List.of("general", "random", "engineering"),
        texts(call("users.conversations", "user=" + ada).path("channels"), "name"));
    assertEquals(
        List.of("general", "random"), texts(call("users.conversations").path("channels"), "name"));
  }

  @Test
  void userGroupsAreTheTeams() {
    JsonNode groups = call("usergroups.list", "include_users=1", "include_count=1");
    JsonNode design = groups.path("usergroups").get(1);
    List<String> ids =
        workspace.people().stream()
            .filter(person -> person.team() == Team.DESIGN)
            .map(Employee::id)
            .toList();
    assertEquals(
        MinimalClient.json(
            """
            {"id":"S0DESIGN000","team_id":"T0ACMEDEMO","name":"Design","handle":"design",
             "description":"Draws it","date_delete":0,"users":["%s"],"user_count":%d}\
            """
                .formatted(String.join("\",\"", ids), ids.size())),
        design);
    assertEquals(
        design.path("users"), call("usergroups.users.list", "usergroup=S0DESIGN000").path("users"));
    assertEquals("no_such_subteam", error(call("usergroups.users.list", "usergroup=S0NONE")));
  }

  @Test
  void doNotDisturbIsTheNightInThePersonsTimeZone() {
    String ada = workspace.people().getFirst().id();
    String status =
        "{\"dnd_enabled\":true,\"next_dnd_start_ts\":%d,\"next_dnd_end_ts\":%d}"
            .formatted(
                Instant.parse("2026-11-18T21:00:00Z").getEpochSecond(),
                Instant.parse("2026-11-19T07:00:00Z").getEpochSecond());
    assertEquals(
        MinimalClient.json("{\"ok\":true," + status.substring(1)), call("dnd.info", "user=" + ada));
    assertEquals(
        MinimalClient.json(
            """
            {"ok":true,"users":{"%s":%s,
             "USLACKBOT":{"dnd_enabled":false,"next_dnd_start_ts":1,"next_dnd_end_ts":1}}}\
            """
                .formatted(ada, status)),
        call("dnd.teamInfo", "users=" + ada + ",USLACKBOT"));
    clock.advance(Duration.ofHours(17));
    assertEquals(
        Instant.parse("2026-11-18T21:00:00Z").getEpochSecond(),
        call("dnd.info", "user=" + ada).path("next_dnd_start_ts").asLong());
    assertEquals("no_users_provided", error(call("dnd.teamInfo")));
    assertEquals("user_not_visible", error(call("dnd.teamInfo", "users=U0NOBODY000")));
  }

  private static List<String> texts(JsonNode array, String field) {
    return array.valueStream().map(each -> each.path(field).asString()).toList();
  }

  @Test
  void onlyLoopbackIsServed() {
    assertEquals("127.0.0.1", api().getHost());
  }

  private URI api() {
    return workspace.apiUrl();
  }

  private JsonNode call(String method, String... args) {
    return MinimalClient.call(api(), workspace.token(), method, args);
  }

  private JsonNode call(TokenKind kind, String method) {
    return MinimalClient.call(api(), workspace.token(kind), method);
  }

  private static String error(JsonNode answer) {
    return answer.path("error").asString();
  }
}
