package rollcall.slack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import rollcall.slack.tls.Certificates;
import rollcall.slack.tls.CombinedTrustManager;

/// TLS contexts for HTTP and WebSocket connections to Slack.
///
/// The trust stores of Java and of the operating system are combined, so a company's own
/// certificate authority counts as soon as the computer knows it. Host names are always checked.
public final class TlsContexts {
  private TlsContexts() {}

  /// Trusts the CAs of Java and of the operating system.
  ///
  /// @return for the builders of both clients; read once and then shared
  public static SSLContext trusted() {
    return CombinedTrustManager.platform();
  }

  /// Also trusts the CAs in a file, even if their certificates have expired.
  ///
  /// @param authorities a file with certificates of authorities, in PEM form (`-----BEGIN
  ///   CERTIFICATE-----`) or one in DER form
  /// @return for the builders of both clients
  /// @throws IOException if the file cannot be read or holds no certificate; its message is a
  ///   sentence that names the file
  public static SSLContext trusting(Path authorities) throws IOException {
    return CombinedTrustManager.with(Certificates.in(authorities));
  }

  /// Also trusts the CAs in a file, as long as one of its certificates is good at a time.
  ///
  /// @param authorities as for [#trusting(Path)]
  /// @param now when; others in the file that are out of date do no harm
  /// @return for the builders of both clients
  /// @throws IOException if the file cannot be read, holds no certificate, or only such as have
  ///   expired or are not good yet; its message is a sentence that names the file
  public static SSLContext trusting(Path authorities, Instant now) throws IOException {
    return CombinedTrustManager.with(Certificates.in(authorities, now));
  }
}
