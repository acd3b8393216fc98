package rollcall.slack.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackToken;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.VirtualClock;

@Timeout(300)
class SlackWebClientTest {
  private static final SlackToken TOKEN = new SlackToken("xoxb-abcdefghijkl-secret");

  private FakeSlack slack;
  private SlackWebClient web;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack();
    web = client(slack.apiUrl(), new ProxySettings.None());
  }

  @AfterEach
  void close() throws Exception {
    web.close();
    slack.close();
  }

  @Test
  void aSocketThatWouldBeUnencryptedIsNotOffered() throws Exception {
    answer("rtm.connect", "{'ok':true,'url':'ws://elsewhere.example/ticket'}");
    SlackException.Request refused =
        assertThrows(SlackException.Request.class, () -> web.rtm().connect(Map.of()));
    assertEquals(Failure.INSECURE, refused.failure());
    assertTrue(refused.fatal());
    assertFalse(refused.getMessage().contains("ticket"));
    // Tyrus would take neither, and say so with the whole address.
    for (String scheme : List.of("https", "WSS")) {
      answer("rtm.connect", "{'ok':true,'url':'" + scheme + "://127.0.0.1/ticket'}");
      SlackException.Http useless =
          assertThrows(SlackException.Http.class, () -> web.rtm().connect(Map.of()));
      assertFalse(useless.getMessage().contains("ticket"));
    }
    answer("rtm.connect", "{'ok':true}");
    assertThrows(SlackException.Http.class, () -> web.rtm().connect(Map.of()));
  }

  @Test
  void anAnswerWithoutEndIsNotReadToIt() {
    slack.on("api.test", _ -> FakeSlack.Answer.json("x".repeat((64 << 20) + 1)));
    assertThrows(SlackException.Request.class, () -> web.call("api.test", Map.of("error", "x")));
  }

  @Test
  void aTokenIsNotTakenToAnotherMachineUnencrypted() {
    SlackWebClientBuilder builder = SlackWebClient.builder(TOKEN);
    for (String url : List.of("http://slack.com/api/", "http://10.0.0.1/", "ftp://localhost/")) {
      assertThrows(IllegalArgumentException.class, () -> builder.apiUrl(URI.create(url)));
    }
    builder.apiUrl(URI.create("http://localhost:1/api")).apiUrl(URI.create("https://a.example/"));
  }

  @Test
  void whatCannotBeTheAddressOfAWebApiIsRefusedWithASentence() {
    SlackWebClientBuilder builder = SlackWebClient.builder(TOKEN);
    String none = "No token can be sent there: an address begins with https:// and names a host.";
    String socket = "The address of the Web API begins with https, was wss://slack.com/.";
    String more = "The names of methods are put behind this address: it cannot hold a ? or a #.";
    Map.of(
            "slack.com/api", none,
            "wss://slack.com/", socket,
            "ftp://slack.com/api", none,
            "https://slack.com/api/?token=x", more,
            "https://slack.com?x", more,
            "https://slack.com/api#x", more)
        .forEach((url, why) ->
            assertEquals(
                why,
                assertThrows(IllegalArgumentException.class, () -> builder.apiUrl(URI.create(url)))
                    .getMessage()));
  }

  @Test
  void durationsThatMakeNoSenseAreRefusedWithTheirRange() throws Exception {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(-1), forever)) {
      assertEquals(
          "timeout must be positive and at most a day, was " + timeout + ".",
          assertThrows(
                  IllegalArgumentException.class,
                  SlackWebClient.builder(TOKEN).timeout(timeout)::build)
              .getMessage());
    }
    for (Duration wait : List.of(Duration.ofSeconds(-1), Duration.ofSeconds(86_401), forever)) {
      assertEquals(
          "maxWait must be between zero and a day, was " + wait + ".",
          assertThrows(
                  IllegalArgumentException.class,
                  SlackWebClient.builder(TOKEN).maxWait(wait)::build)
              .getMessage());
    }
    answer("auth.test", "{'ok':true,'url':'https://x.example/','team_id':'T1'}");
    Duration day = Duration.ofDays(1);
    try (SlackWebClient patient =
        SlackWebClient.builder(TOKEN).apiUrl(slack.apiUrl()).timeout(day).maxWait(day).build()) {
      assertEquals("T1", patient.auth().test().teamId());
    }
  }

  @Test
  void halfASurrogatePairIsSentAsAReplacementCharacter() throws Exception {
    answer("api.test", "{'ok':true}");
    web.call("api.test", Map.of("a", "x\ud83d"));
    assertEquals("a=x%EF%BF%BD", slack.requests().getFirst().body());
  }

  @Test
  void aMethodCannotLeaveThePathOfTheApi() {
    for (String method : List.of("..", ".", "", "users.", ".users", "a..b", "a/b", "a b")) {
      assertThrows(IllegalArgumentException.class, () -> web.call(method, Map.of()), method);
    }
    assertEquals(List.of(), slack.requests());
  }

  @Test
  void anAddressWithAPortThatCannotBeIsRefused() {
    URI address = URI.create("https://slack.example:65536/api/");
    assertEquals(
        "No token can be sent there: a port is at most 65535, was 65536.",
        assertThrows(
                IllegalArgumentException.class, () -> SlackWebClient.builder(TOKEN).apiUrl(address))
            .getMessage());
    answer("rtm.connect", "{'ok':true,'url':'wss://slack.example:99999/x','team':{'id':'T1'}}");
    SlackException.Http odd =
        assertThrows(SlackException.Http.class, () -> web.rtm().connect(Map.of()));
    assertTrue(odd.getMessage().endsWith("the answer has no usable url"), odd.getMessage());
    assertFalse(odd.fatal());
  }

  /// Lesson 6 (node#921, #953; java#816; python#958): the tokens of new apps look the same, and
  /// only the call tells.
  @Test
  void aTokenOfANewAppMayNotOpenRtmAndIsNotRetried() {
    answer("rtm.connect", "{'ok':false,'error':'not_allowed_token_type'}");
    SlackException.Platform refused =
        assertThrows(SlackException.Platform.class, () -> web.rtm().connect(Map.of()));
    assertEquals("not_allowed_token_type", refused.code());
    assertTrue(refused.fatal());
    assertEquals(1, slack.calls("rtm.connect"));
  }

  @Test
  void whatSlackSaysBesideTheRefusalIsKept() {
    answer(
        "users.info",
        "{'ok':false,'error':'invalid_arguments','response_metadata':{'messages':"
            + "['[ERROR] missing required field: user']}}");
    SlackException.Platform refused =
        assertThrows(SlackException.Platform.class, () -> web.users().info(""));
    assertEquals(List.of("[ERROR] missing required field: user"), refused.messages());
  }

  /// §6.2, 429: Slack's own client gives up when the header is no number.
  @Test
  void aRetryAfterThatIsNoNumberEndsNothing() {
    slack.on("auth.test", _ -> new FakeSlack.Answer(429, Map.of("Retry-After", "soon"), ""));
    SlackException.RateLimited limited =
        assertThrows(SlackException.RateLimited.class, web.auth()::test);
    assertEquals(Optional.empty(), limited.retryAfter());
  }

  /// §6.2, connection refused: Slack's own client tried again for ever, and said nothing.
  @Test
  void aClosedPortIsReportedAfterFourAttempts() throws Exception {
    List<Duration> waits = new ArrayList<>();
    try (Socket held = held();
        SlackWebClient patient =
            SlackWebClient.builder(TOKEN)
                .apiUrl(closedPortAt(held))
                .proxy(new ProxySettings.None())
                .clock(InstantSource.system(), wait -> !waits.add(wait))
                .build()) {
      SlackException.Request gone =
          assertThrows(SlackException.Request.class, patient.auth()::test);
      assertEquals(Failure.CONNECTION_REFUSED, gone.failure());
      assertEquals(3, waits.size());
    }
  }

  /// §6.2, 429 with Retry-After 2: the next call of Slack's own client came after 3.4 s.
  @Test
  void afterARetryAfterTheNextCallComesWhenSlackSaidSo() throws Exception {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);
    slack.on(
        "users.info",
        _ ->
            slack.calls("users.info") == 1
                ? new FakeSlack.Answer(429, Map.of("Retry-After", "2"), "")
                : FakeSlack.Answer.json("{\"ok\":true,\"user\":{\"id\":\"U1\"}}"));
    try (SlackWebClient patient =
        SlackWebClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .clock(
                clock,
                wait -> {
                  clock.advance(wait);
                  return false;
                })
            .build()) {
      assertEquals("U1", patient.users().info("U1").id());
      assertEquals(Instant.EPOCH.plusSeconds(2), clock.instant());
    }
  }

  @Test
  void whoWaitsForATurnIsSentAwayByClosing() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    slack.on(
        "auth.test",
        _ -> {
          asked.countDown();
          return new FakeSlack.Answer(429, Map.of("Retry-After", "60"), "");
        });
    SlackWebClient patient =
        SlackWebClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .build();
    CompletableFuture<Object> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            end.complete(patient.auth().test());
          } catch (SlackException | InterruptedException e) {
            end.complete(e);
          }
        });
    asked.await();
    patient.close();
    assertEquals(
        Failure.UNREACHABLE, ((SlackException.Request) end.get(60, TimeUnit.SECONDS)).failure());
  }

  /// Lesson 7 (node#663; slack-api-docs#47).
  @Test
  void aMissingScopeSaysWhichIsNeeded() {
    answer(
        "rtm.connect",
        "{'ok':false,'error':'missing_scope','needed':'rtm:stream','provided':'users:read'}");
    SlackException.Platform refused =
        assertThrows(SlackException.Platform.class, () -> web.rtm().connect(Map.of()));
    assertEquals("missing_scope", refused.code());
    assertEquals(Optional.of("rtm:stream"), refused.needed());
    assertEquals(Optional.of("users:read"), refused.provided());
    assertTrue(refused.fatal());
  }

  @Test
  void tooManyCallsSayHowLongToWaitIfSlackDoes() {
    slack.on("auth.test", _ -> new FakeSlack.Answer(429, Map.of("Retry-After", "7"), "busy"));
    SlackException.RateLimited limited =
        assertThrows(SlackException.RateLimited.class, web.auth()::test);
    assertEquals(Optional.of(Duration.ofSeconds(7)), limited.retryAfter());
    slack.on("auth.test", _ -> FakeSlack.Answer.status(429, ""));
    limited = assertThrows(SlackException.RateLimited.class, web.auth()::test);
    assertEquals(Optional.empty(), limited.retryAfter());
    answer("auth.test", "{'ok':false,'error':'ratelimited'}");
    assertThrows(SlackException.RateLimited.class, web.auth()::test);
  }

  @ParameterizedTest
  @CsvSource({
    "500, <html>Oops</html>",
    "503, ''",
    "200, <html>Login</html>",
    "200, '[]'",
    "302, ''"
  })
  void whatIsNoAnswerOfSlackIsSaidSo(int status, String body) {
    slack.on("auth.test", _ -> FakeSlack.Answer.status(status, body));
    assertEquals(status, assertThrows(SlackException.Http.class, web.auth()::test).status());
  }

  @Test
  void scopesAndWarningsAreSurfaced() throws Exception {
    slack.on(
        "api.test",
        _ ->
            new FakeSlack.Answer(
                200,
                Map.of("X-OAuth-Scopes", "users:read, bot", "X-Accepted-OAuth-Scopes", "bot"),
                "{\"ok\":true,\"warning\":\"missing_charset,superfluous\",\"n\":1}"));
    SlackResponse answer = web.call("api.test", Map.of("a b", "ü&="));
    assertEquals(List.of("users:read", "bot"), answer.scopes());
    assertEquals(List.of("bot"), answer.acceptedScopes());
    assertEquals(List.of("missing_charset", "superfluous"), answer.warnings());
    assertEquals(1, answer.body().get("n"));
    assertEquals("a+b=%C3%BC%26%3D", slack.requests().getFirst().body());
  }

  @Test
  void whatMethodsWithANameAreAnsweredIsHeardToo() throws Exception {
    slack.on(
        "users.info",
        _ ->
            new FakeSlack.Answer(
                200,
                Map.of("X-OAuth-Scopes", "users:read"),
                "{\"ok\":true,\"user\":{\"id\":\"U1\"},\"response_metadata\":{\"warnings\":[\"superfluous_charset\"],\"messages\":[\"[WARN]"
                    + " charset\"]}}"));
    List<SlackResponse> heard = new ArrayList<>();
    try (SlackWebClient listening =
        SlackWebClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .onAnswer(heard::add)
            .build()) {
      listening.users().info("U1");
    }
    SlackResponse answer = heard.getFirst();
    assertEquals("users.info", answer.method());
    assertEquals(List.of("users:read"), answer.scopes());
    assertEquals(List.of("superfluous_charset"), answer.warnings());
    assertEquals(List.of("[WARN] charset"), answer.messages());
  }

  @Test
  void aServerThatHangsIsGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    slack.on("auth.test", _ -> wait(end));
    try (SlackWebClient hasty =
        SlackWebClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .unpaced()
            .timeout(Duration.ofMillis(100))
            .build()) {
      SlackException.Request late = assertThrows(SlackException.Request.class, hasty.auth()::test);
      assertEquals(Failure.TIMED_OUT, late.failure());
    } finally {
      end.countDown();
    }
  }

  @Test
  void callsMayHaveAConnectionEachWithTheSameLimits() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    answer("auth.test", "{'ok':true,'team_id':'T1','user_id':'U1'}");
    slack.on("api.test", _ -> wait(end));
    try (SlackWebClient alone =
        SlackWebClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(new ProxySettings.None())
            .unpaced()
            .connectionPerCall()
            .timeout(Duration.ofSeconds(2))
            .build()) {
      assertEquals("T1", alone.call("auth.test", Map.of()).body().get("team_id"));
      assertEquals("T1", alone.call("auth.test", Map.of()).body().get("team_id"));
      SlackException.Request late =
          assertThrows(SlackException.Request.class, () -> alone.call("api.test", Map.of()));
      assertEquals(Failure.TIMED_OUT, late.failure());
    } finally {
      end.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRefusedConnectionIsReportedWithItsAddress(boolean connectionPerCall) throws Exception {
    try (Socket held = held();
        SlackWebClient lost = client(closedPortAt(held), connectionPerCall)) {
      SlackException.Request gone = assertThrows(SlackException.Request.class, lost.auth()::test);
      String address = "127.0.0.1:" + closedPortAt(held).getPort();
      assertEquals(Failure.CONNECTION_REFUSED, gone.failure());
      assertEquals(Optional.of(address), gone.refusedBy());
      assertEquals("auth.test: " + address + " refused the connection", gone.getMessage());
      assertFalse(gone.fatal());
    }
  }

  @Test
  void aRefusedConnectionToAProxyIsReportedWithTheProxy() throws Exception {
    try (Socket held = held()) {
      int port = closedPortAt(held).getPort();
      HttpProxy absent = new HttpProxy("127.0.0.1", port, "ann", "p:ss");
      try (SlackWebClient behind =
          SlackWebClient.builder(TOKEN).proxy(new ProxySettings.Manual(absent)).unpaced().build()) {
        SlackException.Request gone =
            assertThrows(SlackException.Request.class, behind.auth()::test);
        assertEquals(
            "auth.test: the proxy 127.0.0.1:" + port + " refused the connection",
            gone.getMessage());
      }
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws Exception {
    HttpProxy mistyped = new HttpProxy("http://proxy", 3128, "ann", "p:ss");
    try (SlackWebClient behind =
        SlackWebClient.builder(TOKEN).proxy(new ProxySettings.Manual(mistyped)).unpaced().build()) {
      SlackException.Request lost = assertThrows(SlackException.Request.class, behind.auth()::test);
      assertEquals(Failure.UNREACHABLE, lost.failure());
      assertEquals(
          "auth.test through the proxy http://proxy:3128: the host http://proxy is not known",
          lost.getMessage());
    }
  }

  @Test
  void aProxyGetsTheSignInWithTheTunnel() throws Exception {
    try (FakeProxy proxy = new FakeProxy(0, "HTTP/1.1 502 Bad Gateway\nContent-Length: 0")) {
      assertThrows(SlackException.class, () -> through(proxy).auth().test());
      String asked = proxy.requests().getFirst();
      assertTrue(asked.startsWith("CONNECT slack.example:443 "), asked);
      // "ann:p:ss" in Base64.
      assertTrue(asked.contains("Proxy-Authorization: Basic YW5uOnA6c3M=\r\n"), asked);
      assertFalse(asked.contains("Bearer"), asked);
      assertEquals(1, proxy.requests().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Basic realm=\"x\", PROXY_SIGN_IN_REFUSED",
    "NTLM, PROXY_UNSUPPORTED_SIGN_IN",
    "Negotiate, PROXY_UNSUPPORTED_SIGN_IN"
  })
  void aProxyThatWantsASignInSaysWhich(String offer, Failure expected) throws Exception {
    String answer =
        "HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: "
            + offer
            + "\nContent-Length: 0";
    try (FakeProxy proxy = new FakeProxy(0, answer)) {
      SlackException.Request refused =
          assertThrows(SlackException.Request.class, () -> through(proxy).auth().test());
      assertEquals(expected, refused.failure());
      assertEquals(1, proxy.requests().size());
    }
  }

  private static SlackWebClient through(FakeProxy proxy) {
    HttpProxy settings = new HttpProxy("127.0.0.1", proxy.port(), "ann", "p:ss");
    return client(URI.create("https://slack.example/api/"), new ProxySettings.Manual(settings));
  }

  /// Reserves a port without a server, so that no other program uses it.
  private static Socket held() throws IOException {
    Socket held = new Socket();
    held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return held;
  }

  private static URI closedPortAt(Socket held) {
    return URI.create("http://127.0.0.1:" + held.getLocalPort() + "/api/");
  }

  private static SlackWebClient client(URI url, boolean connectionPerCall) {
    SlackWebClientBuilder choices =
        SlackWebClient.builder(TOKEN).apiUrl(url).proxy(new ProxySettings.None()).unpaced();
    return connectionPerCall ? choices.connectionPerCall().build() : choices.build();
  }

  private static SlackWebClient client(URI url, ProxySettings proxies) {
    return SlackWebClient.builder(TOKEN).apiUrl(url).proxy(proxies).unpaced().build();
  }

  private static FakeSlack.Answer wait(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return FakeSlack.Answer.status(500, "");
  }

  private void answer(String method, String json) {
    slack.on(method, quoted(json));
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
