package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.net.Trust;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;
import rollcall.testkit.JettyProxy;

@Timeout(300)
class DialTest {
  @Test
  void theSocketGoesThroughTheSameProxyWithTheSameSignIn() throws Exception {
    try (FakeSlack slack = new FakeSlack();
        FakeProxy proxy = new FakeProxy(slack.port(), "HTTP/1.1 200 OK")) {
      Session session = connect(through(proxy.port()));
      assertTrue(session.isOpen());
      String asked = proxy.asked().getFirst();
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
  void aProxyThatRefusesTheSocketIsToldApart() throws Exception {
    assertEquals(Failure.PROXY_SIGN_IN, refusedWith("HTTP/1.1 407 Sign In"));
    assertEquals(Failure.PROXY_REFUSED, refusedWith("HTTP/1.1 403 Forbidden"));
  }

  private static Failure refusedWith(String answer) throws Exception {
    try (FakeProxy proxy = new FakeProxy(0, answer)) {
      Dial dial = through(proxy.port());
      DeploymentException refused = assertThrows(DeploymentException.class, () -> connect(dial));
      return ((SlackException.Request) dial.refused(refused)).failure();
    }
  }

  private static Dial through(int port) {
    HttpProxy settings = new HttpProxy("127.0.0.1", port, "ann", "p:ss");
    return new Dial(new ProxySettings.Manual(settings), Trust.platform());
  }

  private static Session connect(Dial dial) throws Exception {
    return connect(dial, URI.create("ws://slack.example:80/websocket/ticket"));
  }

  private static Session connect(Dial dial, URI url) throws Exception {
    Endpoint nobody =
        new Endpoint() {
          @Override
          public void onOpen(Session session, EndpointConfig config) {}
        };
    return dial.connect(nobody, ClientEndpointConfig.Builder.create().build(), url);
  }
}
