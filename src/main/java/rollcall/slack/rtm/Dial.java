package rollcall.slack.rtm;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.glassfish.tyrus.core.HandshakeException;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.net.Failures;

/// How a socket is opened: through which proxy, trusting whom.
record Dial(ProxySettings proxies, SSLContext tls) {
  /// Held, so that its level stays: what it logs with stack traces is told to the listeners.
  private static final Logger TYRUS =
      Logger.getLogger("org.glassfish.tyrus.container.jdk.client.ClientFilter");

  /// Held too: at their finest these write down the whole upgrade, with the socket's ticket.
  private static final Logger TRANSCRIPTS = Logger.getLogger("org.glassfish.tyrus");

  static {
    TYRUS.setLevel(Level.OFF);
    TRANSCRIPTS.setLevel(Level.INFO);
  }

  private static final int LARGEST_FRAME = 16 * 1024 * 1024;
  private static final Pattern PROXY_STATUS =
      Pattern.compile("proxy returned the following status code: (\\d{3})");

  /// Blocks until it is open.
  Session connect(Endpoint endpoint, ClientEndpointConfig config, URI url)
      throws DeploymentException, IOException {
    ClientManager manager = ClientManager.createClient(JdkClientContainer.class.getName());
    Map<String, Object> properties = manager.getProperties();
    properties.put(ClientProperties.HANDSHAKE_TIMEOUT, 10_000);
    properties.put(ClientProperties.INCOMING_BUFFER_SIZE, LARGEST_FRAME);
    // Checks that the certificate is good for the host by default.
    properties.put(
        ClientProperties.SSL_ENGINE_CONFIGURATOR,
        new SslEngineConfigurator(tls, true, false, false));
    proxies.proxyFor(url).ifPresent(proxy -> through(proxy, properties));
    return manager.connectToServer(endpoint, config, url);
  }

  /// Why it could not be opened.
  SlackException refused(DeploymentException problem) {
    for (Throwable at = problem; at != null; at = at.getCause()) {
      if (at instanceof HandshakeException handshake) {
        return new SlackException.Http("The socket", handshake.getHttpStatusCode(), "");
      }
      Matcher status = PROXY_STATUS.matcher(String.valueOf(at.getMessage()));
      if (status.find()) {
        return proxyRefused(Integer.parseInt(status.group(1)));
      }
    }
    return Failures.of("Opening the socket", problem);
  }

  private static SlackException proxyRefused(int status) {
    return status == 407
        ? Failures.proxySignIn(List.of())
        : new Request(
            Failure.PROXY_REFUSED, "The proxy refused the socket with HTTP " + status + ".", null);
  }

  private static void through(HttpProxy proxy, Map<String, Object> properties) {
    properties.put(ClientProperties.PROXY_URI, "http://" + proxy.host() + ":" + proxy.port());
    proxy
        .authorization()
        .ifPresent(value ->
            properties.put(ClientProperties.PROXY_HEADERS, Map.of("Proxy-Authorization", value)));
  }
}
