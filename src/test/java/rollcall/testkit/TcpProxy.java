package rollcall.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// TCP proxy on the loopback address, which can cut its connections, or let them hang.
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final int target;
  private final boolean replacesPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean away;
  private volatile @Nullable String lostAnswer;
  private volatile @Nullable String swallowed;
  private volatile @Nullable String stalled;

  /// @param target port of the server
  public TcpProxy(int target) throws IOException {
    this(target, false);
  }

  private TcpProxy(int target, boolean replacesPort) throws IOException {
    this.target = target;
    this.replacesPort = replacesPort;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /// Proxy of a server whose answers contain addresses of its own, such as those of web sockets:
  /// they are those of the proxy here.
  public static TcpProxy withAddressesOfItsOwn(int target) throws IOException {
    TcpProxy proxy = new TcpProxy(target, true);
    if (proxy.own().length() != proxy.theirs().length()) {
      throw new IOException("The ports have different lengths: try again.");
    }
    return proxy;
  }

  private String own() {
    return "127.0.0.1:" + port() + "/";
  }

  private String theirs() {
    return "127.0.0.1:" + target + "/";
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// Cuts all connections, and refuses new ones until [#comeBack].
  public void goAway() throws IOException {
    away = true;
    for (Socket one : open) {
      one.close();
    }
  }

  public void comeBack() {
    away = false;
  }

  /// Delivers the next request that contains this text, and cuts the connection before its answer.
  public void loseAnswerOf(String request) {
    lostAnswer = request;
  }

  /// Returns whether such a request was delivered.
  public boolean hasLostAnswer() {
    return lostAnswer == null;
  }

  /// Swallows the next request that contains this text, and everything on its connection from then
  /// on, which stays open: like a server that hangs.
  public void hangAt(String request) {
    swallowed = request;
  }

  /// Returns whether such a request was swallowed.
  public boolean hangs() {
    return swallowed == null;
  }

  /// Reads nothing more of a connection from the next request on that contains this text: like a
  /// network that drops all packets. Only of connections that begin afterwards.
  public void stallAt(String request) {
    stalled = request;
  }

  /// Returns whether such a request was received.
  public boolean stalls() {
    return stalled == null;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        if (stalled != null) {
          client.setReceiveBufferSize(1 << 12);
        }
        if (away) {
          client.close();
          continue;
        }
        Socket server = connect(client);
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> forward(client, server, true));
        Thread.ofVirtual().start(() -> forward(server, client, false));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private Socket connect(Socket client) throws IOException {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private byte[] withOwnAddresses(byte[] bytes, int length) {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    return text.replace(theirs(), own()).getBytes(StandardCharsets.ISO_8859_1);
  }

  private void forward(Socket from, Socket to, boolean requests) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[1 << 16];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        if (requests && contains(bytes, n, swallowed)) {
          swallowed = null;
          in.transferTo(OutputStream.nullOutputStream());
          // The client is gone, and the server does not learn it.
          while (open.contains(to) && !socket.isClosed()) {
            Thread.sleep(5);
          }
          return;
        }
        if (requests && contains(bytes, n, stalled)) {
          stalled = null;
          while (open.contains(from) && !socket.isClosed()) {
            Thread.sleep(5);
          }
          return;
        }
        boolean cuts = requests && contains(bytes, n, lostAnswer);
        if (cuts) {
          // Nothing goes back from now on, but the server gets the request.
          from.close();
        }
        out.write(replacesPort && !requests ? withOwnAddresses(bytes, n) : bytes, 0, n);
        out.flush();
        if (cuts) {
          // Until the other direction fails, because it has an answer.
          while (open.contains(to)) {
            Thread.sleep(5);
          }
          lostAnswer = null;
          return;
        }
      }
    } catch (IOException e) {
      // Cut.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static boolean contains(byte[] bytes, int size, @Nullable String text) {
    return text != null && new String(bytes, 0, size, StandardCharsets.ISO_8859_1).contains(text);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    goAway();
  }
}
