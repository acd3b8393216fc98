package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Control endpoint over HTTP, as with curl.
class ControlEndpointTest {
  private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");

  /// Head of a request, without the headers about its body.
  private static final String POST =
      "POST /control/do HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";

  private final ManualClock clock = new ManualClock(NOON.toString());
  private SlackSimulator workspace;
  private String ada;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withFrozenPeople().withoutLimits());
    ada = workspace.people().getFirst().id();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void theHelpPageListsEveryCommand() {
    HttpResponse<String> page = get("");
    assertEquals(200, page.statusCode());
    assertEquals(SlackSimulator.controlHelp(), page.body());
    assertEquals(page.body(), get("/").body());
    assertTrue(page.body().lines().allMatch(line -> line.length() < 80), page.body());
  }

  @Test
  void everyCommandOfTheHelpPageExists() {
    for (String name : ControlCommands.NAMES) {
      assertEquals(400, post("{'do':'" + name + "','nonsense':1}").statusCode(), name);
    }
  }

  @Test
  void groundTruthIsFilteredByUserAndTime() {
    clock.advance(Duration.ofSeconds(5));
    workspace.setPresence(ada, ActiveOrAway.ACTIVE);
    clock.advance(Duration.ofSeconds(5));
    assertEquals(
        """
        {'ok':true,'started':'2026-11-18T12:00:00Z','now':'2026-11-18T12:00:10Z','people':{'ADA':[\
        {'at':'2026-11-18T12:00:00Z','presence':'away'},\
        {'at':'2026-11-18T12:00:05Z','presence':'active'}]}}\
        """
            .replace("ADA", ada),
        getJson("/truth?user=" + ada));
    assertTrue(
        getJson("/truth?user=" + ada + "&from=2026-11-18T12:00:06Z")
            .endsWith("[{'at':'2026-11-18T12:00:05Z','presence':'active'}]}}"));
    assertTrue(
        getJson("/truth?user=" + ada + "&to=2026-11-18T12:00:05Z")
            .endsWith("[{'at':'2026-11-18T12:00:00Z','presence':'away'}]}}"));
    assertEquals(24, MinimalClient.json(get("/truth").body()).path("people").size());
  }

  @Test
  void outagesAreListedWithTheirEndOnceOver() {
    assertEquals("{'ok':true,'steps':1}", runCommand("{'do':'down','seconds':2.5}"));
    assertTrue(
        getJson("/outages").endsWith("[{'kind':'unreachable','from':'2026-11-18T12:00:00Z'}]}"));
    clock.advance(Duration.ofSeconds(3));
    workspace.runDueTasks();
    assertTrue(
        getJson("/outages")
            .endsWith(
                "[{'kind':'unreachable','from':'2026-11-18T12:00:00Z','to':'2026-11-18T12:00:03Z'}]}"));
  }

  @Test
  void theEndpointAnswersDuringSilenceAndOutage() {
    runCommand("{'do':'silence','seconds':60}");
    runCommand("{'do':'down','seconds':60}");
    assertEquals(200, get("/workspace").statusCode());
  }

  @Test
  void theEndpointListsWorkspaceCallsAndSockets() {
    MinimalClient.call(workspace.apiUrl(), workspace.token(), "auth.test");
    assertEquals(
        """
        {'ok':true,'started':'2026-11-18T12:00:00Z','now':'2026-11-18T12:00:00Z','api_url':'%s',\
        'token':'xoxb-demo-classic-bot','seed':1,'speed':1,'era':'classic','people':24}\
        """
            .formatted(workspace.apiUrl()),
        getJson("/workspace"));
    assertTrue(getJson("/calls").endsWith("[{'at':'2026-11-18T12:00:00Z','method':'auth.test'}]}"));
    MinimalClient.Socket socket = MinimalClient.connect(workspace.apiUrl(), workspace.token());
    socket.receive();
    socket.send("{'type':'presence_sub','ids':['" + ada + "']}");
    socket.receive();
    assertTrue(getJson("/sockets").endsWith("'sockets':[{'ids':['" + ada + "']}]}"));
  }

  @Test
  void aSubscriptionCanBeDroppedSilently() {
    MinimalClient.Socket socket = MinimalClient.connect(workspace.apiUrl(), workspace.token());
    socket.receive();
    socket.send("{'type':'presence_sub','ids':['" + ada + "']}");
    socket.receive();
    assertEquals("{'ok':true,'steps':1}", runCommand("{'do':'unsubscribe'}"));
    runCommand("{'do':'presence','user':'" + ada + "','presence':'active'}");
    assertTrue(getJson("/sockets").endsWith("'sockets':[{'ids':[]}]}"));
    socket.send("{'id':1,'type':'ping'}");
    assertEquals("{'type':'pong','reply_to':1}", socket.receive());
  }

  @Test
  void aScriptRunsInOrderAndOnTime() {
    assertEquals(
        "{'ok':true,'steps':3}",
        runCommand(
            """
            [{'do':'presence','user':'ADA','presence':'active'},
             {'after':10,'do':'presence','user':'ADA','presence':'away'},
             {'after':20,'do':'forget'}]\
            """
                .replace("ADA", ada)));
    assertEquals(ActiveOrAway.ACTIVE, workspace.presence(ada));
    clock.advance(Duration.ofSeconds(9));
    workspace.runDueTasks();
    assertEquals(ActiveOrAway.ACTIVE, workspace.presence(ada));
    clock.advance(Duration.ofSeconds(1));
    workspace.runDueTasks();
    assertEquals(ActiveOrAway.AWAY, workspace.presence(ada));
  }

  @Test
  void clearedStepsNeverRun() {
    runCommand(
        "[{'after':5,'do':'presence','user':'ADA','presence':'active'}]".replace("ADA", ada));
    runCommand("{'do':'refuse','method':'auth.test','error':'fatal_error','times':5}");
    runCommand("{'do':'forget'}");
    clock.advance(Duration.ofSeconds(5));
    workspace.runDueTasks();
    assertEquals(ActiveOrAway.AWAY, workspace.presence(ada));
    assertTrue(
        MinimalClient.call(workspace.apiUrl(), workspace.token(), "auth.test")
            .path("ok")
            .asBoolean());
  }

  @Test
  void forgettingEndsASilenceAndAnOutage() {
    runCommand("{'do':'down','seconds':1000000}");
    runCommand("{'do':'silence','seconds':1000000}");
    clock.advance(Duration.ofSeconds(1));
    runCommand("{'do':'forget'}");
    assertTrue(
        MinimalClient.call(workspace.apiUrl(), workspace.token(), "auth.test")
            .path("ok")
            .asBoolean());
    assertEquals(2, getJson("/outages").split("'to':'2026-11-18T12:00:01Z'", -1).length - 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                   | The body is empty; send a command such as {'do':'drop'}.
          drop                                 | The body is not valid JSON.
          {'do':'drop'                         | The body is not valid JSON.
          {'do':'drop'} {}                     | The body is not valid JSON.
          {'do':'drop','do':'close'}           | The body is not valid JSON.
          []                                   | The list of commands is empty.
          7                                    | A step is a JSON object such as {'do':'drop'}, not 7.
          [{'do':'drop'},'drop']               | Step 2: A step is a JSON object such as {'do':'drop'}, not 'drop'.
          {}                                   | 'do' is required.
          {'do':7}                             | 'do' must be text, not 7.
          {'do':'drop','times':2}              | Unknown field 'times'; known: after, do.
          {'do':'http_status','method':'auth.test'} | 'status' is required.
          {'do':'http_status','method':'auth.test','status':99} | 'status' must be a whole number from 200 to 599, not 99.
          {'do':'stale_urls','times':1.5}      | 'times' must be a whole number from 1 to 100000, not 1.5.
          {'do':'stale_urls','times':0}        | 'times' must be a whole number from 1 to 100000, not 0.
          {'do':'refuse','method':'rtm.conect','error':'x'} | Unknown method rtm.conect.
          {'after':9,'do':'refuse','method':'rtm.conect','error':'x'} | Unknown method rtm.conect.
          {'do':'hang','method':'users.getPresence','user':'U0NOBODY000'} | Unknown user id U0NOBODY000.
          {'do':'close','code':1006}           | No close frame can carry the code 1006.
          {'do':'close','code':1005}           | No close frame can carry the code 1005.
          {'do':'close','reason':'1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 1234567890 123'} | 'reason' must be at most 123 bytes.
          {'do':'silence'}                     | 'seconds' is required.
          {'do':'silence','seconds':-1}        | 'seconds' must be a number of seconds from 0 to 1000000, not -1.
          {'do':'silence','seconds':1e99}      | 'seconds' must be a number of seconds from 0 to 1000000, not 1.0E99.
          {'after':'soon','do':'drop'}         | 'after' must be a number of seconds from 0 to 1000000, not 'soon'.
          {'do':'shape','shape':'round'}       | 'shape' must be one of as_asked, single, batch, alias, not 'round'.
          {'do':'flood','seed':'x'}            | 'seed' must be a whole number, not 'x'.
          {'do':'storm','seconds':1000,'every':0} | 'every' must be at least 'seconds' / 100000.
          {'do':'huddle','user':'U1','in':'yes'} | 'in' must be true or false, not 'yes'.
          {'do':'leave','user':'U0NOBODY000'}  | Unknown user id U0NOBODY000.
          {'do':'presence','user':'U0NOBODY000','presence':'away'} | Unknown user id U0NOBODY000.
          {'do':'enter','user':'U0ROLLCALL0','channel':'C0NONE'} | Unknown channel id C0NONE.
          {'do':'enter','user':'U0ROLLCALL0','channel':'C0GENERAL00'} | U0ROLLCALL0 is already in C0GENERAL00.
          {'do':'exit','user':'U0ROLLCALL0','channel':'C0DESIGN000'} | U0ROLLCALL0 is not in C0DESIGN000.
          {'do':'join','user':'noor','name':'Noor','zone':'UTC'} | 'user' must be U or W and 8 to 10 capitals and digits, not 'noor'.
          {'do':'join','user':'U0ROLLCALL0','name':'Noor','zone':'UTC'} | There is already a U0ROLLCALL0.
          {'do':'join','user':'U0NOOR00000','name':'Noor','zone':'Moon'} | 'Moon' is not a time zone such as Europe/Berlin.
          {'do':'status','user':'U0ROLLCALL0','expires':'noon'} | 'expires' must be an instant such as 2026-11-18T12:00:00Z, not 'noon'.
          {'do':'create_channel','channel':'C0GENERAL00','name':'x','members':[]} | There is already a channel C0GENERAL00.
          {'do':'create_channel','channel':'C0NEW000000','name':'x','members':'all'} | 'members' must be a list of texts.
          """)
  void invalidCommandsAreRefusedWithAMessage(String command, String sentence) {
    HttpResponse<String> answer = post(command);
    assertEquals(400, answer.statusCode());
    assertEquals(
        "{'ok':false,'error':'" + sentence + "'}",
        answer.body().replace("\\\"", "'").replace('"', '\''));
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheKnownCommands() {
    String answer = runCommand("{'do':'explode'}");
    assertTrue(answer.startsWith("{'ok':false,'error':'Unknown command \\'explode\\'; known:"));
    assertTrue(answer.contains("half_open") && answer.contains("rename"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /truth?user=U0NOBODY000 | 400 | Unknown user id U0NOBODY000.
          /truth?from=yesterday   | 400 | 'from' must be an instant such as 2026-11-18T12:00:00Z, not 'yesterday'.
          /truth?from=2026-11-18T12:00:00Z&to=2026-11-18T11:00:00Z | 400 | 'to' is before 'from'.
          /truth?who=ada          | 400 | Unknown parameter 'who'.
          /lies                   | 404 | Unknown path /control/lies; see /control.
          /do                     | 405 | Use POST here.
          """)
  void invalidQueriesAreRefusedWithAMessage(String path, int status, String sentence) {
    HttpResponse<String> answer = get(path);
    assertEquals(status, answer.statusCode());
    assertEquals(
        "{'ok':false,'error':'" + sentence + "'}",
        answer.body().replace("\\\"", "'").replace('"', '\''));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
  void requestsFromWebPagesAreRefused(String header) {
    String[] sides = header.split(": ", 2);
    HttpRequest fromPage =
        HttpRequest.newBuilder(at("/do"))
            .header(sides[0], sides[1])
            .POST(HttpRequest.BodyPublishers.ofString("{\"do\":\"drop\"}"))
            .build();
    assertEquals(403, MinimalClient.send(fromPage).statusCode());
  }

  @Test
  void foreignHostNamesAreRefused() {
    String rebound =
        "GET /control/truth HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n";
    assertTrue(MinimalClient.exchange(workspace.apiUrl(), rebound).startsWith("HTTP/1.1 403 "));
    String here = rebound.replace("rebound.example", "LOCALHOST:" + workspace.apiUrl().getPort());
    assertTrue(MinimalClient.exchange(workspace.apiUrl(), here).startsWith("HTTP/1.1 200 "));
  }

  /// Sends the head only: an unread body would reset the connection and lose the response.
  @Test
  void aBodyWithTooLargeContentLengthIsRefusedBeforeReading() {
    String head = POST + "Content-Length: " + (9 << 20) + "\r\n\r\n";
    assertTrue(MinimalClient.exchange(workspace.apiUrl(), head).startsWith("HTTP/1.1 413 "));
  }

  @Test
  void anEndlessBodyIsCut() {
    int limit = 8 << 20;
    String first = Integer.toHexString(limit) + "\r\n" + "x".repeat(limit) + "\r\n";
    String words = POST + "Transfer-Encoding: chunked\r\n\r\n" + first + "1\r\nx";
    assertTrue(MinimalClient.exchange(workspace.apiUrl(), words).startsWith("HTTP/1.1 413 "));
  }

  private URI at(String path) {
    return URI.create(workspace.controlUrl() + path);
  }

  private HttpResponse<String> get(String path) {
    return MinimalClient.send(HttpRequest.newBuilder(at(path)).build());
  }

  private String getJson(String path) {
    return get(path).body().replace('"', '\'');
  }

  private HttpResponse<String> post(String command) {
    String body = command == null ? "" : command.replace('\'', '"');
    return MinimalClient.send(
        HttpRequest.newBuilder(at("/do")).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private String runCommand(String command) {
    return post(command).body().replace('"', '\'');
  }
}
