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

/// A server on loopback that does what a test tells it: Web API answers by method, and sockets that
/// the test holds in its hand. Plain sockets; shares no code with the client.
public final class FakeSlack implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  /// What came in: the path without its leading slash, the headers by lower-case name, the body.
  public record Request(String path, Map<String, String> headers, String body) {}

  /// What goes out.
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer json(String body) {
      return new Answer(200, Map.of("Content-Type", "application/json"), body);
    }

    public static Answer status(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  private final ServerSocket server;
  private final String host;
  private final String tail;
  private final Map<String, Function<Request, Answer>> methods = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int upgrade = 101;
  private volatile String agreement = "Upgrade: websocket\nConnection: Upgrade";
  private volatile String greeting = "{\"type\":\"hello\"}";

  public FakeSlack() throws IOException {
    this(ServerSocketFactory.getDefault(), "", "127.0.0.1");
  }

  /// One that is encrypted, and goes by this name.
  public FakeSlack(SSLContext tls, String host) throws IOException {
    this(tls.getServerSocketFactory(), "s", host);
  }

  private FakeSlack(ServerSocketFactory sockets, String tail, String host) throws IOException {
    this.host = host;
    this.tail = tail;
    server = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    on("rtm.connect", _ -> Answer.json(connectBody()));
    Thread.ofVirtual().name("fake-slack").start(this::accept);
  }

  public URI apiUrl() {
    return URI.create("http" + tail + "://" + host + ":" + server.getLocalPort() + "/api/");
  }

  public int port() {
    return server.getLocalPort();
  }

  /// The good answer of `rtm.connect`.
  public String connectBody() {
    return "{\"ok\":true,\"self\":{\"id\":\"U0SELF\",\"name\":\"watcher\"},\"team\":{\"id\":\"T0\","
        + "\"name\":\"Fake\",\"domain\":\"fake\"},\"url\":\""
        + socketUrl()
        + "\"}";
  }

  /// Where sockets are taken.
  public URI socketUrl() {
    return URI.create(
        "ws" + tail + "://" + host + ":" + server.getLocalPort() + "/websocket/ticket");
  }

  /// From now on this method is answered so.
  public void on(String method, Function<Request, Answer> answer) {
    methods.put(method, answer);
  }

  /// From now on this method is answered with this JSON.
  public void on(String method, String json) {
    on(method, _ -> Answer.json(json));
  }

  /// From now on sockets are refused with this status; 101 takes them again.
  public void upgradeAnswers(int status) {
    upgrade = status;
  }

  /// How sockets are taken: these fields of the head; lines end with `\n`.
  public void agreesWith(String fields) {
    agreement = fields;
  }

  /// What each new socket hears first; blank for nothing.
  public void greetsWith(String json) {
    greeting = json;
  }

  /// How often a method was called.
  public long calls(String method) {
    return requests.stream().filter(request -> request.path().equals("api/" + method)).count();
  }

  /// Everything that was asked by HTTP, upgrades too.
  public List<Request> requests() {
    return requests;
  }

  /// The next socket that a client opened, waiting for it.
  public Line line() throws InterruptedException {
    Line line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("No client opened a socket.");
    }
    return line;
  }

  /// Whether no client opened a socket that was not taken with [#line].
  public boolean quiet() {
    return lines.isEmpty();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      // In the middle of a handshake, a TLS socket waits for its peer; nobody waits for it.
      Thread.ofVirtual().start(() -> close(socket));
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more, either way.
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
        } else if (upgrade != 101) {
          write(socket.getOutputStream(), Answer.status(upgrade, ""));
        } else {
          new Line(socket, in).serve(key);
          return;
        }
      }
    } catch (IOException e) {
      // The client went away.
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
    String[] first = line(in).split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Request(first[1].replaceFirst("^/", ""), headers, new String(body, UTF_8));
  }

  private static String line(DataInputStream in) throws IOException {
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
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Said\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + body.length + "\r\n\r\n");
    // At once: in two writes the second would wait for the client's late acknowledgment.
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(ISO_8859_1));
    whole.writeBytes(body);
    out.write(whole.toByteArray());
    out.flush();
  }

  /// One socket, from the server's side.
  public final class Line {
    private final Socket socket;
    private final DataInputStream in;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile boolean answersPings = true;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private volatile boolean deaf;

    private Line(Socket socket, DataInputStream in) {
      this.socket = socket;
      this.in = in;
    }

    /// Sends a text frame.
    public void say(String json) throws IOException {
      frame(1, json.getBytes(UTF_8));
    }

    /// Sends text frames and one of another kind, all in one write, so that one read may bring
    /// them.
    public void sayTogether(List<String> jsons, int opcode, byte[] payload) throws IOException {
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
    public void sayParts(int opcode, int count, byte[] part) throws IOException {
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
    public void sayBytes(byte[] bytes) throws IOException {
      frame(2, bytes);
    }

    /// Sends the first half of a text frame, and never the rest.
    public void sayHalf(String json) throws IOException {
      byte[] whole = framed(1, json.getBytes(UTF_8));
      write(Arrays.copyOf(whole, whole.length / 2));
    }

    /// Sends a WebSocket ping.
    public void ping() throws IOException {
      frame(9, new byte[0]);
    }

    /// The next text frame of the client that is not a ping, waiting for it.
    public String heard() throws InterruptedException {
      String json = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (json == null) {
        throw new AssertionError("The client said nothing.");
      }
      return json;
    }

    /// The frames of the client, for a closer look.
    public BlockingQueue<String> frames() {
      return heard;
    }

    /// Pings are no longer answered, and arrive among the other frames.
    public void stopAnsweringPings() {
      answersPings = false;
    }

    /// Keeps the connection open and never answers a close.
    public void goDeaf() {
      deaf = true;
    }

    /// With which code the client closed it, waiting for that; 1005 for none.
    public int closeCode() throws Exception {
      return closeCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Waits until the client closed it.
    public void awaitEnd() throws InterruptedException {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The client kept the socket open.");
      }
    }

    /// Closes in order, with this code.
    public void close(int code) throws IOException {
      frame(8, new byte[] {(byte) (code >> 8), (byte) code});
    }

    /// Breaks the connection without a word.
    public void drop() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private void serve(String key) throws IOException {
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 101 Switching Protocols\r\n"
                      + agreement.replace("\n", "\r\n")
                      + "\r\nSec-WebSocket-Accept: "
                      + accept(key)
                      + "\r\n\r\n")
                  .getBytes(ISO_8859_1));
      if (!greeting.isBlank()) {
        say(greeting);
      }
      lines.add(this);
      try {
        while (take()) {}
      } finally {
        ended.countDown();
      }
    }

    private boolean take() throws IOException {
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
          if (!deaf) {
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
        say(
            json.replace("\"type\":\"ping\"", "\"type\":\"pong\"")
                .replace("\"id\":", "\"reply_to\":"));
      } else {
        heard.add(json);
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
