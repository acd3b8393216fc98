package rollcall.slack.rtm.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.tls.CombinedTrustManager;

/// Connection to a server that neither reads nor answers nor closes.
@Timeout(300)
class TcpConnectionTest {
  private ServerSocket server;

  @BeforeEach
  void open() throws Exception {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void closeUnblocksTheWriterOfAStalledPeer() throws Exception {
    TcpConnection wire = wire("ws");
    wire.connect();
    try (Socket other = server.accept()) {
      CompletableFuture<String> end = new CompletableFuture<>();
      Thread writer = Thread.ofPlatform().start(() -> end.complete(writesForEver(wire)));
      while (!blocked(writer)) {
        Thread.onSpinWait();
      }
      // Another thread's frame waits behind that one, and does not delay the end either.
      Thread another = Thread.ofVirtual().start(() -> writesForEver(wire));
      wire.closeWithin(Duration.ZERO);
      assertEquals("ended", end.get(60, TimeUnit.SECONDS));
      another.join();
      assertHungUp(other);
    }
  }

  @Test
  void anEncryptionThatIsNeverAnsweredEndsWithTheWire() throws Exception {
    TcpConnection wire = wire("wss");
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            wire.connect();
            end.complete("connected");
          } catch (IOException e) {
            end.complete("ended");
          }
        });
    try (Socket other = server.accept()) {
      other.getInputStream().readNBytes(100);
      wire.close();
      assertEquals("ended", end.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void theOtherSideIsLeftTheLastWord() throws Exception {
    TcpConnection wire = wire("ws");
    wire.connect();
    try (Socket other = server.accept()) {
      wire.write(new byte[] {1});
      wire.complete();
      wire.complete();
      assertEquals(
          List.of(1, -1), List.of(other.getInputStream().read(), other.getInputStream().read()));
      other.getOutputStream().write(2);
      assertEquals(2, wire.in().read());
    } finally {
      wire.close();
    }
    wire.close();
    wire.complete();
  }

  @Test
  void anAnswerWithoutEndOrSenseIsRefused() {
    for (String answer :
        List.of(
            "",
            "SSH-2.0-OpenSSH",
            "HTTP/1.1 200 OK\r\nServer: x",
            "HTTP/1.1 200 OK\r\n" + "x".repeat(100_000))) {
      assertThrows(IOException.class, () -> HttpHead.read(said(answer)));
    }
  }

  @Test
  void whatIsSaidBeforeAnAnswerIsPassedOver() throws Exception {
    InputStream in =
        said(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                + "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nfirst frame");
    assertEquals(new HttpHead(101, Map.of("Upgrade", List.of("websocket"))), HttpHead.read(in));
    assertEquals("first frame", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
    assertThrows(
        IOException.class,
        () -> HttpHead.read(said("HTTP/1.1 100 Continue\r\n\r\n".repeat(9_999))));
  }

  @Test
  void anAddressThatRefusesIsFollowedByTheNext() throws Exception {
    InetAddress closedPort = InetAddress.getByName("127.0.0.2");
    TcpConnection wire = wire("ws");
    wire.open(List.of(closedPort, server.getInetAddress()), server.getLocalPort());
    try (Socket other = server.accept()) {
      wire.write(new byte[] {7});
      assertEquals(7, other.getInputStream().read());
      wire.close();
      assertHungUp(other);
    }
    TcpConnection refused = wire("ws");
    assertThrows(
        IOException.class,
        () -> refused.open(List.of(closedPort, closedPort), server.getLocalPort()));
    refused.close();
  }

  @Test
  void aClosedConnectionTriesNoFurtherAddress() throws Exception {
    TcpConnection wire = wire("ws");
    wire.close();
    List<InetAddress> twice = List.of(server.getInetAddress(), server.getInetAddress());
    assertThrows(IOException.class, () -> wire.open(twice, server.getLocalPort()));
  }

  private static InputStream said(String answer) {
    return new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  private TcpConnection wire(String scheme) throws Exception {
    URI url = URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/websocket/ticket");
    return new TcpConnection(
        url,
        new ProxySettings.None(),
        new RefusedProxySignIns(),
        CombinedTrustManager.platform(),
        (_, _) -> true);
  }

  private static String writesForEver(TcpConnection wire) {
    try {
      while (true) {
        wire.write(new byte[64 * 1024]);
      }
    } catch (IOException e) {
      return "ended";
    }
  }

  /// Returns whether it waits for the other side to read.
  private static boolean blocked(Thread writer) {
    return List.of(writer.getStackTrace()).stream()
        .anyMatch(
            at -> at.getMethodName().equals("park") && at.getClassName().contains("NioSocket"));
  }

  private static void assertHungUp(Socket other) throws IOException {
    byte[] bytes = new byte[1 << 20];
    try {
      while (other.getInputStream().read(bytes) >= 0) {}
    } catch (IOException e) {
      // Reset: that is an end too.
    }
  }
}
