package rollcall.slack.rtm;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Writes text frames on an open socket, one after the other.
///
/// Tyrus may overlook a frame that it is given while it ends with the one before: between looking
/// for another frame and saying that it no longer writes (`TaskQueueFilter` of 2.2.0; about one in
/// 300,000 frames that follow closely). The frame then lies there until the next is given. So a
/// frame that takes long is followed by a pong, which needs no answer (RFC 6455 §5.5.3).
record FrameWriter(Session session) {
  private static final long LONG_MILLIS = 500;

  /// Blocks until it is written.
  void write(String json) throws IOException, InterruptedException {
    Future<Void> written = session.getAsyncRemote().sendText(json);
    while (!ends(written)) {
      session.getBasicRemote().sendPong(ByteBuffer.allocate(0));
    }
  }

  private static boolean ends(Future<Void> written) throws IOException, InterruptedException {
    try {
      written.get(LONG_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("writing to the socket", e.getCause());
    }
  }
}
