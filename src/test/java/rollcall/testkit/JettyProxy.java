package rollcall.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ConnectHandler;
import org.jspecify.annotations.Nullable;

/// Third-party HTTP proxy (Jetty) on loopback. Without name resolution: every tunnel ends at the
/// requested port of this computer.
public final class JettyProxy implements AutoCloseable {
  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final @Nullable String credentials;
  private final String challenge;

  /// Starts a proxy.
  ///
  /// @param credentials the required `Proxy-Authorization`, or null for none
  /// @param challenge the `Proxy-Authenticate` header, such as `Basic realm="proxy"`
  public JettyProxy(@Nullable String credentials, String challenge) throws Exception {
    this.credentials = credentials;
    this.challenge = challenge;
    server.setHandler(new Tunnels());
    server.start();
  }

  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /// Returns the authorized targets, as `host:port`.
  public List<String> tunnels() {
    return tunnels;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The proxy does not stop.", e);
    }
  }

  private final class Tunnels extends ConnectHandler {
    @Override
    protected boolean handleAuthentication(Request request, Response response, String address) {
      String given = request.getHeaders().get(HttpHeader.PROXY_AUTHORIZATION);
      if (credentials != null && !credentials.equals(given)) {
        response.getHeaders().put(HttpHeader.PROXY_AUTHENTICATE, challenge);
        return false;
      }
      tunnels.add(address);
      return true;
    }

    @Override
    protected InetSocketAddress newConnectAddress(String host, int port) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
  }
}
