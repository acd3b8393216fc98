package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.SlackToken;

class ProblemMapperTest {
  private static final Instant T = Instant.parse("2026-09-17T07:00:00Z");
  private static final SlackAccess ACCESS =
      new SlackAccess(
          new SlackToken("xoxb-1-2"),
          URI.create("https://slack.com/api/"),
          new ProxySettings.Manual(new HttpProxy("proxy.acme.example", 8080, "grace", "hopper")),
          false);

  @Test
  void aProxyIsNamedByItsAddressAndNothingElse() {
    assertEquals(
        new Problem.ProxySignIn("proxy.acme.example:8080"), of(Failure.PROXY_SIGN_IN, null));
    assertEquals(
        new Problem.ProxyWindowsSignIn("proxy.acme.example:8080"),
        of(Failure.PROXY_UNSUPPORTED_SIGN_IN, null));
  }

  @Test
  void aRefusedConnectionIsNamedByItsAddressAndIsNotOffline() {
    assertEquals(
        new Problem.ConnectionRefused("slack.com:443"),
        ProblemMapper.of(
            SlackException.Request.refused("slack.com:443", "auth.test", null), ACCESS, true, T));
  }

  @Test
  void aCertificateIsNamedByItsHostAndItsIssuer() {
    assertEquals(
        new Problem.CertificateUntrusted("slack.com", "Acme Gateway"),
        of(Failure.TLS_UNTRUSTED, "Acme Gateway"));
  }

  @Test
  void aTokenThatOnceWorkedHasEndedAndOneThatNeverDidIsRejected() {
    var refused = new SlackException.Platform("auth.test", "invalid_auth", null, null, List.of());
    assertEquals(
        new Problem.TokenEnded("invalid_auth", T), ProblemMapper.of(refused, ACCESS, true, T));
    assertEquals(
        new Problem.TokenRejected("invalid_auth"), ProblemMapper.of(refused, ACCESS, false, T));
  }

  @Test
  void eachOfTheFourCertificatesIsAProblemOfItsOwn() {
    assertEquals(
        List.of(
            new Problem.CertificateExpired("slack.com", "Acme", LocalDate.of(2026, 9, 1)),
            new Problem.CertificateNotYetValid("slack.com", "Acme", LocalDate.of(2026, 8, 1)),
            new Problem.CertificateWrongHost("slack.com", "Acme", "portal.example"),
            new Problem.CertificateUntrusted("slack.com", "Acme"),
            new Problem.EncryptionFailed("slack.com", "What Java says.")),
        List.of(
            of(Failure.TLS_EXPIRED, "Acme"),
            of(Failure.TLS_NOT_YET_VALID, "Acme"),
            of(Failure.TLS_WRONG_HOST, "Acme"),
            of(Failure.TLS_UNTRUSTED, "Acme"),
            of(Failure.TLS, null)));
  }

  @Test
  void aProxyThatRefusedThePasswordDiffersFromOneThatRequiresOne() {
    assertEquals(
        new Problem.ProxySignInRefused("proxy.acme.example:8080"),
        of(Failure.PROXY_SIGN_IN_REFUSED, null));
  }

  @Test
  void aResponseOfAnotherServerIsNotReportedAsSlackFailing() {
    SlackException portal =
        new SlackException.Http("auth.test", 302, "a redirect to portal.example", true);
    assertEquals(
        new Problem.SlackReplaced("slack.com", "HTTP 302: a redirect to portal.example"),
        ProblemMapper.of(portal, ACCESS, true, T));
    SlackException failing = new SlackException.Http("auth.test", 503, "an HTML page", false);
    assertEquals(new Problem.SlackFailing("503"), ProblemMapper.of(failing, ACCESS, true, T));
  }

  @Test
  void anAnswerWithoutTheWorkspaceIsReportedWithItsReason() {
    SlackException odd =
        new SlackException.Http(
            "rtm.connect", 200, "the answer names no workspace (team.id is missing)");
    assertEquals(
        new Problem.UnusableAnswer(
            "rtm.connect was answered with HTTP 200: the answer names no workspace (team.id is"
                + " missing)"),
        ProblemMapper.of(odd, ACCESS, true, T));
    assertEquals(new Problem.UnusableAnswer("What Java says."), of(Failure.INSECURE, null));
  }

  private static Problem of(Failure failure, String issuer) {
    SlackException.Certificate certificate =
        issuer == null
            ? null
            : new SlackException.Certificate(
                "slack.com",
                issuer,
                Instant.parse("2026-08-01T12:00:00Z"),
                Instant.parse("2026-09-01T12:00:00Z"),
                List.of("portal.example"));
    return ProblemMapper.of(
        new SlackException.Request(failure, "What Java says.", certificate, null),
        ACCESS,
        false,
        T);
  }
}
