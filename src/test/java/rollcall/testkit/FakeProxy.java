package rollcall.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// HTTP proxy on loopback that connects every tunnel to one local port, or refuses it. Plain
/// sockets.
public final class FakeProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final String answer;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /// Starts a proxy.
  ///
  /// @param target local port of all tunnels
  /// @param answer response to each `CONNECT`, such as `HTTP/1.1 200 OK`; lines end with `\n`
  public FakeProxy(int target, String answer) throws IOException {
    this.target = target;
    this.answer = answer;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("fake-proxy").start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Returns the heads of all requests.
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      requests.add(head(client.getInputStream()));
      client
          .getOutputStream()
          .write((answer.replace("\n", "\r\n") + "\r\n\r\n").getBytes(ISO_8859_1));
      if (answer.contains(" 200 ")) {
        tunnel(client);
      }
    } catch (IOException e) {
      // One side has closed the connection.
    }
  }

  private void tunnel(Socket client) throws IOException {
    try (Socket end = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread.ofVirtual().start(() -> copy(end, client));
      client.getInputStream().transferTo(end.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException e) {
      // One side went away.
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.write(c);
    }
    return head.toString(ISO_8859_1);
  }
}
