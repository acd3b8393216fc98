package rollcall.slack.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import rollcall.slack.tls.UntrustedCertificateException.Details;
import rollcall.slack.tls.UntrustedCertificateException.Reason;

/// Trust manager that combines the trust stores of Java and of the operating system. It explains
/// why a certificate is rejected, and rejects every certificate whose host name is not checked.
///
/// Its TLS context is created at the first TLS connection, and the trust stores are read at the
/// first handshake, on its thread: together some tenths of a second, which a program without a TLS
/// connection never spends.
public final class CombinedTrustManager extends X509ExtendedTrustManager {
  private static final String UNCHECKED = "The host name of the certificate is not checked.";

  private static final int MOST_NAMES = 4;
  private static final int LONGEST_NAME = 100;

  private final List<X509Certificate> more;

  // Guarded by this.
  private @Nullable X509ExtendedTrustManager anchors;

  CombinedTrustManager(List<X509Certificate> more) {
    this.more = List.copyOf(more);
  }

  /// Shared TLS context with the trust stores of Java and of the operating system.
  public static SSLContext platform() {
    return Platform.TLS;
  }

  /// TLS context that also trusts these certificates.
  public static SSLContext with(List<X509Certificate> more) {
    CombinedTrustManager manager = new CombinedTrustManager(more);
    return LazyTlsContext.of(manager::context);
  }

  private SSLContext context() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {this}, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS.", e);
    }
  }

  /// Common name of the authority that issued the certificate of a server: the last one that the
  /// server names.
  ///
  /// @throws SSLPeerUnverifiedException if the server has shown no certificate
  public static String issuer(SSLSession session) throws SSLPeerUnverifiedException {
    return plain(commonName(chain(session).getLast()));
  }

  /// Returns whether Java itself trusts the authority of a server: false for one that only this
  /// computer, or a file, names.
  ///
  /// @throws SSLPeerUnverifiedException if the server has shown no certificate
  public static boolean isKnownToJava(SSLSession session) throws SSLPeerUnverifiedException {
    List<X509Certificate> chain = chain(session);
    return Stream.of(manager(null).getAcceptedIssuers())
        .map(X509Certificate::getSubjectX500Principal)
        .anyMatch(
            known -> chain.stream().anyMatch(one -> one.getIssuerX500Principal().equals(known)));
  }

  private static List<X509Certificate> chain(SSLSession session) throws SSLPeerUnverifiedException {
    return Stream.of(session.getPeerCertificates())
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static final class Platform {
    static final SSLContext TLS = with(List.of());
  }

  /// Trust stores, read once because they do not change while a program runs.
  private static final class TrustStores {
    static final Set<X509Certificate> ANCHORS = read();

    private static Set<X509Certificate> read() {
      Set<X509Certificate> all = new LinkedHashSet<>(List.of(manager(null).getAcceptedIssuers()));
      all.addAll(Certificates.ofOperatingSystem());
      return all;
    }
  }

  /// Trust manager of all certificates, created at the first use.
  private synchronized X509ExtendedTrustManager anchors() {
    X509ExtendedTrustManager known = anchors;
    if (known == null) {
      Set<X509Certificate> all = new LinkedHashSet<>(TrustStores.ANCHORS);
      all.addAll(more);
      known = manager(all);
      anchors = known;
    }
    return known;
  }

  private static KeyStore store(Set<X509Certificate> anchors)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (X509Certificate anchor : anchors) {
      store.setCertificateEntry("anchor-" + store.size(), anchor);
    }
    return store;
  }

  /// Trust manager of these certificates; null for those of Java.
  private static X509ExtendedTrustManager manager(@Nullable Set<X509Certificate> anchors) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(anchors == null ? null : store(anchors));
      return Stream.of(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java has no TLS.", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    requireHostNames(engine.getSSLParameters());
    try {
      anchors().checkServerTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw nameOf(chain, type, engine.getPeerHost(), e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (socket instanceof SSLSocket encrypted) {
      requireHostNames(encrypted.getSSLParameters());
    }
    try {
      anchors().checkServerTrusted(chain, type, socket);
    } catch (CertificateException e) {
      String host =
          socket instanceof SSLSocket encrypted
              ? encrypted.getHandshakeSession().getPeerHost()
              : null;
      throw nameOf(chain, type, host, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException(UNCHECKED);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    anchors().checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    anchors().checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    anchors().checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return anchors().getAcceptedIssuers();
  }

  /// A certificate that is good for another host is worth nothing: system properties can switch the
  /// check off without a warning.
  private static void requireHostNames(SSLParameters parameters) throws CertificateException {
    if (!"HTTPS".equalsIgnoreCase(parameters.getEndpointIdentificationAlgorithm())) {
      throw new CertificateException(UNCHECKED);
    }
  }

  private CertificateException nameOf(
      X509Certificate[] chain, String type, @Nullable String host, CertificateException problem) {
    if (chain.length == 0) {
      return problem;
    }
    String asked = host == null ? "the server" : host;
    if (found(problem, CertificateExpiredException.class)) {
      X509Certificate expired = outOfDate(chain, CertificateExpiredException.class);
      return untrusted(Reason.EXPIRED, expired, asked, problem);
    }
    if (found(problem, CertificateNotYetValidException.class)) {
      X509Certificate early = outOfDate(chain, CertificateNotYetValidException.class);
      return untrusted(Reason.NOT_YET_VALID, early, asked, problem);
    }
    if (found(problem, CertPathBuilderException.class)) {
      return untrusted(Reason.UNKNOWN_AUTHORITY, chain[chain.length - 1], asked, problem);
    }
    return trustedForAnother(chain, type)
        ? untrusted(Reason.WRONG_HOST, chain[0], asked, problem)
        : problem;
  }

  /// Returns whether everything except the host name is valid.
  private boolean trustedForAnother(X509Certificate[] chain, String type) {
    try {
      anchors().checkServerTrusted(chain, type);
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  /// The first certificate of the chain whose dates are wrong in this way; the server's if that of
  /// none is.
  private static X509Certificate outOfDate(
      X509Certificate[] chain, Class<? extends CertificateException> how) {
    return Stream.of(chain)
        .filter(one -> {
          try {
            one.checkValidity();
            return false;
          } catch (CertificateException e) {
            return how.isInstance(e);
          }
        })
        .findFirst()
        .orElse(chain[0]);
  }

  private static UntrustedCertificateException untrusted(
      Reason reason, X509Certificate one, String host, CertificateException problem) {
    Details details =
        new Details(
            plain(host),
            plain(commonName(one)),
            one.getNotBefore().toInstant(),
            one.getNotAfter().toInstant(),
            names(one));
    return new UntrustedCertificateException(reason, details, problem);
  }

  private static boolean found(@Nullable Throwable problem, Class<? extends Exception> kind) {
    return problem != null && (kind.isInstance(problem) || found(problem.getCause(), kind));
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .map(name -> name.get(1))
              .filter(String.class::isInstance)
              .map(name -> plain((String) name))
              .limit(MOST_NAMES)
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static String commonName(X509Certificate certificate) {
    String name = certificate.getIssuerX500Principal().getName();
    return Stream.of(name.split(","))
        .filter(part -> part.startsWith("CN="))
        .map(part -> part.substring(3))
        .findFirst()
        .orElse(name);
  }

  /// Returns foreign text as one short line.
  private static String plain(String text) {
    return TextSanitizer.singleLine(text, LONGEST_NAME);
  }
}
