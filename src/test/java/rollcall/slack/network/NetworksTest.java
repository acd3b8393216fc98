package rollcall.slack.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsContexts;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.rtm.RtmClientBuilder;
import rollcall.slack.web.SlackWebClient;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.JettyProxy;
import rollcall.testkit.TestCertificateAuthority;

/// Both clients in the networks that there are: a company's own certificate authority, certificates
/// that are wrong, and a proxy that others wrote, with sign-in.
@Timeout(300)
class NetworksTest {
  private static final SlackToken TOKEN = new SlackToken("xoxb-abcdefghijkl-secret");
  private static final ProxySettings DIRECT = new ProxySettings.None();
  private static final String SIGN_IN = "Basic YW5uOnA6c3M="; // ann, p:ss
  private static final String API = "slack.example";
  private static final String SOCKETS = "wss.slack.example";

  @TempDir static Path folder;
  private static SSLContext good;
  private static SSLContext expired;
  private static SSLContext early;
  private static SSLContext corp;

  @BeforeAll
  static void issueCertificates() throws Exception {
    TestCertificateAuthority authority = new TestCertificateAuthority(folder, "Corp Root CA 2");
    good = authority.server("localhost", API, SOCKETS);
    expired = authority.expired("localhost", API);
    early = authority.notYetValid("localhost", API);
    corp = TlsContexts.trusting(authority.pem());
  }

  @Test
  void aCompanysOwnAuthorityIsTrustedOnceItsFileIsGiven() throws Exception {
    try (FakeSlack slack = slack(good, "localhost")) {
      assertEquals("Fake", workspace(slack, corp, DIRECT));
      assertEquals(Optional.empty(), socketFailure(slack, corp, DIRECT));
    }
  }

  @Test
  void withoutItsFileTheAuthorityIsAStrangerWithAName() throws Exception {
    try (FakeSlack slack = slack(good, "localhost");
        FakeSlack open = new FakeSlack()) {
      SlackException.Request refused = httpFailure(slack, TlsContexts.trusted(), DIRECT);
      assertEquals(Failure.TLS_UNTRUSTED, refused.failure());
      assertEquals(Optional.of("Corp Root CA 2"), refused.issuer());
      assertEquals(
          "team.info: the certificate for localhost was issued by “Corp Root CA 2”. Neither this"
              + " computer nor Java trusts this issuer",
          refused.getMessage());
      open.on("rtm.connect", slack.connectBody());
      SlackException.Request socket =
          socketFailure(open, TlsContexts.trusted(), DIRECT).orElseThrow();
      assertEquals(Failure.TLS_UNTRUSTED, socket.failure());
      assertEquals(Optional.of("Corp Root CA 2"), socket.issuer());
      assertEquals(List.of(), slack.requests());
    }
  }

  @Test
  void anExpiredCertificateIsRefusedThoughItsAuthorityIsTrusted() throws Exception {
    try (FakeSlack slack = slack(expired, "localhost");
        FakeSlack open = new FakeSlack()) {
      open.on("rtm.connect", slack.connectBody());
      for (SlackException.Request refused :
          List.of(
              httpFailure(slack, corp, DIRECT), socketFailure(open, corp, DIRECT).orElseThrow())) {
        assertEquals(Failure.TLS_EXPIRED, refused.failure());
        assertEquals(Optional.of("Corp Root CA 2"), refused.issuer());
        String day = refused.certificate().orElseThrow().notAfterDay().toString();
        assertSays(
            refused,
            "the certificate for localhost (issued by “Corp Root CA 2”) expired on " + day,
            "if this computer's date is right");
      }
      assertEquals(List.of(), slack.requests());
    }
  }

  @Test
  void aCertificateThatIsNotYetValidSaysFromWhenOnItIs() throws Exception {
    try (FakeSlack slack = slack(early, "localhost");
        FakeSlack open = new FakeSlack()) {
      open.on("rtm.connect", slack.connectBody());
      for (SlackException.Request refused :
          List.of(
              httpFailure(slack, corp, DIRECT), socketFailure(open, corp, DIRECT).orElseThrow())) {
        assertEquals(Failure.TLS_NOT_YET_VALID, refused.failure());
        String day = refused.certificate().orElseThrow().notBeforeDay().toString();
        assertSays(
            refused,
            "the certificate for localhost (issued by “Corp Root CA 2”) is valid only from " + day,
            "this computer's date is probably wrong");
      }
      assertEquals(List.of(), slack.requests());
    }
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    // 127.0.0.1 is not among the names on it.
    try (FakeSlack slack = slack(good, "127.0.0.1");
        FakeSlack open = new FakeSlack()) {
      open.on("rtm.connect", slack.connectBody());
      for (SlackException.Request refused :
          List.of(
              httpFailure(slack, corp, DIRECT), socketFailure(open, corp, DIRECT).orElseThrow())) {
        assertEquals(Failure.TLS_WRONG_HOST, refused.failure());
        assertSays(
            refused,
            "the certificate for 127.0.0.1 is one for localhost, slack.example, wss.slack.example"
                + " (issued by “Corp Root CA 2”): another server answers in its place");
      }
      assertEquals(List.of(), slack.requests());
    }
  }

  @Test
  void eachOfTheFourCertificatesIsDistinguishedBehindAProxyToo() throws Exception {
    try (FakeSlack old = slack(expired, API);
        FakeSlack young = slack(early, API);
        FakeSlack other = slack(good, "other.example");
        FakeSlack well = slack(good, API);
        JettyProxy proxy = new JettyProxy(SIGN_IN, "Basic realm=\"corp\"")) {
      ProxySettings way = through(proxy, "p:ss");
      assertEquals(
          List.of(
              Failure.TLS_EXPIRED,
              Failure.TLS_NOT_YET_VALID,
              Failure.TLS_WRONG_HOST,
              Failure.TLS_UNTRUSTED),
          List.of(
              httpFailure(old, corp, way).failure(),
              httpFailure(young, corp, way).failure(),
              httpFailure(other, corp, way).failure(),
              httpFailure(well, TlsContexts.trusted(), way).failure()));
      List<Failure> sockets = new ArrayList<>();
      for (FakeSlack bad : List.of(old, young, other)) {
        well.on("rtm.connect", bad.connectBody());
        sockets.add(socketFailure(well, corp, way).orElseThrow().failure());
      }
      assertEquals(
          List.of(Failure.TLS_EXPIRED, Failure.TLS_NOT_YET_VALID, Failure.TLS_WRONG_HOST), sockets);
    }
  }

  /// Lesson 25 (node#33, #189, #286; java#4; python#372, #68): the proxy was applied to HTTP, but
  /// not to the socket, or without the sign-in.
  @Test
  void oneProxyWithSignInCarriesBothHttpAndTheSocket() throws Exception {
    try (FakeSlack slack = slack(good, API);
        FakeSlack sockets = slack(good, SOCKETS);
        JettyProxy proxy = new JettyProxy(SIGN_IN, "Basic realm=\"corp\"")) {
      slack.on("rtm.connect", sockets.connectBody());
      assertEquals(Optional.empty(), socketFailure(slack, corp, through(proxy, "p:ss")));
      assertEquals(
          List.of(slack.apiUrl().getAuthority(), sockets.socketUrl().getAuthority()),
          proxy.tunnels());
      assertFalse(slack.requests().getFirst().headers().containsKey("proxy-authorization"));
      assertFalse(sockets.requests().getFirst().headers().containsKey("proxy-authorization"));
    }
  }

  @Test
  void theEnvironmentsProxyCarriesBothToo() throws Exception {
    try (FakeSlack slack = slack(good, API);
        FakeSlack sockets = slack(good, SOCKETS);
        JettyProxy proxy = new JettyProxy(SIGN_IN, "Basic realm=\"corp\"")) {
      slack.on("rtm.connect", sockets.connectBody());
      var environment =
          new ProxySettings.Environment(
              java.util.Map.of("HTTPS_PROXY", "http://ann:p%3Ass@127.0.0.1:" + proxy.port()));
      assertEquals(Optional.empty(), socketFailure(slack, corp, environment));
      assertEquals(2, proxy.tunnels().size());
    }
  }

  @Test
  void aWrongPasswordForTheProxyIsSaidSo() throws Exception {
    try (FakeSlack slack = slack(good, API);
        JettyProxy proxy = new JettyProxy(SIGN_IN, "Basic realm=\"corp\"")) {
      SlackException.Request refused = httpFailure(slack, corp, through(proxy, "wrong"));
      assertEquals(Failure.PROXY_SIGN_IN_REFUSED, refused.failure());
      assertEquals(
          "The proxy 127.0.0.1:"
              + proxy.port()
              + " refused the user name and password (HTTP 407). They are not tried again, because"
              + " accounts get locked: correct them, or retry.",
          refused.getMessage());
      assertEquals(true, refused.fatal());
      assertEquals(List.of(), proxy.tunnels());
    }
  }

  @Test
  void aProxyThatSupportsOnlyNtlmIsDistinguished() throws Exception {
    try (FakeSlack slack = slack(good, API);
        JettyProxy proxy = new JettyProxy(SIGN_IN, "NTLM")) {
      SlackException.Request refused = httpFailure(slack, corp, through(proxy, "wrong"));
      assertEquals(Failure.PROXY_UNSUPPORTED_SIGN_IN, refused.failure());
      assertEquals(true, refused.fatal());
    }
  }

  @Test
  void whatIsBehindAProxyIsStillChecked() throws Exception {
    try (FakeSlack slack = slack(expired, API);
        JettyProxy proxy = new JettyProxy(null, "Basic")) {
      assertEquals(Failure.TLS_EXPIRED, httpFailure(slack, corp, through(proxy, "")).failure());
      assertEquals(
          Failure.TLS_UNTRUSTED,
          httpFailure(slack, TlsContexts.trusted(), through(proxy, "")).failure());
    }
  }

  @Test
  void aWrongPasswordIsTriedOnceAndNotForEverWhicheverStatusTheProxyAnswers() throws Exception {
    for (String answer :
        List.of(
            "HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm=\"squid\"",
            "HTTP/1.0 401 Unauthorized")) {
      try (FakeProxy proxy = new FakeProxy(1, answer)) {
        BlockingQueue<LifecycleEvent> heard = new LinkedBlockingQueue<>();
        try (RtmClient rtm =
            rtmBuilder()
                .apiUrl(URI.create("https://slack.example/api/"))
                .proxy(ProxySettings.of("http://ann:wrong@127.0.0.1:" + proxy.port()))
                .logger((_, _) -> {})
                .build()) {
          rtm.onLifecycle(heard::add);
          ExecutionException failed =
              assertThrows(ExecutionException.class, () -> rtm.start().get(60, TimeUnit.SECONDS));
          SlackException.Request refused =
              assertInstanceOf(SlackException.Request.class, failed.getCause());
          assertEquals(Failure.PROXY_SIGN_IN_REFUSED, refused.failure());
          assertEquals(1, proxy.requests().size());
          // A person may try again, once.
          assertThrows(ExecutionException.class, () -> rtm.start().get(60, TimeUnit.SECONDS));
          assertEquals(2, proxy.requests().size());
        }
        assertFalse(heard.stream().anyMatch(LifecycleEvent.Reconnecting.class::isInstance));
      }
    }
  }

  @Test
  void clientsThatShareAMemorySendARefusedPasswordOnceUntilAPersonRetries() throws Exception {
    for (String answer :
        List.of(
            "HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic realm=\"squid\"",
            "HTTP/1.0 401 Unauthorized")) {
      try (FakeProxy proxy = new FakeProxy(1, answer)) {
        RefusedProxySignIns shared = new RefusedProxySignIns();
        ProxySettings wrong = ProxySettings.of("http://ann:wrong@127.0.0.1:" + proxy.port());
        try (SlackWebClient web = webClient(wrong, shared);
            RtmClient rtm = rtmClient(wrong, shared)) {
          List<CompletableFuture<Failure>> calls =
              Stream.generate(() -> CompletableFuture.supplyAsync(() -> failure(web)))
                  .limit(4)
                  .toList();
          for (CompletableFuture<Failure> call : calls) {
            assertEquals(Failure.PROXY_SIGN_IN_REFUSED, call.get(60, TimeUnit.SECONDS));
          }
          ExecutionException stopped =
              assertThrows(ExecutionException.class, () -> rtm.start().get(60, TimeUnit.SECONDS));
          assertSays(
              assertInstanceOf(SlackException.Request.class, stopped.getCause()),
              "refused the user name and password");
          assertEquals(1, proxy.requests().size());
          ProxySettings other = ProxySettings.of("http://ann:other@127.0.0.1:" + proxy.port());
          try (SlackWebClient corrected = webClient(other, shared)) {
            failure(corrected);
            assertEquals(2, proxy.requests().size());
          }
          shared.retry();
          assertThrows(ExecutionException.class, () -> rtm.start().get(60, TimeUnit.SECONDS));
          assertEquals(Failure.PROXY_SIGN_IN_REFUSED, failure(web));
          assertEquals(3, proxy.requests().size());
        }
      }
    }
  }

  @Test
  void aWebClientOfItsOwnSendsARefusedPasswordOnceToo() throws Exception {
    try (FakeProxy proxy = new FakeProxy(1, "HTTP/1.1 407 Proxy Authentication Required");
        SlackWebClient web =
            SlackWebClient.builder(TOKEN)
                .apiUrl(URI.create("https://slack.example/api/"))
                .proxy(ProxySettings.of("http://ann:wrong@127.0.0.1:" + proxy.port()))
                .build()) {
      assertEquals(Failure.PROXY_SIGN_IN_REFUSED, failure(web));
      assertEquals(Failure.PROXY_SIGN_IN_REFUSED, failure(web));
      assertEquals(1, proxy.requests().size());
    }
  }

  @Test
  void aProxyThatRefusesTheSocketAloneForItsPasswordEndsTheClientToo() throws Exception {
    try (FakeSlack slack = new FakeSlack();
        FakeProxy proxy = new FakeProxy(1, "HTTP/1.1 407 Proxy Authentication Required")) {
      slack.on(
          "rtm.connect",
          slack.connectBody().replaceAll("ws://[^\"]+", "wss://wss.slack.example/x"));
      try (RtmClient rtm =
          rtmBuilder()
              .apiUrl(slack.apiUrl())
              .proxy(ProxySettings.of("http://ann:wrong@127.0.0.1:" + proxy.port()))
              .logger((_, _) -> {})
              .build()) {
        CompletableFuture<LifecycleEvent.Disconnected> end = new CompletableFuture<>();
        rtm.onLifecycle(LifecycleEvent.Disconnected.class, end::complete);
        rtm.start();
        SlackException why = end.get(60, TimeUnit.SECONDS).reason().orElseThrow();
        assertEquals(
            Failure.PROXY_SIGN_IN_REFUSED,
            assertInstanceOf(SlackException.Request.class, why).failure());
        assertEquals(1, proxy.requests().size());
      }
    }
  }

  @Test
  void aProxyThatAsksForNoPasswordAndRefusesTheHostIsNotAPasswordRefused() throws Exception {
    try (FakeProxy proxy = new FakeProxy(1, "HTTP/1.1 403 Forbidden");
        SlackWebClient web =
            SlackWebClient.builder(TOKEN)
                .apiUrl(URI.create("https://slack.example/api/"))
                .proxy(ProxySettings.of("127.0.0.1:" + proxy.port()))
                .unpaced()
                .build()) {
      SlackException.Request refused =
          assertThrows(SlackException.Request.class, () -> web.team().info());
      assertEquals(Failure.PROXY_REFUSED, refused.failure());
      assertSays(refused, "127.0.0.1:" + proxy.port() + " refused the connection with HTTP 403.");
    }
  }

  @Test
  void proxySignInDoesNotDependOnPlatformSettings() throws Exception {
    // The platform's default forbids Basic on tunnels, and was read before the client is made.
    HttpClient.newHttpClient().close();
    assertEquals(null, System.getProperty("jdk.http.auth.tunneling.disabledSchemes"));
    try (FakeSlack slack = slack(good, API);
        JettyProxy proxy = new JettyProxy(SIGN_IN, "Basic realm=\"corp\"")) {
      assertEquals("Fake", workspace(slack, corp, through(proxy, "p:ss")));
      assertEquals(1, proxy.tunnels().size());
    }
  }

  @Test
  void aProxyThatCannotBeParsedIsAnErrorAndTheWayIsNeverDirect() throws Exception {
    try (FakeSlack slack = slack(good, "localhost")) {
      for (String bad : List.of("socks5://proxy.corp:1080", "http://proxy.corp:99999", "a b")) {
        ProxySettings settings = new ProxySettings.Environment(Map.of("https_proxy", bad));
        try (SlackWebClient web =
            SlackWebClient.builder(TOKEN)
                .apiUrl(URI.create("https://slack.example/api/"))
                .proxy(settings)
                .unpaced()
                .build()) {
          SlackException.Request refused =
              assertThrows(SlackException.Request.class, () -> web.team().info());
          assertEquals(Failure.PROXY_UNUSABLE, refused.failure());
          assertEquals(true, refused.fatal());
          assertSays(refused, "The variable https_proxy cannot be used. “" + bad + "” is no");
        }
      }
      assertEquals(List.of(), slack.requests());
    }
  }

  private static SlackWebClient webClient(ProxySettings proxies, RefusedProxySignIns signIns) {
    return SlackWebClient.builder(TOKEN)
        .apiUrl(URI.create("https://slack.example/api/"))
        .proxy(proxies)
        .proxySignIns(signIns)
        .unpaced()
        .build();
  }

  private static RtmClient rtmClient(ProxySettings proxies, RefusedProxySignIns signIns) {
    return rtmBuilder()
        .apiUrl(URI.create("https://slack.example/api/"))
        .proxy(proxies)
        .proxySignIns(signIns)
        .logger((_, _) -> {})
        .build();
  }

  /// A busy machine must not count as a stall of this process.
  private static RtmClientBuilder rtmBuilder() {
    return RtmClient.builder(TOKEN).stallLimit(Duration.ofHours(1));
  }

  private static Failure failure(SlackWebClient web) {
    return assertThrows(SlackException.Request.class, () -> web.team().info()).failure();
  }

  private static void assertSays(SlackException problem, String... parts) {
    for (String part : parts) {
      assertTrue(problem.getMessage().contains(part), problem.getMessage());
    }
  }

  private static FakeSlack slack(SSLContext tls, String host) throws Exception {
    FakeSlack slack = new FakeSlack(tls, host);
    slack.on("team.info", "{\"ok\":true,\"team\":{\"name\":\"Fake\"}}");
    return slack;
  }

  private static ProxySettings through(JettyProxy proxy, String password) {
    return new ProxySettings.Manual(new HttpProxy("127.0.0.1", proxy.port(), "ann", password));
  }

  private static String workspace(FakeSlack slack, SSLContext tls, ProxySettings proxies)
      throws Exception {
    try (SlackWebClient web =
        SlackWebClient.builder(TOKEN)
            .apiUrl(slack.apiUrl())
            .proxy(proxies)
            .tls(tls)
            .unpaced()
            .build()) {
      return web.team().info().name();
    }
  }

  private static SlackException.Request httpFailure(
      FakeSlack slack, SSLContext tls, ProxySettings proxies) {
    return assertThrows(SlackException.Request.class, () -> workspace(slack, tls, proxies));
  }

  /// Returns the failure of the first attempt to open a socket; empty when it succeeded.
  private static Optional<SlackException.Request> socketFailure(
      FakeSlack slack, SSLContext tls, ProxySettings proxies) throws Exception {
    CompletableFuture<LifecycleEvent> end = new CompletableFuture<>();
    try (RtmClient rtm = rtmBuilder().apiUrl(slack.apiUrl()).proxy(proxies).tls(tls).build()) {
      rtm.onLifecycle(event -> {
        if (event instanceof LifecycleEvent.Reconnecting
            || event instanceof LifecycleEvent.Connected) {
          end.complete(event);
        }
      });
      var started = rtm.start();
      LifecycleEvent event = end.get(60, TimeUnit.SECONDS);
      started.cancel(false);
      return event instanceof LifecycleEvent.Reconnecting again
          ? Optional.of(
              assertInstanceOf(SlackException.Request.class, again.reason().orElseThrow()))
          : Optional.empty();
    }
  }
}
