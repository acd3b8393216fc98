package rollcall.slack.tls;

import java.security.cert.CertificateException;
import rollcall.slack.SlackException.Certificate;
import rollcall.slack.SlackException.Request.Failure;

/// A certificate that does not show that the other side is the host that was asked for, and why
/// not.
final class UntrustedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1;

  private final Failure failure;
  private final transient Certificate certificate;

  UntrustedCertificateException(
      Failure failure, Certificate certificate, CertificateException cause) {
    super(sentence(failure, certificate), cause);
    this.failure = failure;
    this.certificate = certificate;
  }

  /// Which of the four reasons it is.
  Failure failure() {
    return failure;
  }

  Certificate certificate() {
    return certificate;
  }

  private static String sentence(Failure failure, Certificate one) {
    String which = "the certificate for " + one.host();
    String by = "issued by “" + one.issuer() + "”";
    return switch (failure) {
      case TLS_EXPIRED ->
          which
              + " ("
              + by
              + ") expired on "
              + one.notAfterDay()
              + "; if this computer's date is right, whoever runs the server or inspects the traffic"
              + " has to renew it";
      case TLS_NOT_YET_VALID ->
          which
              + " ("
              + by
              + ") is valid only from "
              + one.notBeforeDay()
              + " on; this computer's date is probably wrong: set it";
      case TLS_WRONG_HOST ->
          which
              + " is one for "
              + (one.names().isEmpty() ? "no host" : String.join(", ", one.names()))
              + " ("
              + by
              + "): another server answers in its place; sign in to the network you are in, or check"
              + " the address and the proxy";
      default ->
          which
              + " was "
              + by
              + ", whom neither this computer nor Java trusts; if your company inspects encrypted"
              + " traffic, name its certificate file with --ca-file or under Settings ▸ Proxy";
    };
  }
}
