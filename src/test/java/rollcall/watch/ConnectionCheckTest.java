package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.environment.ProxyDescription;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsContexts;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.FakeSlack.Answer;
import rollcall.testkit.TestCertificateAuthority;
import rollcall.ui.text.CheckText;
import rollcall.watch.CheckReport.Mode;
import rollcall.watch.CheckResult.Outcome;

/// Connection checks of the simulator with both kinds of tokens, and of servers and proxies that
/// fail; with the text for IT of each.
@Timeout(120)
class ConnectionCheckTest {
  private static final String TOKEN = "xoxb-abcdefghijkl-secret";
  private static final String PASSWORD = "proxy-secret";

  /// Time that passes with each reading of the clock, so that no step is too fast to see.
  private static final Duration A_READING = Duration.ofMillis(7);

  private static final String IDENTITY =
      "{\"ok\":true,\"url\":\"https://acme.slack.com/\",\"team_id\":\"T0\",\"team\":\"Acme\","
          + "\"user_id\":\"U0\",\"user\":\"rollcall\"}";

  @TempDir Path directory;
  private FakeSlack slack;
  private String text = "";

  @BeforeEach
  void slackAnswers() throws IOException {
    slack = answering(new FakeSlack());
  }

  @AfterEach
  void close() throws IOException {
    slack.close();
    assertFalse(text.contains("secret"), text);
  }

  @Test
  void aClassicTokenOfTheSimulatorIsLive() throws Exception {
    try (SlackSimulator demo = simulator()) {
      CheckReport report = check(simulated(demo, demo.token(TokenKind.CLASSIC_BOT)));
      assertEquals(Mode.LIVE, report.mode());
      assertEquals("PPPPPPPP", outcomes(report));
      assertInstanceOf(CheckFinding.NotEncrypted.class, at(report, CheckStep.CERTIFICATE));
      assertTrue(text.contains("Result: Live. Changes appear within seconds."), text);
      assertTrue(text.contains("no proxy: the address is on this computer"), text);
    }
  }

  @Test
  void withoutATokenTheWayToSlackIsCheckedAndNothingIsSent() throws Exception {
    try (SlackSimulator demo = simulator()) {
      CheckReport report = check(simulated(demo, "none"), false);
      assertEquals("PPPNNNNN", outcomes(report));
      assertEquals(Mode.NONE, report.mode());
      assertTrue(text.contains("There is no token yet"), text);
      assertTrue(text.contains("Result: Slack can be reached."), text);
      assertEquals(List.of(), demo.calls());
    }
  }

  @Test
  void aModernTokenOfTheSimulatorPollsAndTheTextSaysWhy() throws Exception {
    try (SlackSimulator demo = simulator()) {
      CheckReport report = check(simulated(demo, demo.token(TokenKind.GRANULAR_BOT)));
      assertEquals(Mode.POLLING, report.mode());
      assertEquals(Outcome.FAILED, outcome(report, CheckStep.LIVE));
      assertTrue(text.contains("older “classic” apps (rtm.connect: not_allowed_token_type)"), text);
      assertTrue(text.contains("Result: Polling."), text);
    }
  }

  @Test
  void aMissingMethodForTheLiveConnectionIsPolling() throws Exception {
    slack.on("rtm.connect", _ -> Answer.status(404, "gone"));
    CheckReport report = check(access());
    assertEquals(Mode.POLLING, report.mode());
    assertEquals(new Problem.LiveRefused("HTTP 404"), problem(report, CheckStep.LIVE));
    assertTrue(text.contains("Slack answers “HTTP 404” when asked for its live connection"), text);
  }

  @Test
  void aTokenThatOnlyTheLiveConnectionRejectsIsPolling() throws Exception {
    slack.on("rtm.connect", "{\"ok\":false,\"error\":\"invalid_auth\"}");
    CheckReport report = check(access());
    assertEquals(Mode.POLLING, report.mode());
    assertEquals(new Problem.LiveRefused("invalid_auth"), problem(report, CheckStep.LIVE));
    assertTrue(text.contains("Slack answers “invalid_auth” when asked for its live"), text);
  }

  @Test
  void aLiveConnectionThatIsCutWhileTheRestIsAnsweredIsBlockedAndNotOffline() throws Exception {
    try (SlackSimulator demo = simulator()) {
      NamedFaults.of(demo).plan("rtm.connect", new HttpFault.Cut(), 1);
      CheckReport report = check(simulated(demo, demo.token(TokenKind.CLASSIC_BOT)));
      assertEquals(Mode.POLLING, report.mode());
      assertInstanceOf(Problem.LiveBlocked.class, problem(report, CheckStep.LIVE));
      assertTrue(text.contains("the live connection is blocked"), text);
    }
  }

  @Test
  void aRevokedTokenStopsTheStepsAfterIt() throws Exception {
    slack.on("auth.test", "{\"ok\":false,\"error\":\"token_revoked\"}");
    CheckReport report = check(access());
    assertEquals(Mode.NONE, report.mode());
    assertEquals("PPPFNNNN", outcomes(report));
    assertTrue(text.contains("The token is no longer valid"), text);
    assertTrue(text.contains("Slack's code: token_revoked."), text);
    assertEquals(0, slack.calls("users.list"));
  }

  @Test
  void aWrongTokenIsNamed() throws Exception {
    slack.on("auth.test", "{\"ok\":false,\"error\":\"invalid_auth\"}");
    assertEquals(
        new Problem.TokenRejected("invalid_auth"), problem(check(access()), CheckStep.TOKEN));
    assertTrue(text.contains("Slack didn't accept this token"), text);
  }

  @Test
  void aMissingScopeIsNamedAndTheOtherStepsGoOn() throws Exception {
    String missing =
        "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"%s\",\"provided\":\"chat:write\"}";
    slack.on("users.list", missing.formatted("users:read"));
    slack.on("dnd.teamInfo", missing.formatted("dnd:read"));
    CheckReport report = check(access());
    assertEquals("PPPPFPP!", outcomes(report));
    assertTrue(text.contains("Slack says this token lacks users:read"), text);
    assertTrue(text.contains("Optional: the token lacks dnd:read"), text);
    assertEquals(Mode.LIVE, report.mode());
  }

  @Test
  void aBlockedWebSocketIsPolling() throws Exception {
    slack.setUpgradeStatus(403);
    CheckReport report = check(access());
    assertEquals(Mode.POLLING, report.mode());
    assertInstanceOf(Problem.LiveBlocked.class, problem(report, CheckStep.LIVE));
    assertTrue(text.contains("A firewall or proxy stops WebSockets"), text);
    assertTrue(text.contains("HTTP 403"), text);
  }

  @Test
  void aSignInPageInPlaceOfSlackIsNamed() throws Exception {
    slack.on(
        "auth.test",
        _ ->
            new Answer(
                200,
                Map.of("Content-Type", "text/html"),
                "<html><title>Hotel Wi-Fi</title></html>"));
    CheckReport report = check(access());
    assertInstanceOf(Problem.SlackReplaced.class, problem(report, CheckStep.TOKEN));
    assertTrue(text.contains("Something else answers in Slack's place"), text);
    assertTrue(text.contains("Hotel Wi-Fi"), text);
  }

  @Test
  void aProxyThatWantsASignInIsNamedWithItsOrigin() throws Exception {
    try (FakeProxy proxy =
        new FakeProxy(
            slack.port(),
            "HTTP/1.1 407 No\nProxy-Authenticate: Basic realm=\"x\"\nContent-Length: 0")) {
      ProxySettings settings =
          new ProxySettings.Environment(Map.of("https_proxy", "http://127.0.0.1:" + proxy.port()));
      CheckReport report = check(remote(settings));
      assertEquals("PFNNNNNN", outcomes(report));
      assertTrue(text.contains("Your proxy wants a sign-in"), text);
      assertTrue(text.contains("from the variable https_proxy"), text);
    }
  }

  @Test
  void aRefusedProxyPasswordIsNotShown() throws Exception {
    try (FakeProxy proxy =
        new FakeProxy(
            slack.port(),
            "HTTP/1.1 407 No\nProxy-Authenticate: Basic realm=\"x\"\nContent-Length: 0")) {
      ProxySettings settings =
          ProxySettings.of("http://kai:" + PASSWORD + "@127.0.0.1:" + proxy.port());
      CheckReport report = check(remote(settings));
      assertInstanceOf(Problem.ProxySignInRefused.class, problem(report, CheckStep.PROXY));
      assertTrue(text.contains("did not accept this user name and password"), text);
    }
  }

  @Test
  void anUnusableProxySettingIsTheProblemOfTheConnection() throws Exception {
    ProxySettings settings =
        new ProxySettings.Environment(Map.of("https_proxy", "socks5://127.0.0.1:1"));
    CheckReport report = check(remote(settings));
    assertEquals("NFNNNNNN", outcomes(report));
    assertTrue(text.contains("socks5 is not supported"), text);
  }

  @Test
  void anUnknownHostIsNamed() throws Exception {
    CheckReport report = check(remote(new ProxySettings.None()));
    assertEquals("FNNNNNNN", outcomes(report));
    assertTrue(
        text.contains("Looking up slack.invalid: the host slack.invalid is not known"), text);
  }

  @Test
  void aClosedPortIsNamed() throws Exception {
    URI closed = URI.create("http://127.0.0.1:1/api/");
    CheckReport report =
        check(access(TOKEN, closed, new ProxySettings.None(), TlsContexts.trusted()));
    assertEquals("PFNNNNNN", outcomes(report));
    assertTrue(text.contains("refused the connection"), text);
  }

  @Test
  void anUntrustedIssuerStopsTheCheckBeforeTheTokenIsSent() throws Exception {
    TestCertificateAuthority authority = new TestCertificateAuthority(directory, "Corp Root CA 2");
    try (FakeSlack encrypted =
        answering(new FakeSlack(authority.server("localhost"), "localhost"))) {
      CheckReport report = check(encrypted(encrypted, TlsContexts.trusted()));
      assertEquals("PPFNNNNN", outcomes(report));
      assertTrue(text.contains("comes from “Corp Root CA 2”"), text);
      assertEquals(List.of(), encrypted.requests());
    }
  }

  @Test
  void anIssuerFromAFileIsNamedWithANote() throws Exception {
    TestCertificateAuthority authority = new TestCertificateAuthority(directory, "Corp Root CA 2");
    try (FakeSlack encrypted =
        answering(new FakeSlack(authority.server("localhost"), "localhost"))) {
      CheckReport report = check(encrypted(encrypted, TlsContexts.trusting(authority.pem())));
      assertEquals("PP!PPPPP", outcomes(report));
      assertEquals(
          new CheckFinding.CertificateTrusted("Corp Root CA 2", false),
          at(report, CheckStep.CERTIFICATE));
      assertTrue(text.contains("A company device probably reads encrypted traffic"), text);
    }
  }

  private static FakeSlack answering(FakeSlack slack) {
    slack.on("auth.test", IDENTITY);
    slack.on("users.list", "{\"ok\":true,\"members\":[{\"id\":\"U0\",\"name\":\"rollcall\"}]}");
    slack.on("users.getPresence", "{\"ok\":true,\"presence\":\"away\"}");
    slack.on("dnd.teamInfo", "{\"ok\":true,\"users\":{}}");
    return slack;
  }

  private static SlackSimulator simulator() throws IOException {
    return SlackSimulator.start(
        DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
  }

  private static SlackAccess simulated(SlackSimulator demo, String token) {
    return access(token, demo.apiUrl(), new ProxySettings.None(), TlsContexts.trusted());
  }

  private SlackAccess access() {
    return access(TOKEN, slack.apiUrl(), new ProxySettings.None(), TlsContexts.trusted());
  }

  private static SlackAccess remote(ProxySettings proxy) {
    return access(TOKEN, URI.create("https://slack.invalid/api/"), proxy, TlsContexts.trusted());
  }

  private static SlackAccess encrypted(FakeSlack server, SSLContext tls) {
    return access(TOKEN, server.apiUrl(), new ProxySettings.None(), tls);
  }

  private static SlackAccess access(String token, URI url, ProxySettings proxy, SSLContext tls) {
    return new SlackAccess(new SlackToken(token), url, proxy, tls, false);
  }

  private CheckReport check(SlackAccess access) throws InterruptedException {
    return check(access, true);
  }

  private CheckReport check(SlackAccess access, boolean hasToken) throws InterruptedException {
    List<CheckResult> heard = new ArrayList<>();
    AtomicInteger readings = new AtomicInteger();
    CheckReport report =
        new ConnectionCheck(
                access,
                hasToken,
                ProxyDescription.of(access.proxy(), access.apiUrl(), false),
                () -> Instant.now().plus(A_READING.multipliedBy(readings.incrementAndGet())),
                heard::add)
            .run();
    assertEquals(report.results(), heard);
    assertEquals(List.of(CheckStep.values()), heard.stream().map(CheckResult::step).toList());
    assertTrue(heard.stream().allMatch(one -> one.time().compareTo(A_READING) >= 0));
    text = new CheckText(Instant.now(), ZoneOffset.UTC).text("Rollcall", report);
    assertFalse(text.contains(access.token().value()), text);
    heard.stream()
        .filter(one -> one.outcome() != Outcome.NOT_TRIED)
        .forEach(one -> assertTrue(text.contains(" " + one.time().toMillis() + " ms  "), text));
    return report;
  }

  /// One letter of each step: passed, a note, failed, or not tried.
  private static String outcomes(CheckReport report) {
    return report.results().stream()
        .map(result ->
            switch (result.outcome()) {
              case PASSED -> "P";
              case NOTICE -> "!";
              case FAILED -> "F";
              case NOT_TRIED -> "N";
            })
        .collect(Collectors.joining());
  }

  private static Outcome outcome(CheckReport report, CheckStep step) {
    return result(report, step).outcome();
  }

  private static CheckFinding at(CheckReport report, CheckStep step) {
    return result(report, step).finding();
  }

  private static Problem problem(CheckReport report, CheckStep step) {
    return assertInstanceOf(CheckFinding.Failed.class, at(report, step)).problem();
  }

  private static CheckResult result(CheckReport report, CheckStep step) {
    return Stream.of(step.ordinal()).map(report.results()::get).findFirst().orElseThrow();
  }
}
