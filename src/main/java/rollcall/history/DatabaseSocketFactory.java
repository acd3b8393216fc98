package rollcall.history;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/// Factory of the sockets to a database server, whose writes have a time limit: the driver limits
/// only reads. The driver creates it by its name.
public final class DatabaseSocketFactory extends SocketFactory {
  /// Size of the send buffer: what it holds counts as written.
  private static final int BUFFER = 1 << 15;

  /// Options by which a network or a computer that is gone is noticed within some 15 s.
  private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 5,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 3,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

  private final Duration limit;

  /// @param millis longest time of a write in milliseconds
  public DatabaseSocketFactory(String millis) {
    limit = Duration.ofMillis(Long.parseLong(millis));
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new LimitedSocket(limit);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    socket.setSendBufferSize(BUFFER);
    for (Map.Entry<SocketOption<Integer>, Integer> one : KEEP_ALIVE.entrySet()) {
      if (socket.supportedOptions().contains(one.getKey())) {
        socket.setOption(one.getKey(), one.getValue());
      }
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw connectedByDriver();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw connectedByDriver();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw connectedByDriver();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw connectedByDriver();
  }

  private static SocketException connectedByDriver() {
    return new SocketException("The driver connects its sockets by itself.");
  }

  /// Socket that closes itself when a write takes too long. Only that ends a blocked write; an
  /// encrypted connection on top of it would wait for the write in its own `close`.
  private static final class LimitedSocket extends Socket {
    private final Duration limit;

    LimitedSocket(Duration limit) {
      this.limit = limit;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      OutputStream out = super.getOutputStream();
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          CompletableFuture<Boolean> written = new CompletableFuture<>();
          var _ =
              written
                  .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                  .whenComplete((_, late) -> {
                    if (late != null) {
                      abort();
                    }
                  });
          try {
            out.write(bytes, from, length);
          } catch (IOException e) {
            if (written.isCompletedExceptionally()) {
              throw new SocketTimeoutException("Write timed out");
            }
            throw e;
          } finally {
            written.complete(true);
          }
        }
      };
    }

    private void abort() {
      try {
        close();
      } catch (IOException e) {
        // Closed anyway.
      }
    }
  }
}
