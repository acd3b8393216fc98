package rollcall.app.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.slack.TlsContexts;

/// TLS trust for this run: the Java and OS trust stores plus an optional CA file.
///
/// Thread: that of [AppContext].
public final class CaCertificates {
  private static final String KEPT = " The certificates read from it before are still trusted.";
  private static final String LEFT_OUT =
      " Until it can be used, only the certificates that this computer trusts are.";

  private final InstantSource clock;
  private @Nullable Path file;
  private @Nullable SSLContext tls;

  public CaCertificates(InstantSource clock) {
    this.clock = clock;
  }

  /// Checks whether a file can be used.
  ///
  /// @throws IOException when it cannot be read, or holds no valid certificate; its message is a
  ///   sentence that names the file
  void check(Path candidate) throws IOException {
    var _ = TlsContexts.trusting(candidate, clock.instant());
  }

  /// Reads the certificates of this file, which are trusted from now on; null for none. If the file
  /// can no longer be read, the certificates read before stay trusted.
  ///
  /// @return sentence about the problem; empty when the file could be used
  public Optional<String> read(@Nullable Path wanted) {
    if (wanted == null) {
      file = null;
      tls = null;
      return Optional.empty();
    }
    try {
      tls = TlsContexts.trusting(wanted, clock.instant());
      file = wanted;
      return Optional.empty();
    } catch (IOException e) {
      boolean before = wanted.equals(file);
      if (!before) {
        file = null;
        tls = null;
      }
      return Optional.of(e.getMessage() + (before ? KEPT : LEFT_OUT));
    }
  }

  /// Returns the TLS configuration for Slack.
  public SSLContext tls() {
    return tls == null ? TlsContexts.trusted() : tls;
  }
}
