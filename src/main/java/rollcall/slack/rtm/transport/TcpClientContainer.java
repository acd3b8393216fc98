package rollcall.slack.rtm.transport;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.Writer;
import rollcall.slack.network.NonSlackResponse;
import rollcall.slack.network.RetryAfter;

/// Transport of Tyrus over a [TcpConnection]: sends the upgrade request, then passes bytes in both
/// directions. A platform thread reads, because a read that blocks in the system costs less than
/// parking a virtual thread.
public final class TcpClientContainer implements ClientContainer {
  /// The property of Tyrus' client that holds the connected [TcpConnection].
  public static final String CONNECTION = "rollcall.slack.rtm.connection";

  private static final int SWITCHING_PROTOCOLS = 101;

  /// For Tyrus, which makes one for each connection.
  public TcpClientContainer() {}

  @Override
  public void openClientSocket(
      ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
      throws IOException {
    if (!(properties.get(CONNECTION) instanceof TcpConnection tcp)) {
      throw new IllegalArgumentException("The property rollcall.slack.rtm.connection is missing.");
    }
    UpgradeRequest request = engine.createUpgradeRequest(tcp::close);
    tcp.write(HttpHead.of(lines(request)));
    HttpHead head = HttpHead.read(tcp.in());
    tcp.established();
    tcp.answered(
        head.status(),
        description(head),
        RetryAfter.parse(head.all("Retry-After"), first(head, "Date")));
    TyrusUpgradeResponse answer = new TyrusUpgradeResponse();
    answer.setStatus(head.status());
    // Of several fields of one name Tyrus would see the first alone.
    head.fields()
        .forEach(
            (name, values) -> answer.getHeaders().put(name, List.of(String.join(", ", values))));
    ClientUpgradeInfo upgrade =
        engine.processResponse(answer, new TcpWriter(tcp), _ -> tcp.close());
    switch (upgrade.getUpgradeStatus()) {
      case SUCCESS -> new Reader(tcp, upgrade.createConnection()).start();
      case UPGRADE_REQUEST_FAILED -> tcp.close();
      case ANOTHER_UPGRADE_REQUEST_REQUIRED -> {
        // It would sign in, or go elsewhere: both are not for a ticket that is good once.
        tcp.close();
        engine.processError(new HandshakeException(head.status(), "no socket"));
      }
    }
  }

  /// Describes a response that is not accepted; its body is not read.
  private static String description(HttpHead head) {
    if (head.status() == SWITCHING_PROTOCOLS) {
      return "it is not the WebSocket that was requested";
    }
    String instead =
        NonSlackResponse.describe(
            head.status(), first(head, "Location"), first(head, "Content-Type"), "");
    return instead.equals("an empty answer") ? "" : instead;
  }

  private static String first(HttpHead head, String name) {
    return head.all(name).stream().findFirst().orElse("");
  }

  private static List<String> lines(UpgradeRequest request) {
    URI url = request.getRequestURI();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    List<String> lines = new ArrayList<>();
    lines.add("GET " + path + query + " HTTP/1.1");
    request
        .getHeaders()
        .forEach((name, values) -> lines.add(name + ": " + String.join(", ", values)));
    return lines;
  }

  /// Reader of one connection. One thread at a time runs it.
  private static final class Reader implements Runnable {
    private final TcpConnection tcp;
    private final Connection connection;

    Reader(TcpConnection tcp, Connection connection) {
      this.tcp = tcp;
      this.connection = connection;
    }

    void start() {
      Thread.ofPlatform().daemon().name("slack-rtm-reader").start(this);
    }

    @Override
    public void run() {
      boolean ended = true;
      try {
        ended = readToEnd();
      } catch (IOException e) {
        // It was reset, or closed by ourselves: it ended.
      } finally {
        if (ended) {
          tcp.close();
          connection.close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, ""));
        }
      }
    }

    /// Returns false when another thread reads on.
    private boolean readToEnd() throws IOException {
      InputStream in = tcp.in();
      byte[] bytes = new byte[TcpConnection.READ_AT_ONCE];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (!tcp.isComplete()) {
          connection.getReadHandler().handle(ByteBuffer.wrap(bytes, 0, read));
          if (!tcp.afterRead(read, this::start)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /// Writer of Tyrus. After a close frame, the server ends the connection.
  private static final class TcpWriter extends Writer {
    private final TcpConnection tcp;

    TcpWriter(TcpConnection tcp) {
      this.tcp = tcp;
    }

    @Override
    public void write(ByteBuffer buffer, CompletionHandler<ByteBuffer> handler) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      try {
        tcp.write(bytes);
        handler.completed(buffer);
      } catch (IOException e) {
        handler.failed(e);
      }
    }

    @Override
    public void close() {
      tcp.complete();
    }
  }
}
