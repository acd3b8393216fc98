package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.rtm.transport.TcpConnection;
import rollcall.slack.tls.CombinedTrustManager;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.JettyProxy;

@Timeout(300)
class SocketConnectorTest {
  @Test
  void theSocketGoesThroughTheSameProxyWithTheSameSignIn() throws Exception {
    try (FakeSlack slack = new FakeSlack();
        FakeProxy proxy = new FakeProxy(slack.port(), "HTTP/1.1 200 OK")) {
      Session session = connect(through(proxy.port()));
      assertTrue(session.isOpen());
      String asked = proxy.requests().getFirst();
      assertTrue(asked.startsWith("CONNECT slack.example:"), asked);
      assertTrue(asked.contains("Basic YW5uOnA6c3M="), asked);
      session.close();
    }
  }

  @Test
  void aProxyThatOthersWroteCarriesTheUnencryptedSocketToo() throws Exception {
    try (FakeSlack slack = new FakeSlack();
        JettyProxy proxy = new JettyProxy("Basic YW5uOnA6c3M=", "Basic realm=\"corp\"")) {
      URI url = URI.create("ws://slack.example:" + slack.port() + "/websocket/ticket");
      Session session = connect(through(proxy.port()), url);
      assertTrue(session.isOpen());
      assertEquals(List.of("slack.example:" + slack.port()), proxy.tunnels());
      session.close();
    }
  }

  @Test
  void aProxyThatRefusesTheSocketIsDistinguished() throws Exception {
    assertEquals(Failure.PROXY_SIGN_IN_REFUSED, refusedWith("HTTP/1.1 407 Sign In"));
    assertEquals(Failure.PROXY_SIGN_IN_REFUSED, refusedWith("HTTP/1.0 401 Unauthorized"));
    assertEquals(
        Failure.PROXY_UNSUPPORTED_SIGN_IN,
        refusedWith("HTTP/1.1 407 Sign In\nProxy-Authenticate: NTLM"));
    assertEquals(Failure.PROXY_REFUSED, refusedWith("HTTP/1.1 403 Forbidden"));
  }

  /// Tyrus' own transport asks the platform for proxies by itself, and takes them before the direct
  /// way; Java's sockets ask it for SOCKS.
  @Test
  void noProxyMeansNoneWhateverThePlatformSettings() throws Exception {
    List<URI> asked = new CopyOnWriteArrayList<>();
    ProxySelector before = ProxySelector.getDefault();
    try (FakeSlack slack = new FakeSlack();
        FakeProxy proxy = new FakeProxy(slack.port(), "HTTP/1.1 200 OK")) {
      ProxySelector.setDefault(
          new ProxySelector() {
            @Override
            public List<Proxy> select(URI address) {
              asked.add(address);
              return List.of(
                  new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.port())));
            }

            @Override
            public void connectFailed(URI address, SocketAddress proxy, IOException problem) {}
          });
      SocketConnector direct =
          new SocketConnector(
              new ProxySettings.None(), new RefusedProxySignIns(), CombinedTrustManager.platform());
      Session session = connect(direct, slack.socketUrl());
      assertTrue(session.isOpen());
      session.close();
      assertEquals(List.of(), proxy.requests());
    } finally {
      ProxySelector.setDefault(before);
    }
    assertEquals(List.of(), List.copyOf(asked));
  }

  @Test
  void aRefusedUpgradeSaysWhatCame() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.setUpgradeAnswer(
          new FakeSlack.Answer(200, Map.of("Content-Type", "text/html"), "<title>Log in</title>"));
      assertEquals("The socket was answered with HTTP 200: an HTML page", refusal(slack));
      slack.setUpgradeAnswer(FakeSlack.Answer.status(503, ""));
      assertEquals("The socket was answered with HTTP 503", refusal(slack));
      slack.setUpgradeAnswer(FakeSlack.Answer.status(101, ""));
      slack.setUpgradeHeaders(
          "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: c29tZXRoaW5nIGVsc2U=");
      assertEquals(
          "The socket was answered with HTTP 101: it is not the WebSocket that was requested",
          refusal(slack));
    }
  }

  private static String refusal(FakeSlack slack) {
    SocketConnector direct =
        new SocketConnector(
            new ProxySettings.None(), new RefusedProxySignIns(), CombinedTrustManager.platform());
    SlackException.Http refused =
        assertThrows(SlackException.Http.class, () -> connect(direct, slack.socketUrl()));
    assertEquals(refused.status() < 500, refused.replaced());
    return refused.getMessage();
  }

  /// Tyrus throws an `Error` for a text that UTF-8 cannot encode.
  @Test
  void anErrorOfTheWriterIsALostSocket() throws Exception {
    BlockingQueue<LoopMessage> inputs = new LinkedBlockingQueue<>();
    try (FakeSlack slack = new FakeSlack()) {
      SocketConnector direct =
          new SocketConnector(
              new ProxySettings.None(), new RefusedProxySignIns(), CombinedTrustManager.platform());
      RtmSocket socket =
          new RtmSocket(
              1, slack.socketUrl(), direct, InstantSource.system(), inputs::add, _ -> true);
      socket.open();
      socket.send("\ud83d");
      ConnectionInput input = null;
      while (!(input instanceof ConnectionInput.Lost)) {
        LoopMessage message = inputs.poll(60, TimeUnit.SECONDS);
        assertNotNull(message, "The socket reports no loss.");
        input = message instanceof LoopMessage.Event(ConnectionInput event) ? event : null;
      }
      socket.drop();
    }
  }

  @Test
  void anAddressIsAskedForAsItIsWrittenAndAnswersAreNotFollowed() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      URI url = URI.create(slack.socketUrl() + "%2Fa%20b?ticket=x%26y&z=%3D");
      connect(
              new SocketConnector(
                  new ProxySettings.None(),
                  new RefusedProxySignIns(),
                  CombinedTrustManager.platform()),
              url)
          .close();
      assertEquals(
          List.of("websocket/ticket%2Fa%20b?ticket=x%26y&z=%3D"),
          slack.requests().stream().map(FakeSlack.Request::path).toList());
      slack.setUpgradeStatus(302);
      SocketConnector connector =
          new SocketConnector(
              new ProxySettings.None(), new RefusedProxySignIns(), CombinedTrustManager.platform());
      assertEquals(
          302,
          assertThrows(SlackException.Http.class, () -> connect(connector, slack.socketUrl()))
              .status());
      assertEquals(2, slack.requests().size());
    }
  }

  @Test
  void answersInUnusualFormsAreUnderstood() throws Exception {
    try (FakeSlack slack = new FakeSlack();
        FakeProxy proxy = new FakeProxy(slack.port(), "HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK")) {
      slack.setUpgradeHeaders("Connection: keep-alive\nCONNECTION: upgrade\nupgrade:WebSocket");
      Session session = connect(through(proxy.port()));
      assertTrue(session.isOpen());
      session.close();
    }
  }

  /// As when there is no memory.
  @Test
  void everyEndOfReadingEndsTheConnectionAndIsReported() throws Exception {
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    Endpoint endpoint =
        new Endpoint() {
          @Override
          public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (_, _) -> {});
          }

          @Override
          public void onClose(Session session, CloseReason reason) {
            closed.complete(reason.getCloseCode().getCode());
          }
        };
    try (FakeSlack slack = new FakeSlack()) {
      SocketConnector connector =
          new SocketConnector(
              new ProxySettings.None(), new RefusedProxySignIns(), CombinedTrustManager.platform());
      TcpConnection connection =
          connector.connection(
              slack.socketUrl(),
              (_, _) -> {
                throw new OutOfMemoryError("as if");
              });
      connector.connect(connection, endpoint, slack.socketUrl());
      slack.nextConnection().awaitEnd();
      assertEquals(1006, closed.get(60, TimeUnit.SECONDS));
    }
  }

  private static Failure refusedWith(String answer) throws Exception {
    try (FakeProxy proxy = new FakeProxy(0, answer)) {
      SocketConnector connector = through(proxy.port());
      return assertThrows(SlackException.Request.class, () -> connect(connector)).failure();
    }
  }

  private static SocketConnector through(int port) {
    HttpProxy settings = new HttpProxy("127.0.0.1", port, "ann", "p:ss");
    return new SocketConnector(
        new ProxySettings.Manual(settings),
        new RefusedProxySignIns(),
        CombinedTrustManager.platform());
  }

  private static Session connect(SocketConnector connector) throws Exception {
    return connect(connector, URI.create("ws://slack.example:80/websocket/ticket"));
  }

  private static Session connect(SocketConnector connector, URI url) throws Exception {
    Endpoint closedPort =
        new Endpoint() {
          @Override
          public void onOpen(Session session, EndpointConfig config) {}
        };
    return connector.connect(connector.connection(url, (_, _) -> true), closedPort, url);
  }
}
