package rollcall.slack.rtm;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.core.HandshakeException;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackException;
import rollcall.slack.network.NetworkErrors;
import rollcall.slack.network.NonSlackResponse;
import rollcall.slack.rtm.transport.TcpClientContainer;
import rollcall.slack.rtm.transport.TcpConnection;

/// Opener of WebSockets with the given proxy and TLS settings.
record SocketConnector(ProxySettings proxies, RefusedProxySignIns signIns, SSLContext tls) {
  /// Loggers that write the whole upgrade, with the socket's ticket, at their finest level. A
  /// constant, so that their level is kept.
  private static final Logger[] TRANSCRIPTS = {
    Logger.getLogger("org.glassfish.tyrus"),
    Logger.getLogger("org.glassfish.tyrus.client"),
    Logger.getLogger("org.glassfish.tyrus.client.TyrusClientEngine")
  };

  private static final int LARGEST_FRAME = 16 * 1024 * 1024;

  /// Returns a connection to an address that is not open yet.
  ///
  /// @param afterRead runs on the reader thread
  TcpConnection connection(URI url, TcpConnection.ReadListener afterRead) {
    return new TcpConnection(url, proxies, signIns, tls, afterRead);
  }

  /// Blocks until a WebSocket is open on this connection.
  ///
  /// @throws SlackException if it cannot be opened; then the connection is closed
  Session connect(TcpConnection tcp, Endpoint endpoint, URI url) throws SlackException {
    // Set each time, because a new logging configuration resets all levels.
    Stream.of(TRANSCRIPTS).forEach(logger -> logger.setLevel(Level.INFO));
    ClientManager manager = ClientManager.createClient(TcpClientContainer.class.getName());
    Map<String, Object> properties = manager.getProperties();
    properties.put(ClientProperties.INCOMING_BUFFER_SIZE, LARGEST_FRAME);
    properties.put(TcpClientContainer.CONNECTION, tcp);
    try {
      tcp.connect();
      return manager.connectToServer(endpoint, ClientEndpointConfig.Builder.create().build(), url);
    } catch (DeploymentException | IOException e) {
      tcp.close();
      throw refused(e, url, tcp);
    }
  }

  private SlackException refused(Exception problem, URI url, TcpConnection tcp) {
    for (Throwable at = problem; at != null; at = at.getCause()) {
      if (at instanceof HandshakeException) {
        // Tyrus has a status of its own for an upgrade that it does not accept.
        int status = tcp.status();
        Duration retryAfter = tcp.retryAfter().orElse(null);
        if (status == 429 || (status == 503 && retryAfter != null)) {
          return new SlackException.RateLimited("the WebSocket", retryAfter);
        }
        return new SlackException.Http(
            "The socket", status, tcp.refusal(), NonSlackResponse.replacesSlack(status));
      }
    }
    return NetworkErrors.of(proxies, url, "Opening the socket", problem);
  }
}
