package rollcall.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Instant;
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
  void aCertificateIsNamedByItsHostAndItsIssuer() {
    assertEquals(
        new Problem.CertificateUntrusted("slack.com", "Acme Gateway"),
        of(Failure.TLS_UNTRUSTED, "Acme Gateway"));
  }

  @Test
  void aTokenThatOnceWorkedHasEndedAndOneThatNeverDidIsRejected() {
    var refused = new SlackException.Platform("auth.test", "invalid_auth", null, null);
    assertEquals(
        new Problem.TokenEnded("invalid_auth", T), ProblemMapper.of(refused, ACCESS, true, T));
    assertEquals(
        new Problem.TokenRejected("invalid_auth"), ProblemMapper.of(refused, ACCESS, false, T));
  }

  private static Problem of(Failure failure, String issuer) {
    return ProblemMapper.of(
        new SlackException.Request(failure, "What Java says.", issuer, null), ACCESS, false, T);
  }
}
