package rollcall.slack.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Http;
import rollcall.slack.SlackException.Platform;
import rollcall.slack.SlackException.RateLimited;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeSlack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Unusual responses of Slack or of another server: limits, invalid values, and no exception but a
/// [SlackException].
class MalformedResponsesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GOOD = "{\"ok\":true,\"ü\":1}";

  private FakeSlack slack;
  private SlackWebClient web;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack();
    web =
        SlackWebClient.builder(new SlackToken("xoxb-abcdefghijkl-secret"))
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .unpaced()
            .build();
  }

  @AfterEach
  void close() throws Exception {
    web.close();
    slack.close();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 0",
    "900, 900",
    "901, 900",
    "999999, 900",
    "99999999999999999999999999, 900",
    "1.2, 2",
    "'3, 8', 8",
    "-5, ",
    "soon, ",
    "'', ",
    "NaN, ",
    "1e9, ",
    "'Sat, 21 Nov 2026 12:01:00 GMT', 60",
    "'Sat, 21 Nov 2026 11:00:00 GMT', 0",
    "'Sat, 28 Nov 2026 12:00:00 GMT', 900",
    "'Sat, 99 Nov 2026 12:00:00 GMT', "
  })
  void retryAfterIsReadInEveryFormAndNeverWaitedForLongerThanAQuarterOfAnHour(
      String said, Long seconds) {
    RateLimited limited = limited(Map.of("Retry-After", List.of(said)));
    assertEquals(Optional.ofNullable(seconds).map(Duration::ofSeconds), limited.retryAfter(), said);
  }

  @Test
  void ofSeveralRetryAftersTheLongestThatCanBeReadCounts() {
    assertEquals(
        Optional.of(Duration.ofSeconds(9)),
        limited(Map.of("retry-after", List.of("4", "never", "9"))).retryAfter());
  }

  @Test
  void aWaitThatWasShortenedSaysWhatSlackHadSaid() {
    assertEquals(
        "Slack asks for fewer calls of users.info; next in 900 s, although it says 999999 s: that"
            + " long is not waited for",
        limited(Map.of("Retry-After", List.of("999999"))).getMessage());
    assertEquals(
        Optional.empty(), new RateLimited("users.info", Duration.ofSeconds(-1)).retryAfter());
  }

  @Test
  void anAnswerWithoutAWorkspaceIsAnOddAnswerAndNoBug() {
    for (String team :
        List.of("{}", "{'id':null}", "{'id':''}", "{'id':7}", "{'id':'a b'}", "[]", "'T1'")) {
      answer("rtm.connect", "{'ok':true,'url':'ws://127.0.0.1:1/x','team':" + team + "}");
      Http odd = assertThrows(Http.class, () -> web.rtm().connect(Map.of()), team);
      assertTrue(odd.getMessage().contains("the answer names no workspace (team.id"), team);
      assertFalse(odd.fatal());
    }
    answer("auth.test", "{'ok':true,'url':'https://x.example/','team_id':null}");
    Http odd = assertThrows(Http.class, () -> web.auth().test());
    assertTrue(odd.getMessage().contains("the answer names no workspace (team_id is missing)"));
  }

  @Test
  void aTokenOfAWholeOrganizationBelongsToTheOrganization() throws Exception {
    answer(
        "auth.test",
        "{'ok':true,'url':'https://org.enterprise.slack.com/','team':'Org','team_id':null,"
            + "'user':'me','user_id':'W1','enterprise_id':'E123','is_enterprise_install':true}");
    assertEquals("E123", web.auth().test().teamId());
    assertTrue(web.auth().test().enterpriseInstall());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | text/html | <html><head><TITLE> Hotel Wi-Fi </TITLE> | an HTML page titled “Hotel"
            + " Wi-Fi”",
        "200 | text/html | <p>Sign in | an HTML page",
        "200 | text/plain | Sign in | no answer of Slack's, of the type text/plain",
        "200 | '' | [1] | no answer of Slack's, of no type",
        "200 | application/json | '' | an empty answer",
        "204 | '' | '' | an empty answer",
        "403 | text/html; charset=x | <title>Blocked: slack.com</title> | an HTML page titled"
            + " “Blocked: slack.com”",
        "511 | text/html | <title>Log in</title> | an HTML page titled “Log in”"
      })
  void whatAnsweredInSlacksPlaceIsSaid(int status, String type, String body, String detail) {
    Http odd =
        assertThrows(Http.class, () -> read(status, Map.of("Content-Type", List.of(type)), body));
    assertEquals(detail, odd.detail());
    assertTrue(odd.replaced());
    assertEquals(status == 403, odd.answered(), "only a client error may be Slack's own");
    assertEquals("users.info was answered with HTTP " + status + ": " + detail, odd.getMessage());
  }

  @Test
  void aRedirectSaysWhereToAndNoMore() {
    String location = "http://portal.example:8080/login?to=slack&token=secret";
    Http odd =
        assertThrows(Http.class, () -> read(302, Map.of("Location", List.of(location)), "<a>"));
    assertEquals("a redirect to portal.example", odd.detail());
    Http strange =
        assertThrows(Http.class, () -> read(307, Map.of("Location", List.of("/login")), ""));
    assertEquals("a redirect to another page", strange.detail());
  }

  @Test
  void slacksOwnFailuresAreNotTakenForAnotherServers() {
    for (int status : new int[] {500, 502, 503, 504, 404, 408}) {
      Http failing = assertThrows(Http.class, () -> read(status, Map.of(), "<title>Oops</title>"));
      assertFalse(failing.replaced());
      assertTrue(failing.answered());
    }
  }

  @Test
  void aPagesTitleIsOneShortLineWithoutControlCharactersAndShowsNoToken() {
    String title = "\u001b[31mA\u0007\u202eB\r\nxoxb-1-secret" + " long".repeat(100);
    Http odd = assertThrows(Http.class, () -> read(200, Map.of(), "<title>" + title + "</title>"));
    assertTrue(odd.detail().startsWith("an HTML page titled “[31mA B xoxb-… long"), odd.detail());
    assertTrue(odd.detail().length() < 120, odd.detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ok\":\"yes\"}",
        "{\"ok\":null}",
        "{\"ok\":1}",
        "{\"ok\":{}}",
        "{\"ok\":[true]}",
        "{}",
        "null",
        "true",
        "\"ok\"",
        "{\"ok\":true",
        "\u0000"
      })
  void whatSaysNeitherYesNorNoIsNoAnswerOfSlack(String body) {
    assertThrows(Http.class, () -> read(200, Map.of(), body), body);
  }

  @Test
  void aYesThatIsWrittenAsTextIsAYes() throws Exception {
    assertEquals("users.info", read(200, Map.of(), "{\"ok\":\"true\"}").method());
    assertThrows(Platform.class, () -> read(200, Map.of(), "{\"ok\":\"false\"}"));
  }

  @Test
  void slacksCodeIsShownWhateverItIs() {
    Map<String, String> codes = new TreeMap<>();
    codes.put("\"brand_new_code\"", "brand_new_code");
    codes.put("17", "17");
    codes.put("{\"code\":\"x\"}", "{\"code\":\"x\"}");
    codes.put("null", "unknown_error");
    codes.put("\" \"", "unknown_error");
    codes.put("\"a\\u001b[2Jb\"", "a [2Jb");
    codes.forEach((json, code) -> {
      Platform refused =
          assertThrows(
              Platform.class, () -> read(200, Map.of(), "{\"ok\":false,\"error\":" + json + "}"));
      assertEquals(code, refused.code());
      assertTrue(refused.getMessage().endsWith(": " + code), refused.getMessage());
    });
  }

  @Test
  void bytesAreReadHoweverTheyAreWritten() throws Exception {
    for (byte[] body :
        List.of(
            GOOD.getBytes(UTF_8),
            ("\uFEFF" + GOOD).getBytes(UTF_8),
            ("\uFEFF" + GOOD).getBytes(UTF_16BE),
            ("\uFEFF" + GOOD).getBytes(UTF_16LE),
            gzip(GOOD.getBytes(UTF_8)))) {
      assertEquals(true, readBytes(body, "application/json").body().containsKey("ü"));
    }
    Charset latin = ISO_8859_1;
    assertTrue(
        readBytes(GOOD.getBytes(latin), "application/json; charset=\"iso-8859-1\"")
            .body()
            .containsKey("ü"));
    assertTrue(
        readBytes(GOOD.getBytes(UTF_8), "application/json; charset=no-such")
            .body()
            .containsKey("ü"));
    assertThrows(Http.class, () -> readBytes(new byte[] {0x1f, (byte) 0x8b, 8, 1, 2}, ""));
  }

  @Test
  void whatIsNestedOrNumberedWithoutEndIsNoAnswer() throws Exception {
    String deep = "{\"ok\":true,\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThrows(Http.class, () -> read(200, Map.of(), deep));
    String long1 = "{\"ok\":true,\"a\":1" + "0".repeat(100_000) + "}";
    assertThrows(Http.class, () -> read(200, Map.of(), long1));
  }

  @Test
  void pagesThatLeadBackToEarlierOnesEnd() {
    List<String> cursors = new ArrayList<>(List.of("A", "B", "A", "B"));
    slack.on(
        "users.list",
        request -> FakeSlack.Answer.json(page(cursors.isEmpty() ? "" : cursors.removeFirst())));
    Http endless = assertThrows(Http.class, () -> web.users().list().all());
    assertTrue(endless.getMessage().endsWith("the same page again and again"));
    assertEquals(3, slack.calls("users.list"));
  }

  @Test
  void pagesThatAreEmptyWithoutEndEnd() {
    int[] number = {0};
    slack.on(
        "conversations.members", request -> FakeSlack.Answer.json(page("next-" + number[0]++)));
    Http endless = assertThrows(Http.class, () -> web.conversations().members("C1").all());
    assertTrue(endless.getMessage().contains("a list without end: 100 pages, the last 100"));
    assertEquals(PageFetcher.MOST_EMPTY_PAGES, slack.calls("conversations.members"));
  }

  @Test
  void aPageThatFailedOnceCanStillBeAskedForAgain() throws Exception {
    List<FakeSlack.Answer> answers =
        new ArrayList<>(
            List.of(
                FakeSlack.Answer.json(page("A")),
                FakeSlack.Answer.status(500, ""),
                FakeSlack.Answer.status(500, ""),
                FakeSlack.Answer.json(page(""))));
    slack.on("users.list", _ -> answers.removeFirst());
    var pages = web.users().list();
    pages.next();
    assertThrows(SlackException.class, pages::next);
    pages.next();
    assertFalse(pages.hasNext());
  }

  /// Each field of a good answer in turn is taken out, and replaced by what it should not be.
  @Test
  void noWrongTypeInAnyFieldIsABug() throws Exception {
    Map<String, String> good = new LinkedHashMap<>();
    good.put(
        "rtm.connect",
        "{'ok':true,'url':'ws://127.0.0.1:1/x','self':{'id':'U1','name':'me'},"
            + "'team':{'id':'T1','name':'Team','domain':'team'}}");
    good.put(
        "auth.test",
        "{'ok':true,'url':'https://x.example/','team':'T','team_id':'T1','user':'u','user_id':'U1',"
            + "'bot_id':'B1','enterprise_id':'E1','is_enterprise_install':false}");
    good.put("team.info", "{'ok':true,'team':{'id':'T1','name':'N','icon':{'image_132':'x:y'}}}");
    good.put(
        "users.info",
        "{'ok':true,'user':{'id':'U1','team_id':'T1','name':'n','tz':'x','deleted':false,"
            + "'is_bot':false,'updated':1,'profile':{'real_name':'r','display_name':'d',"
            + "'status_text':'s','status_expiration':5,'image_72':'https://x.example/'}}}");
    good.put(
        "users.list",
        "{'ok':true,'members':[{'id':'U1'}],'response_metadata':{'next_cursor':'','messages':['m'],"
            + "'warnings':['w']},'warning':'a,b'}");
    good.put(
        "users.getPresence",
        "{'ok':true,'presence':'active','online':true,'connection_count':1,'last_activity':9}");
    good.put(
        "conversations.list",
        "{'ok':true,'channels':[{'id':'C1','name':'n','created':1,'num_members':3,"
            + "'topic':{'value':'t'}}],'response_metadata':{'next_cursor':''}}");
    good.put("conversations.members", "{'ok':true,'members':['U1'],'response_metadata':{}}");
    good.put(
        "usergroups.list", "{'ok':true,'usergroups':[{'id':'S1','users':['U1'],'user_count':1}]}");
    good.put(
        "dnd.info", "{'ok':true,'dnd_enabled':true,'next_dnd_start_ts':1,'next_dnd_end_ts':2}");
    good.put("dnd.teamInfo", "{'ok':true,'users':{'U1':{'dnd_enabled':true}}}");
    int tried = 0;
    for (var answer : good.entrySet()) {
      JsonNode tree = JSON.readTree(answer.getValue().replace('\'', '"'));
      for (JsonNode odd : mutations(tree)) {
        slack.on(answer.getKey(), odd.toString());
        try {
          call(answer.getKey());
        } catch (SlackException e) {
          assertFalse(e.getMessage().isBlank());
        } catch (RuntimeException e) {
          throw new AssertionError(answer.getKey() + " with " + odd, e);
        }
        tried++;
      }
    }
    assertTrue(tried > 300, tried + " odd answers");
  }

  private Object call(String method) throws Exception {
    return switch (method) {
      case "rtm.connect" -> web.rtm().connect(Map.of()).cache();
      case "auth.test" -> web.auth().test();
      case "team.info" -> web.team().info();
      case "users.info" -> web.users().info("U1");
      case "users.list" -> web.users().list().next();
      case "users.getPresence" -> web.users().getPresence();
      case "conversations.list" -> web.conversations().list().next();
      case "conversations.members" -> web.conversations().members("C1").next();
      case "usergroups.list" -> web.usergroups().list();
      case "dnd.info" -> web.dnd().info("U1");
      case "dnd.teamInfo" -> web.dnd().teamInfo(List.of("U1"));
      default -> throw new IllegalArgumentException(method);
    };
  }

  private static List<JsonNode> mutations(JsonNode tree) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    List<String> wrong =
        List.of(
            "null",
            "7",
            "-1",
            "1e300",
            "123456789012345678901234567890",
            "\"\"",
            "\"\\u0000\"",
            "true",
            "[]",
            "{}",
            "[[{}]]",
            "{\"id\":[]}");
    int places = places(tree, new ArrayList<>()).size();
    for (int i = 0; i < places; i++) {
      for (String value : wrong) {
        JsonNode copy = tree.deepCopy();
        places(copy, new ArrayList<>()).get(i).accept(JSON.readTree(value));
        all.add(copy);
      }
      JsonNode copy = tree.deepCopy();
      places(copy, new ArrayList<>()).get(i).accept(null);
      all.add(copy);
    }
    return all;
  }

  /// Setters of all fields and items of a tree; null removes a field.
  private static List<Consumer<JsonNode>> places(JsonNode node, List<Consumer<JsonNode>> found) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        found.add(value -> {
          if (value == null) {
            object.remove(name);
          } else {
            object.set(name, value);
          }
        });
        places(object.get(name), found);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        found.add(value -> {
          if (value == null) {
            array.remove(at);
          } else {
            array.set(at, value);
          }
        });
        places(array.get(i), found);
      }
    }
    return found;
  }

  private static String page(String cursor) {
    return "{\"ok\":true,\"members\":[],\"response_metadata\":{\"next_cursor\":\""
        + cursor
        + "\"}}";
  }

  private void answer(String method, String json) {
    slack.on(method, json.replace('\'', '"'));
  }

  private static RateLimited limited(Map<String, List<String>> fields) {
    Map<String, List<String>> all = new HashMap<>(fields);
    all.put("Date", List.of("Sat, 21 Nov 2026 12:00:00 GMT"));
    return assertThrows(RateLimited.class, () -> read(429, all, ""));
  }

  private static SlackResponse read(int status, Map<String, List<String>> fields, String body)
      throws SlackException {
    return ResponseParser.read(
        "users.info", new RawHttpResponse(status, fields, body.getBytes(UTF_8)));
  }

  private static SlackResponse readBytes(byte[] body, String type) throws SlackException {
    return ResponseParser.read(
        "users.info", new RawHttpResponse(200, Map.of("content-type", List.of(type)), body));
  }

  private static byte[] gzip(byte[] bytes) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
