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

/// Jetty endpoint of one socket: joins the fragments of messages and passes them to the dispatcher.
/// Thread: the socket's.
final class SocketEndpoint implements FrameHandler {
  /// Largest message; Slack closes a connection on a longer one.
  static final int LIMIT = 16 * 1024;

  private final String nonce;
  private final EventLoopDispatcher dispatcher;
  private ByteBuffer message = ByteBuffer.allocate(0);
  private @Nullable ClientSocket socket;

  SocketEndpoint(String nonce, EventLoopDispatcher dispatcher) {
    this.nonce = nonce;
    this.dispatcher = dispatcher;
  }

  @Override
  public void onOpen(CoreSession session, Callback done) {
    socket = new ClientSocket(session);
    // First: Jetty accepts no demand before this call.
    done.succeeded();
    dispatcher.onOpen(socket, nonce);
  }

  @Override
  public void onFrame(Frame frame, Callback done) {
    ByteBuffer payload = copy(frame.getPayload());
    done.succeeded();
    if (socket == null) {
      return;
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> piece(socket, payload, frame.isFin());
      case OpCode.PING -> dispatcher.onPing(socket, payload);
      case OpCode.PONG -> socket.demandFrame();
      default -> {
        // A close frame: Jetty answers it; no further frame follows.
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
      dispatcher.onText(from, text);
    } else {
      from.demandFrame();
    }
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes.slice()).flip();
  }

  @Override
  public void onClosed(CloseStatus status, Callback done) {
    if (socket != null) {
      dispatcher.onClosed(socket);
    }
    done.succeeded();
  }

  @Override
  public void onError(Throwable cause, Callback done) {
    // A broken connection; onClosed follows and is sufficient.
    done.succeeded();
  }
}
