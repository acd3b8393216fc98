package rollcall.slack.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsSettings;
import rollcall.slack.rtm.Lifecycle;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.web.SlackWebClient;
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
  private static SSLContext corp;

  @BeforeAll
  static void issueCertificates() throws Exception {
    TestCertificateAuthority authority = new TestCertificateAuthority(folder, "Corp Root CA 2");
    good = authority.server("localhost", API, SOCKETS);
    expired = authority.expired("localhost");
    corp = TlsSettings.trusting(authority.pem());
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
      SlackException.Request refused = httpFailure(slack, TlsSettings.trusted(), DIRECT);
      assertEquals(Failure.TLS_UNTRUSTED, refused.failure());
      assertEquals(Optional.of("Corp Root CA 2"), refused.issuer());
      open.on("rtm.connect", slack.connectBody());
      SlackException.Request socket =
          socketFailure(open, TlsSettings.trusted(), DIRECT).orElseThrow();
      assertEquals(Failure.TLS_UNTRUSTED, socket.failure());
      assertEquals(Optional.of("Corp Root CA 2"), socket.issuer());
      assertEquals(List.of(), slack.requests());
    }
  }

  @Test
  void anExpiredCertificateIsRefusedThoughItsAuthorityIsTrusted() throws Exception {
    try (FakeSlack slack = slack(expired, "localhost");
        FakeSlack open = new FakeSlack()) {
      assertEquals(Failure.TLS, httpFailure(slack, corp, DIRECT).failure());
      open.on("rtm.connect", slack.connectBody());
      assertEquals(Failure.TLS, socketFailure(open, corp, DIRECT).orElseThrow().failure());
      assertEquals(List.of(), slack.requests());
    }
  }

  @Test
  void aCertificateOfAnotherHostIsRefused() throws Exception {
    // 127.0.0.1 is not among the names on it.
    try (FakeSlack slack = slack(good, "127.0.0.1");
        FakeSlack open = new FakeSlack()) {
      assertEquals(Failure.TLS, httpFailure(slack, corp, DIRECT).failure());
      open.on("rtm.connect", slack.connectBody());
      assertEquals(Failure.TLS, socketFailure(open, corp, DIRECT).orElseThrow().failure());
      assertEquals(List.of(), slack.requests());
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
      assertEquals(Failure.PROXY_SIGN_IN, refused.failure());
      assertEquals("The proxy did not accept this user name and password.", refused.getMessage());
      assertEquals(List.of(), proxy.tunnels());
    }
  }

  @Test
  void aProxyThatSpeaksOnlyNtlmIsToldApart() throws Exception {
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
      assertEquals(Failure.TLS, httpFailure(slack, corp, through(proxy, "")).failure());
      assertEquals(
          Failure.TLS_UNTRUSTED,
          httpFailure(slack, TlsSettings.trusted(), through(proxy, "")).failure());
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

  /// Why the first attempt to open a socket failed; empty when it did not.
  private static Optional<SlackException.Request> socketFailure(
      FakeSlack slack, SSLContext tls, ProxySettings proxies) throws Exception {
    CompletableFuture<Lifecycle> end = new CompletableFuture<>();
    try (RtmClient rtm =
        RtmClient.builder(TOKEN).apiUrl(slack.apiUrl()).proxy(proxies).tls(tls).build()) {
      rtm.onLifecycle(event -> {
        if (event instanceof Lifecycle.Reconnecting || event instanceof Lifecycle.Connected) {
          end.complete(event);
        }
      });
      var started = rtm.start();
      Lifecycle event = end.get(60, TimeUnit.SECONDS);
      started.cancel(false);
      return event instanceof Lifecycle.Reconnecting again
          ? Optional.of(
              assertInstanceOf(SlackException.Request.class, again.reason().orElseThrow()))
          : Optional.empty();
    }
  }
}
