package rollcall.slack.rtm;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.rtm.transport.TcpConnection;

/// WebSocket of one session. It reports to the event loop and decides nothing.
///
/// Frames arrive on the reader thread of the connection, which passes on the frames of one read
/// together, and handles them itself unless more is waiting to be read. When too much is unread,
/// the reader thread waits, so that TCP slows the server down. One virtual thread opens the socket
/// and then writes, because a write blocks when the server does not read.
final class RtmSocket {
  /// Limit of unread characters; a longer frame waits alone.
  private static final int MAX_UNREAD = 192 * 1024;

  /// Overhead of a frame in characters.
  private static final int FRAME = 64;

  private static final int MAX_UNWRITTEN = 256;
  private static final int LARGEST_FRAME = 16 * 1024 * 1024;

  /// The most parts of one message. Slack sends each message in one part; parts without a character
  /// would otherwise keep a connection alive forever that carries no event.
  private static final int MOST_PARTS = 64 * 1024;

  /// The reason with which Tyrus closes when a frame is larger than its buffer.
  private static final String OVERFLOW = "Buffer overflow.";

  /// Time for the server to end a connection that was closed here.
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final int session;
  private final URI url;
  private final SocketConnector connector;
  private final TcpConnection tcp;
  private final InstantSource clock;
  private final Consumer<LoopMessage> inbox;
  private final Predicate<Runnable> afterRead;
  private final Queue<List<TextFrame>> unread = new ConcurrentLinkedQueue<>();
  private final Semaphore capacity = new Semaphore(MAX_UNREAD);
  private final BlockingQueue<String> outgoing = new ArrayBlockingQueue<>(MAX_UNWRITTEN);
  private final Thread writer;
  private volatile @Nullable Session open;
  private volatile boolean dropped;

  /// Whether the event loop has been notified of unread frames.
  private volatile boolean notified;

  /// Frames of the current read. Thread: reader.
  private List<TextFrame> arriving = new ArrayList<>();

  private Instant arrived = Instant.EPOCH;
  private volatile @Nullable Thread reading;

  /// @param inbox receives the inputs
  /// @param afterRead called on the reader thread after it has passed on the frames of one read,
  ///   with a task that starts another reader thread; returns false if it has run that task
  RtmSocket(
      int session,
      URI url,
      SocketConnector connector,
      InstantSource clock,
      Consumer<LoopMessage> inbox,
      Predicate<Runnable> afterRead) {
    this.session = session;
    this.url = url;
    this.connector = connector;
    this.tcp = connector.connection(url, this::afterRead);
    this.clock = clock;
    this.inbox = inbox;
    this.afterRead = afterRead;
    this.writer = Thread.ofVirtual().name("slack-rtm-writer-" + session).unstarted(this::run);
  }

  int session() {
    return session;
  }

  /// Starts to open the socket; the event loop receives the result.
  void open() {
    writer.start();
  }

  /// Enqueues a frame for the writer thread.
  void send(String json) {
    if (!outgoing.offer(json)) {
      onLost(new SlackException.Socket("Slack does not read what we send.", null));
    }
  }

  /// Returns the unread frames, by read. Thread: event loop.
  List<List<TextFrame>> read() {
    notified = false;
    List<List<TextFrame>> reads = new ArrayList<>();
    for (List<TextFrame> one = unread.poll(); one != null; one = unread.poll()) {
      capacity.release(length(one));
      reads.add(one);
    }
    return reads;
  }

  /// Returns whether there are unread frames. A frame that is still arriving proves no life: the
  /// events behind it are late. Thread: event loop.
  boolean hasUnread() {
    return !unread.isEmpty();
  }

  /// Closes the socket. The event loop is notified when the server has confirmed it or the
  /// connection ended.
  void close() {
    Thread.ofVirtual().name("slack-rtm-close-" + session).start(this::closeSession);
  }

  /// Drops the socket in any state. It sends no more inputs, and its threads end soon.
  void drop() {
    dropped = true;
    // Makes room for what the reading thread may be waiting with.
    read();
    writer.interrupt();
    if (open == null) {
      tcp.close();
    } else {
      close();
      Thread.ofVirtual().name("slack-rtm-end-" + session).start(this::closeLate);
    }
  }

  private void closeLate() {
    try {
      tcp.closeWithin(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      Session opened = connector.connect(tcp, new TyrusEndpoint(), url);
      while (!dropped) {
        opened.getBasicRemote().sendText(outgoing.take());
      }
    } catch (SlackException e) {
      onLost(e);
    } catch (IOException | RuntimeException | Error e) {
      // Tyrus throws unchecked exceptions when the other side closes while we write, and an Error
      // for a text that it cannot encode.
      onLost(new SlackException.Socket("The socket broke.", e));
    } catch (InterruptedException e) {
      // The socket was dropped.
      Thread.currentThread().interrupt();
    }
  }

  private void onLost(SlackException problem) {
    if (Thread.currentThread().equals(reading)) {
      // Frames received before the end are passed on before it.
      forward(false);
    }
    post(new ConnectionInput.Lost(session, problem));
  }

  private void post(ConnectionInput input) {
    if (!dropped) {
      inbox.accept(new LoopMessage.Event(input));
    }
  }

  private void closeSession() {
    Session closing = open;
    if (closing != null) {
      try {
        closing.close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, ""));
      } catch (IOException | RuntimeException | Error e) {
        // It was closed already.
        post(
            new ConnectionInput.Lost(
                session, new SlackException.Socket("The socket was closed.", e)));
      }
    }
  }

  private void onText(String json) {
    if (arriving.isEmpty()) {
      reading = Thread.currentThread();
      arrived = clock.instant();
    }
    arriving.add(new TextFrame(json, arrived));
  }

  /// Thread: reader.
  private boolean afterRead(int bytes, Runnable readOn) {
    boolean last = bytes < TcpConnection.READ_AT_ONCE / 2;
    forward(last);
    return !last || afterRead.test(readOn);
  }

  /// Passes the frames of one read to the event loop. Thread: reader.
  private void forward(boolean last) {
    if (arriving.isEmpty()) {
      return;
    }
    List<TextFrame> together = arriving;
    arriving = new ArrayList<>();
    if (dropped) {
      return;
    }
    try {
      capacity.acquire(length(together));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    unread.add(together);
    // Only the reader thread sets it, and only the event loop clears it, before it reads: no frame
    // is overlooked.
    if (!notified && !dropped) {
      notified = true;
      inbox.accept(new LoopMessage.Frames(this, last));
    }
  }

  private static int length(List<TextFrame> frames) {
    int characters = 0;
    for (TextFrame frame : frames) {
      characters += FRAME + frame.json().length();
    }
    return Math.min(characters, MAX_UNREAD);
  }

  /// Endpoint for Tyrus.
  private final class TyrusEndpoint extends Endpoint implements MessageHandler.Partial<String> {
    private StringBuilder parts = new StringBuilder();
    private int count;
    private long binaryBytes;
    private int binaryCount;

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
      // Our own pings notice silence. Negative, because with 0 Tyrus still arms a timer at every
      // frame, which costs more than all the rest.
      opened.setMaxIdleTimeout(-1);
      opened.addMessageHandler(String.class, this);
      // Without a handler a frame that is no text would end the connection.
      opened.addMessageHandler(ByteBuffer.class, this::onBinary);
      open = opened;
      if (dropped) {
        tcp.close();
      } else {
        post(new ConnectionInput.Opened(session));
      }
    }

    @Override
    public void onMessage(String part, boolean last) {
      if (last && parts.isEmpty()) {
        count = 0;
        onText(part);
        return;
      }
      count++;
      if (parts.length() + part.length() > LARGEST_FRAME || count > MOST_PARTS) {
        onLost(
            endless(
                parts.length() + part.length() > LARGEST_FRAME
                    ? LARGEST_FRAME + " characters"
                    : MOST_PARTS + " parts"));
        reset();
        return;
      }
      parts.append(part);
      if (last) {
        onText(parts.toString());
        reset();
      }
    }

    /// A binary message is ignored, but must end, too.
    private void onBinary(ByteBuffer part, boolean last) {
      binaryBytes += part.remaining();
      binaryCount++;
      if (binaryBytes > LARGEST_FRAME || binaryCount > MOST_PARTS) {
        onLost(
            endless(
                binaryBytes > LARGEST_FRAME ? LARGEST_FRAME + " bytes" : MOST_PARTS + " parts"));
      }
      if (last) {
        binaryBytes = 0;
        binaryCount = 0;
      }
    }

    private static SlackException.Socket endless(String limit) {
      return new SlackException.Socket(
          "Slack sent a message without end: more than " + limit + ".", null);
    }

    /// Begins the next message; what a long one took is given back.
    private void reset() {
      parts = new StringBuilder();
      count = 0;
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
      int code = reason.getCloseCode().getCode();
      if (code == 1011 && OVERFLOW.equals(reason.getReasonPhrase())) {
        onLost(endless(LARGEST_FRAME + " bytes"));
        return;
      }
      onLost(new SlackException.Socket("The connection was closed (" + code + ").", null));
    }

    @Override
    public void onError(Session failed, Throwable problem) {
      onLost(new SlackException.Socket("The socket broke.", problem));
    }
  }
}
