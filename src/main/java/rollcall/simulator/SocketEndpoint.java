package rollcall.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/// Jetty's view of one socket: puts the pieces of a message together and passes what happens to the
/// workspace's lane. Lane: the socket's.
final class SocketEndpoint implements FrameHandler {
  /// Slack closes a connection on a longer message.
  static final int LIMIT = 16 * 1024;

  private final String nonce;
  private final RequestDispatcher simulation;
  private ByteBuffer message = ByteBuffer.allocate(0);
  private @Nullable ClientSocket line;

  SocketEndpoint(String nonce, RequestDispatcher simulation) {
    this.nonce = nonce;
    this.simulation = simulation;
  }

  @Override
  public void onOpen(CoreSession session, Callback done) {
    line = new ClientSocket(session);
    // First: before that Jetty takes no demand.
    done.succeeded();
    simulation.onOpen(line, nonce);
  }

  @Override
  public void onFrame(Frame frame, Callback done) {
    ByteBuffer payload = copy(frame.getPayload());
    done.succeeded();
    if (line == null) {
      return;
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> piece(line, payload, frame.isFin());
      case OpCode.PING -> simulation.onPing(line, payload);
      case OpCode.PONG -> line.listen();
      default -> {
        // A close frame: Jetty answers it, and there is nothing more to read.
      }
    }
  }

  private void piece(ClientSocket from, ByteBuffer payload, boolean last) {
    ByteBuffer longer = ByteBuffer.allocate(message.remaining() + payload.remaining());
    message = longer.put(message).put(payload).flip();
    if (message.remaining() > LIMIT) {
      from.close(CloseStatus.MESSAGE_TOO_LARGE, "message too large");
    } else if (last) {
      String text = StandardCharsets.UTF_8.decode(message).toString();
      message = ByteBuffer.allocate(0);
      simulation.onText(from, text);
    } else {
      from.listen();
    }
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes.slice()).flip();
  }

  @Override
  public void onClosed(CloseStatus status, Callback done) {
    if (line != null) {
      simulation.onClosed(line);
    }
    done.succeeded();
  }

  @Override
  public void onError(Throwable cause, Callback done) {
    // A broken connection; the close that follows says all that matters here.
    done.succeeded();
  }
}
