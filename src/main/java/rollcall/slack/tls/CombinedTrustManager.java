package rollcall.slack.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Java's trust and the operating system's together, which also says whom it does not trust, and
/// takes no certificate whose host name nobody checks.
public final class CombinedTrustManager extends X509ExtendedTrustManager {
  private static final String UNCHECKED = "Nobody checks whose certificate it is.";

  private final X509ExtendedTrustManager anchors;

  private CombinedTrustManager(X509ExtendedTrustManager anchors) {
    this.anchors = anchors;
  }

  /// TLS that trusts whom Java or this computer trusts. Read once, at the first use.
  public static SSLContext platform() {
    return Shared.TLS;
  }

  /// TLS that trusts these too.
  public static SSLContext with(List<X509Certificate> more) {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {of(more)}, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS.", e);
    }
  }

  static CombinedTrustManager of(List<X509Certificate> more) throws GeneralSecurityException {
    Set<X509Certificate> all = new LinkedHashSet<>(Shared.ANCHORS);
    all.addAll(more);
    return new CombinedTrustManager(manager(store(all)));
  }

  /// What takes a tenth of a second to read, and does not change while a program runs.
  private static final class Shared {
    static final Set<X509Certificate> ANCHORS = anchors();
    static final SSLContext TLS = with(List.of());

    private static Set<X509Certificate> anchors() {
      try {
        Set<X509Certificate> all = new LinkedHashSet<>(List.of(manager(null).getAcceptedIssuers()));
        all.addAll(Certificates.ofOperatingSystem());
        return all;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("This Java has no TLS.", e);
      }
    }
  }

  private static KeyStore store(Set<X509Certificate> anchors) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new KeyStoreException("An empty store is read from nowhere.", e);
    }
    for (X509Certificate anchor : anchors) {
      store.setCertificateEntry("anchor-" + store.size(), anchor);
    }
    return store;
  }

  private static X509ExtendedTrustManager manager(@Nullable KeyStore anchors)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    requireHostNames(engine.getSSLParameters());
    try {
      anchors.checkServerTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw nameOf(chain, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (socket instanceof SSLSocket encrypted) {
      requireHostNames(encrypted.getSSLParameters());
    }
    try {
      anchors.checkServerTrusted(chain, type, socket);
    } catch (CertificateException e) {
      throw nameOf(chain, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException(UNCHECKED);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    anchors.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    anchors.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    anchors.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return anchors.getAcceptedIssuers();
  }

  /// A certificate that is good for another host is worth nothing: system properties can switch the
  /// check off, and then nothing is said to anybody.
  private static void requireHostNames(SSLParameters parameters) throws CertificateException {
    if (!"HTTPS".equalsIgnoreCase(parameters.getEndpointIdentificationAlgorithm())) {
      throw new CertificateException(UNCHECKED);
    }
  }

  private static CertificateException nameOf(
      X509Certificate[] chain, CertificateException problem) {
    return isPathMissing(problem) && chain.length > 0
        ? new UntrustedCertificateException(commonName(chain[chain.length - 1]), problem)
        : problem;
  }

  private static boolean isPathMissing(@Nullable Throwable problem) {
    return problem != null
        && (problem instanceof CertPathBuilderException || isPathMissing(problem.getCause()));
  }

  private static String commonName(X509Certificate certificate) {
    String name = certificate.getIssuerX500Principal().getName();
    return Stream.of(name.split(","))
        .filter(part -> part.startsWith("CN="))
        .map(part -> part.substring(3))
        .findFirst()
        .orElse(name);
  }
}
