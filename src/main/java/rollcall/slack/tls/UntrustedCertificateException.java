package rollcall.slack.tls;

import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// Certificate check failure with its reason and the certificate's host names, issuer and dates.
public final class UntrustedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1;

  /// Reason why a certificate is not accepted.
  public enum Reason {
    EXPIRED,
    NOT_YET_VALID,
    UNKNOWN_AUTHORITY,
    WRONG_HOST
  }

  /// Fields of a certificate.
  ///
  /// @param host the requested host
  /// @param issuer the common name of the issuer, or its whole name if it has none
  /// @param names the host names in the certificate
  public record Details(
      String host, String issuer, Instant notBefore, Instant notAfter, List<String> names) {
    /// The list is copied.
    public Details {
      names = List.copyOf(names);
    }
  }

  private final Reason reason;
  private final transient Details details;

  UntrustedCertificateException(Reason reason, Details details, CertificateException cause) {
    super(sentence(reason, details), cause);
    this.reason = reason;
    this.details = details;
  }

  public Reason reason() {
    return reason;
  }

  public Details details() {
    return details;
  }

  private static String sentence(Reason reason, Details one) {
    String certificate = "the certificate for " + one.host();
    String issued = "issued by “" + one.issuer() + "”";
    return switch (reason) {
      case EXPIRED ->
          certificate
              + " ("
              + issued
              + ") expired on "
              + day(one.notAfter())
              + "; if this computer's date is right, the operator of the server or of the proxy"
              + " has to renew it";
      case NOT_YET_VALID ->
          certificate
              + " ("
              + issued
              + ") is valid only from "
              + day(one.notBefore())
              + " on; this computer's date is probably wrong: set it";
      case WRONG_HOST ->
          certificate
              + " is one for "
              + (one.names().isEmpty() ? "no host" : String.join(", ", one.names()))
              + " ("
              + issued
              + "): another server answers in its place; sign in to the network you are in, or check"
              + " the address and the proxy";
      case UNKNOWN_AUTHORITY ->
          certificate + " was " + issued + ". Neither this computer nor Java trusts this issuer";
    };
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
