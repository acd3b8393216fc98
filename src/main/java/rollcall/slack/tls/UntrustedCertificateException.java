package rollcall.slack.tls;

import java.security.cert.CertificateException;

/// A certificate that nobody we trust has signed.
final class UntrustedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1;

  private final String issuer;

  UntrustedCertificateException(String issuer, CertificateException cause) {
    super("The certificate was issued by “" + issuer + "”, whom nobody here trusts.", cause);
    this.issuer = issuer;
  }

  /// The common name of who signed it, or the whole name when it has none.
  String issuer() {
    return issuer;
  }
}
