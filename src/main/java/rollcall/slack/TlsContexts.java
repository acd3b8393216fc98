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

  /// Context that trusts the CAs of Java and of the operating system.
  ///
  /// @return the context for the builders of both clients; one per process
  public static SSLContext trusted() {
    return CombinedTrustManager.platform();
  }

  /// Context that also trusts the CAs in a file, even if their certificates have expired.
  ///
  /// @param authorities a file with CA certificates in PEM form (`-----BEGIN CERTIFICATE-----`), or
  ///   with one in DER form
  /// @return the context for the builders of both clients
  /// @throws IOException if the file cannot be read or has no certificate; the message is a
  ///   sentence that names the file
  public static SSLContext trusting(Path authorities) throws IOException {
    return CombinedTrustManager.with(Certificates.in(authorities));
  }

  /// Context that also trusts the CAs in a file, at least one of which must be valid.
  ///
  /// @param authorities as for [#trusting(Path)]
  /// @param now time of the check
  /// @return the context for the builders of both clients
  /// @throws IOException if the file cannot be read, or has no certificate that is valid now; the
  ///   message is a sentence that names the file
  public static SSLContext trusting(Path authorities, Instant now) throws IOException {
    return CombinedTrustManager.with(Certificates.in(authorities, now));
  }
}
