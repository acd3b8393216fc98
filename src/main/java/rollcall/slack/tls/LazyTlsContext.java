package rollcall.slack.tls;

import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// TLS context that is created at its first use, because Java's takes a tenth of a second.
final class LazyTlsContext extends SSLContextSpi {
  private final Supplier<SSLContext> create;

  // Guarded by this.
  private @Nullable SSLContext created;

  private LazyTlsContext(Supplier<SSLContext> create) {
    this.create = create;
  }

  /// @param create called once, on the thread of the first use
  static SSLContext of(Supplier<SSLContext> create) {
    return new SSLContext(new LazyTlsContext(create), new Origin(), "TLS") {};
  }

  /// Provider without services: a lookup of providers would load all of them.
  private static final class Origin extends Provider {
    private static final long serialVersionUID = 1;

    Origin() {
      super("rollcall.slack", "1", "TLS context that is created at its first use");
    }
  }

  private synchronized SSLContext context() {
    SSLContext known = created;
    if (known == null) {
      known = create.get();
      created = known;
    }
    return known;
  }

  @Override
  protected void engineInit(
      KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
      throws KeyManagementException {
    context().init(keys, trust, random);
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    return context().getSocketFactory();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    return context().getServerSocketFactory();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    return context().createSSLEngine();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    return context().createSSLEngine(host, port);
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    return context().getServerSessionContext();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    return context().getClientSessionContext();
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return context().getDefaultSSLParameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return context().getSupportedSSLParameters();
  }
}
