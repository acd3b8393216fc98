package rollcall.slack.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The platform's trust, which also says whom it does not trust.
public final class Trust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager platform;

  private Trust(X509ExtendedTrustManager platform) {
    this.platform = platform;
  }

  /// TLS that trusts whom the platform trusts.
  public static SSLContext platform() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      X509ExtendedTrustManager platform =
          Stream.of(factory.getTrustManagers())
              .filter(X509ExtendedTrustManager.class::isInstance)
              .map(X509ExtendedTrustManager.class::cast)
              .findFirst()
              .orElseThrow();
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new Trust(platform)}, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no TLS.", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    try {
      platform.checkServerTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw named(chain, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    try {
      platform.checkServerTrusted(chain, type, socket);
    } catch (CertificateException e) {
      throw named(chain, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    platform.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    platform.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    platform.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    platform.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return platform.getAcceptedIssuers();
  }

  private static CertificateException named(X509Certificate[] chain, CertificateException problem) {
    return noPath(problem) && chain.length > 0
        ? new Untrusted(commonName(chain[chain.length - 1]), problem)
        : problem;
  }

  private static boolean noPath(@Nullable Throwable problem) {
    return problem != null
        && (problem instanceof CertPathBuilderException || noPath(problem.getCause()));
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
