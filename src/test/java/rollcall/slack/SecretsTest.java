package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.rtm.LifecycleEvent;
import rollcall.slack.rtm.RtmClient;
import rollcall.slack.web.SlackWebClient;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.JettyProxy;
import rollcall.testkit.TestCertificateAuthority;

/// Search for secrets in all outputs, after every failure of both clients: logs at the finest
/// level, exceptions with their causes, and printed text.
@Timeout(300)
class SecretsTest {
  private static final SlackToken TOKEN = new SlackToken("xoxb-abcdefghijkl-topsecret");
  private static final HttpProxy SIGNED_IN = new HttpProxy("127.0.0.1", 1, "ann", "p:ss/hush");
  private static final List<String> SECRETS =
      List.of(
          "topsecret",
          "websocket/ticket",
          "hush",
          SIGNED_IN.authorization().orElseThrow().substring("Basic ".length()));

  private final StringBuffer said = new StringBuffer();
  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          // The proxy that the test itself runs may log what it is asked.
          if (!String.valueOf(entry.getLoggerName()).startsWith("org.eclipse.jetty")) {
            said.append(new SimpleFormatter().format(entry));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private Level before = Level.INFO;

  @BeforeEach
  void listen() {
    Logger root = Logger.getLogger("");
    before = root.getLevel();
    root.setLevel(Level.ALL);
    ear.setLevel(Level.ALL);
    root.addHandler(ear);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(ear);
    Logger.getLogger("").setLevel(before);
  }

  @Test
  void noFailureOfTheWebApiShowsASecret() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", "{\"ok\":false,\"error\":\"invalid_auth\"}");
      assertEquals("platform_error", failure(slack.apiUrl(), new ProxySettings.None()));
      slack.on("auth.test", _ -> FakeSlack.Answer.status(200, "<html>" + TOKEN.value()));
      assertEquals("http_error", failure(slack.apiUrl(), new ProxySettings.None()));
      slack.on("auth.test", "{\"ok\":true,\"url\":\"::/websocket/ticket\"}");
      assertEquals("http_error", failure(slack.apiUrl(), new ProxySettings.None()));
      for (String echo :
          List.of(
              "\"error\":\"?\"",
              "\"error\":{\"a\":\"?\"}",
              "\"error\":\"x\",\"needed\":\"?\"",
              "\"error\":\"x\",\"response_metadata\":{\"messages\":[\"of ?\"]}")) {
        slack.on("auth.test", "{\"ok\":false," + echo.replace("?", TOKEN.value()) + "}");
        assertEquals("platform_error", failure(slack.apiUrl(), new ProxySettings.None()));
      }
      slack.on(
          "auth.test",
          "{\"ok\":true,\"url\":\"https://x.example/\",\"team_id\":\"T1\",\"warning\":\"about "
              + TOKEN.value()
              + "\"}");
      assertEquals("none", failure(slack.apiUrl(), new ProxySettings.None()));
      slack.on("auth.test", _ -> FakeSlack.Answer.status(429, ""));
      assertEquals("rate_limited_error", failure(slack.apiUrl(), new ProxySettings.None()));
    }
    assertEquals(
        "request_error", failure(URI.create("http://localhost:1/api/"), new ProxySettings.None()));
    assertNothingShown();
  }

  @Test
  void noFailureOfAProxyShowsASecret(@TempDir Path folder) throws Exception {
    URI api = URI.create("https://slack.example:9/api/");
    try (JettyProxy proxy = new JettyProxy("Basic other", "Basic realm=\"corp\"")) {
      assertEquals("request_error", failure(api, through(proxy.port())));
    }
    for (String answer : List.of("407 Sign In", "403 No", "502 Bad Gateway", "200 OK")) {
      try (FakeProxy proxy = new FakeProxy(1, "HTTP/1.1 " + answer)) {
        assertEquals("request_error", failure(api, through(proxy.port())));
      }
    }
    TestCertificateAuthority authority = new TestCertificateAuthority(folder, "Corp");
    try (FakeSlack slack = new FakeSlack(authority.server("slack.example"), "slack.example");
        JettyProxy proxy = new JettyProxy(null, "Basic")) {
      assertEquals("request_error", failure(slack.apiUrl(), through(proxy.port())));
    }
    assertNothingShown();
  }

  @Test
  void noFailureOfTheSocketShowsASecret() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      for (int status : List.of(101, 302, 401, 503)) {
        slack.setUpgradeStatus(status);
        connect(slack);
      }
      slack.setUpgradeStatus(101);
      slack.setGreeting(
          "{\"type\":\"error\",\"error\":{\"code\":1,\"msg\":\"no " + TOKEN.value() + "\"}}");
      connect(slack);
      slack.on("rtm.connect", _ -> FakeSlack.Answer.json(gone(slack.connectBody())));
      connect(slack);
    }
    assertNothingShown();
  }

  @Test
  void nothingThatIsPrintedShowsASecret() throws Exception {
    ProxySettings manual = new ProxySettings.Manual(SIGNED_IN);
    said.append(TOKEN).append(SIGNED_IN).append(manual);
    said.append(
        new ProxySettings.Environment(Map.of("https_proxy", "http://ann:p%3Ass%2Fhush@p:1")));
    var builder = SlackWebClient.builder(TOKEN).proxy(manual);
    said.append(builder).append(RtmClient.builder(TOKEN).proxy(manual));
    try (SlackWebClient web = builder.build();
        FakeSlack slack = new FakeSlack();
        SlackWebClient local =
            SlackWebClient.builder(TOKEN)
                .apiUrl(slack.apiUrl())
                .proxy(new ProxySettings.None())
                .onAnswer(said::append)
                .build()) {
      said.append(web).append(local.rtm().connect(Map.of()));
    }
    assertNothingShown();
  }

  /// The kind of failure; all that it says is kept.
  private String failure(URI api, ProxySettings proxies) throws InterruptedException {
    try (SlackWebClient web =
        SlackWebClient.builder(TOKEN)
            .apiUrl(api)
            .proxy(proxies)
            .unpaced()
            .timeout(Duration.ofSeconds(10))
            .build()) {
      web.auth().test();
      return "none";
    } catch (SlackException e) {
      keep(e);
      return e.kind();
    }
  }

  /// Starts, and waits until a connection is there or was given up.
  private void connect(FakeSlack slack) throws Exception {
    CompletableFuture<LifecycleEvent> end = new CompletableFuture<>();
    try (RtmClient rtm =
        RtmClient.builder(TOKEN).apiUrl(slack.apiUrl()).proxy(new ProxySettings.None()).build()) {
      rtm.onLifecycle(event -> {
        said.append(event).append('\n');
        if (event instanceof LifecycleEvent.Reconnecting || event instanceof LifecycleEvent.Ready) {
          end.complete(event);
        }
      });
      rtm.start();
      if (end.get(60, TimeUnit.SECONDS) instanceof LifecycleEvent.Reconnecting again) {
        keep(again.reason().orElseThrow());
      }
    }
  }

  /// Returns the URL of a socket whose port is closed.
  private static String gone(String connectBody) {
    return connectBody.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:1");
  }

  private static ProxySettings through(int port) {
    return new ProxySettings.Manual(
        new HttpProxy(SIGNED_IN.host(), port, SIGNED_IN.user(), SIGNED_IN.password()));
  }

  private void keep(Throwable problem) {
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    said.append(trace);
  }

  private void assertNothingShown() {
    assertTrue(said.length() > 50, "nothing was heard");
    for (String secret : SECRETS) {
      int at = said.indexOf(secret);
      assertFalse(
          at >= 0,
          () ->
              secret
                  + " is shown: "
                  + said.substring(Math.max(0, at - 300), Math.min(said.length(), at + 100)));
    }
  }
}
