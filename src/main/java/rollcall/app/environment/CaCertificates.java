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

  /// Whether a file can be used.
  ///
  /// @throws IOException when it cannot be read, or holds no certificate that is good now; its
  ///   message is a sentence that names the file
  void check(Path candidate) throws IOException {
    var _ = TlsContexts.trusting(candidate, clock.instant());
  }

  /// Trusts the authorities in this file from now on, as they are in it now; null for none. A file
  /// that was good before and is not any more has still what was read then.
  ///
  /// @return why the file could not be used, as a sentence; empty when it could
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

  /// For the way to Slack.
  public SSLContext tls() {
    return tls == null ? TlsContexts.trusted() : tls;
  }
}
