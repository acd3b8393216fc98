package rollcall.demo;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/// One client's WebSocket, as the workspace uses it: writing never blocks, and the next frame is
/// read only on demand.
final class Line {
  private final CoreSession session;

  Line(CoreSession session) {
    this.session = session;
  }

  void send(String text) {
    session.sendFrame(new Frame(OpCode.TEXT, text), Callback.NOOP, false);
  }

  void pong(ByteBuffer payload) {
    session.sendFrame(new Frame(OpCode.PONG, payload), Callback.NOOP, false);
  }

  boolean isOpen() {
    return session.isOutputOpen();
  }

  /// Reads one more frame.
  void listen() {
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
