package rollcall.simulator;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// WebSocket to one client: writes never block; the next frame is read only on demand. The
/// connection is cut when a client reads too slowly.
final class ClientSocket {
  /// Largest number of unsent bytes per client; Slack documents no limit.
  static final long LIMIT = 8 << 20;

  private final CoreSession session;
  private final AtomicLong waiting = new AtomicLong();

  ClientSocket(CoreSession session) {
    this.session = session;
  }

  /// Sends a text frame.
  ///
  /// @param text in UTF-8; not modified
  void send(ByteBuffer text) {
    int size = text.remaining();
    if (waiting.addAndGet(size) > LIMIT) {
      cut();
      return;
    }
    Frame frame = new Frame(OpCode.TEXT).setPayload(text.slice());
    session.sendFrame(frame, Callback.from(() -> waiting.addAndGet(-size)), false);
  }

  void pong(ByteBuffer payload) {
    session.sendFrame(new Frame(OpCode.PONG, payload), Callback.NOOP, false);
  }

  boolean isOpen() {
    return session.isOutputOpen();
  }

  /// Requests one more frame.
  void demandFrame() {
    if (session.isInputOpen()) {
      session.demand();
    }
  }

  void close(int code, String reason) {
    session.close(code, reason, Callback.NOOP);
  }

  /// Cuts the TCP connection without a close frame.
  void cut() {
    session.abort();
  }
}
