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

/// A proxy that others wrote, Jetty's, on loopback. It knows no names: whatever host a tunnel is
/// wanted to, it ends at that port of this machine.
public final class JettyProxy implements AutoCloseable {
  private final Server server =
      new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final @Nullable String wanted;
  private final String offer;

  /// @param wanted the `Proxy-Authorization` that it takes, or null to ask nobody
  /// @param offer how one may sign in, such as `Basic realm="proxy"`
  public JettyProxy(@Nullable String wanted, String offer) throws Exception {
    this.wanted = wanted;
    this.offer = offer;
    server.setHandler(new Tunnels());
    server.start();
  }

  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /// Where tunnels were wanted to by those who had signed in, as `host:port`.
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
      if (wanted != null && !wanted.equals(given)) {
        response.getHeaders().put(HttpHeader.PROXY_AUTHENTICATE, offer);
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
