package rollcall.app.environment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import rollcall.language.SentenceException;
import rollcall.slack.TlsContexts;
import rollcall.slack.tls.CertificateFileException;

/// TLS trust for this run: the Java and OS trust stores plus an optional CA file.
///
/// Thread: that of [WorkspaceContext].
public final class CaCertificates {
  private static final Sentence KEPT =
      Sentence.of("The certificates read from it before are still trusted.");
  private static final Sentence LEFT_OUT =
      Sentence.of("Until it can be used, only the certificates that this computer trusts are.");

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
    try {
      var _ = TlsContexts.trusting(candidate, clock.instant());
    } catch (IOException e) {
      throw new SentenceException(e, sentence(e));
    }
  }

  private static Sentence sentence(IOException e) {
    return e instanceof CertificateFileException unusable
        ? new Sentence(unusable.pattern(), unusable.arguments())
        : Sentence.of(e);
  }

  /// Reads the certificates of this file, which are trusted from now on; null for none. If the file
  /// can no longer be read, the certificates read before stay trusted.
  ///
  /// @return sentence about the problem; empty when the file could be used
  public Optional<Sentence> read(@Nullable Path wanted) {
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
      return Optional.of(Sentence.join(List.of(sentence(e), before ? KEPT : LEFT_OUT)));
    }
  }

  /// Returns the TLS configuration for Slack.
  public SSLContext tls() {
    return tls == null ? TlsContexts.trusted() : tls;
  }
}
