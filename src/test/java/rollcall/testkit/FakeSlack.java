package rollcall.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/// Scripted fake of Slack on loopback: Web API responses by method, and sockets that the test
/// controls. Plain sockets; shares no code with the client.
public final class FakeSlack implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /// HTTP request: path without its leading slash, headers by lower-case name, body.
  public record Request(String path, Map<String, String> headers, String body) {}

  /// HTTP response.
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer json(String body) {
      return new Answer(200, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer status(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  private final ServerSocket server;
  private final Thread acceptor;
  private final String host;
  private final String schemeSuffix;
  private final Map<String, Function<Request, Answer>> methods = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Answer upgrade = Answer.status(101, "");
  private volatile String upgradeHeaders = "Upgrade: websocket\nConnection: Upgrade";
  private volatile String greeting = "{\"type\":\"hello\"}";

  public FakeSlack() throws IOException {
    this(ServerSocketFactory.getDefault(), "", "127.0.0.1");
  }

  /// Creates a fake with TLS under this host name.
  public FakeSlack(SSLContext tls, String host) throws IOException {
    this(tls.getServerSocketFactory(), "s", host);
  }

  private FakeSlack(ServerSocketFactory sockets, String tail, String host) throws IOException {
    this.host = host;
    this.schemeSuffix = tail;
    server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    on("rtm.connect", _ -> Answer.json(connectBody()));
    acceptor = Thread.ofVirtual().name("fake-slack").start(this::accept);
  }

  public URI apiUrl() {
    return URI.create("http" + schemeSuffix + "://" + host + ":" + server.getLocalPort() + "/api/");
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Returns the successful response of `rtm.connect`.
  public String connectBody() {
    return "{\"ok\":true,\"self\":{\"id\":\"U0SELF\",\"name\":\"watcher\"},\"team\":{\"id\":\"T0\","
        + "\"name\":\"Fake\",\"domain\":\"fake\"},\"url\":\""
        + socketUrl()
        + "\"}";
  }

  /// Returns the URL of the sockets.
  public URI socketUrl() {
    return URI.create(
        "ws" + schemeSuffix + "://" + host + ":" + server.getLocalPort() + "/websocket/ticket");
  }

  /// Sets the response of a method.
  public void on(String method, Function<Request, Answer> answer) {
    methods.put(method, answer);
  }

  /// Sets the JSON response of a method.
  public void on(String method, String json) {
    on(method, _ -> Answer.json(json));
  }

  /// Sets the HTTP status of upgrades; 101 accepts them.
  public void setUpgradeStatus(int status) {
    setUpgradeAnswer(Answer.status(status, ""));
  }

  /// Sets the response to upgrades; the status 101 accepts them.
  public void setUpgradeAnswer(Answer answer) {
    upgrade = answer;
  }

  /// Sets these header fields of successful upgrades; lines end with `\n`.
  public void setUpgradeHeaders(String fields) {
    upgradeHeaders = fields;
  }

  /// Sets the first frame of each socket; blank for none.
  public void setGreeting(String json) {
    greeting = json;
  }

  /// Returns the number of calls of a method.
  public long calls(String method) {
    return requests.stream().filter(request -> request.path().equals("api/" + method)).count();
  }

  /// Returns all HTTP requests, including upgrades.
  public List<Request> requests() {
    return requests;
  }

  /// Waits for the next socket that a client opens.
  public Connection nextConnection() throws InterruptedException {
    Connection connection = connections.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (connection == null) {
      throw new AssertionError("No client opened a socket.");
    }
    return connection;
  }

  /// Returns whether there is no opened socket left for [#nextConnection].
  public boolean hasNoConnection() {
    return connections.isEmpty();
  }

  @Override
  public void close() throws IOException {
    server.close();
    awaitRefusal();
    for (Socket socket : open) {
      // During a handshake, closing a TLS socket waits for its peer; run it in the background.
      Thread.ofVirtual().start(() -> close(socket));
    }
  }

  /// The system accepts connections until the thread that waits for one has ended.
  private void awaitRefusal() {
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The socket is closed anyway.
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in =
          new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
      while (true) {
        Request request = read(in);
        requests.add(request);
        String key = request.headers().get("sec-websocket-key");
        if (key == null) {
          write(socket.getOutputStream(), answer(request));
        } else if (upgrade.status() != 101) {
          write(socket.getOutputStream(), upgrade);
        } else {
          new Connection(socket, in).serve(key);
          return;
        }
      }
    } catch (IOException e) {
      // The client has closed the connection.
    } finally {
      open.remove(socket);
    }
  }

  private Answer answer(Request request) {
    String method = request.path().replaceFirst("^api/", "");
    return methods
        .getOrDefault(method, _ -> Answer.json("{\"ok\":false,\"error\":\"unknown_method\"}"))
        .apply(request);
  }

  private static Request read(DataInputStream in) throws IOException {
    String[] first = readLine(in).split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String header = readLine(in); !header.isEmpty(); header = readLine(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Request(first[1].replaceFirst("^/", ""), headers, new String(body, UTF_8));
  }

  private static String readLine(DataInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  private static void write(OutputStream out, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Status\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + body.length + "\r\n\r\n");
    // One write: a second one would wait for the client's delayed acknowledgment.
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(ISO_8859_1));
    whole.writeBytes(body);
    out.write(whole.toByteArray());
    out.flush();
  }

  /// Server side of one socket.
  public final class Connection {
    private final Socket socket;
    private final DataInputStream in;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private volatile boolean answersPings = true;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private volatile boolean ignoresClose;

    private Connection(Socket socket, DataInputStream in) {
      this.socket = socket;
      this.in = in;
    }

    /// Sends a text frame.
    public void send(String json) throws IOException {
      frame(1, json.getBytes(UTF_8));
    }

    /// Sends text frames and one frame of another kind in one write, so that one read may return
    /// them all.
    public void sendTogether(List<String> jsons, int opcode, byte[] payload) throws IOException {
      ByteArrayOutputStream together = new ByteArrayOutputStream();
      for (String json : jsons) {
        together.writeBytes(framed(1, json.getBytes(UTF_8)));
      }
      together.writeBytes(framed(opcode, payload));
      write(together.toByteArray());
    }

    /// Sends the first parts of a message that does not end.
    ///
    /// @param opcode 1 for text, 2 for binary
    public void sendParts(int opcode, int count, byte[] part) throws IOException {
      ByteArrayOutputStream together = new ByteArrayOutputStream();
      for (int i = 0; i < count; i++) {
        byte[] frame = framed(i == 0 ? opcode : 0, part);
        frame[0] &= 127;
        together.writeBytes(frame);
        if (together.size() > 1 << 16) {
          write(together.toByteArray());
          together.reset();
        }
      }
      write(together.toByteArray());
    }

    /// Sends a binary frame.
    public void sendBytes(byte[] bytes) throws IOException {
      frame(2, bytes);
    }

    /// Sends only the first half of a text frame.
    public void sendHalf(String json) throws IOException {
      byte[] whole = framed(1, json.getBytes(UTF_8));
      write(Arrays.copyOf(whole, whole.length / 2));
    }

    /// Sends a WebSocket ping.
    public void ping() throws IOException {
      frame(9, new byte[0]);
    }

    /// Waits for the client's next text frame that is not a ping.
    public String receive() throws InterruptedException {
      String json = frames.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (json == null) {
        throw new AssertionError("The client sent no frame.");
      }
      return json;
    }

    /// Returns the queue of the client's frames.
    public BlockingQueue<String> frames() {
      return frames;
    }

    /// Stops answering pings; they arrive among the other frames.
    public void stopAnsweringPings() {
      answersPings = false;
    }

    /// Keeps the connection open and does not answer a close.
    public void ignoreClose() {
      ignoresClose = true;
    }

    /// Waits for the client's close; returns its code, 1005 for none.
    public int closeCode() throws Exception {
      return closeCode.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /// Waits until the client has closed the socket.
    public void awaitEnd() throws InterruptedException {
      if (!ended.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The client kept the socket open.");
      }
    }

    /// Sends a close frame with this code.
    public void close(int code) throws IOException {
      frame(8, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /// Resets the connection without a close frame.
    public void drop() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private void serve(String key) throws IOException {
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 101 Switching Protocols\r\n"
                      + upgradeHeaders.replace("\n", "\r\n")
                      + "\r\nSec-WebSocket-Accept: "
                      + accept(key)
                      + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
      if (!greeting.isBlank()) {
        send(greeting);
      }
      connections.add(this);
      try {
        while (readFrame()) {}
      } finally {
        ended.countDown();
      }
    }

    private boolean readFrame() throws IOException {
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      long length = second & 127;
      length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      byte[] mask = in.readNBytes((second & 128) == 0 ? 0 : 4);
      byte[] payload = in.readNBytes((int) length);
      for (int i = 0; i < payload.length && mask.length == 4; i++) {
        payload[i] ^= mask[i & 3];
      }
      switch (first & 15) {
        case 8 -> {
          closeCode.complete(
              payload.length < 2 ? 1005 : (payload[0] & 255) << 8 | payload[1] & 255);
          if (!ignoresClose) {
            frame(8, payload);
            return false;
          }
        }
        case 9 -> frame(10, payload);
        case 1 -> text(new String(payload, UTF_8));
        default -> {}
      }
      return true;
    }

    private void text(String json) throws IOException {
      if (answersPings && json.contains("\"type\":\"ping\"")) {
        send(
            json.replace("\"type\":\"ping\"", "\"type\":\"pong\"")
                .replace("\"id\":", "\"reply_to\":"));
      } else {
        frames.add(json);
      }
    }

    private void frame(int opcode, byte[] payload) throws IOException {
      write(framed(opcode, payload));
    }

    private synchronized void write(byte[] frames) throws IOException {
      socket.getOutputStream().write(frames);
      socket.getOutputStream().flush();
    }

    private static byte[] framed(int opcode, byte[] payload) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(128 | opcode);
      if (payload.length < 126) {
        frame.write(payload.length);
      } else if (payload.length < 65536) {
        frame.write(126);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
      } else {
        frame.write(127);
        for (int shift = 56; shift >= 0; shift -= 8) {
          frame.write((int) ((long) payload.length >> shift));
        }
      }
      frame.writeBytes(payload);
      return frame.toByteArray();
    }

    private static String accept(String key) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
        return Base64.getEncoder().encodeToString(digest);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
