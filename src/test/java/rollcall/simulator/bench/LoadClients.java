package rollcall.simulator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Load generator: many WebSocket connections on one thread that only count received events, so
/// that the server is the bottleneck.
final class LoadClients implements AutoCloseable {
  private static final String HEAD = "{\"type\":\"presence_change\",\"presence\":\"a";
  private static final int ID = 11;

  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean open = true;
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::read);

  LoadClients() throws IOException {}

  /// One connection, with the last presence of each user by the number in the id.
  static final class Client {
    final BitSet active = new BitSet();
    final List<long[]> arrivals = new ArrayList<>();
    final boolean keepsTime;
    private final SocketChannel channel;
    private ByteBuffer in = ByteBuffer.allocate(1 << 16);
    private long events;

    Client(SocketChannel channel, boolean keepsTime) {
      this.channel = channel;
      this.keepsTime = keepsTime;
    }

    /// Returns the number of received presence events.
    long events() {
      return events;
    }
  }

  /// Opens a connection and subscribes it; the first one records the time of each event.
  Client add(URI url, List<String> ids) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
    Client client = new Client(channel, clients.isEmpty());
    write(
        channel,
        ByteBuffer.wrap(
            ("GET "
                    + url.getPath()
                    + " HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
    skipAnswer(channel);
    String frame = "{\"type\":\"presence_sub\",\"ids\":[\"" + String.join("\",\"", ids) + "\"]}";
    write(channel, masked(frame.getBytes(StandardCharsets.US_ASCII)));
    channel.configureBlocking(false);
    clients.add(client);
    channel.register(selector, SelectionKey.OP_READ, client);
    return client;
  }

  private static void skipAnswer(SocketChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    String end = "";
    while (!end.endsWith("\r\n\r\n")) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new IOException("no upgrade");
      }
      end = (end + (char) one.get(0));
    }
  }

  private static ByteBuffer masked(byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    // A final text frame of 16-bit length, masked with zeros.
    frame.put((byte) 0x81).put((byte) 0xFE).putShort((short) payload.length).putInt(0);
    return frame.put(payload).flip();
  }

  private static void write(SocketChannel channel, ByteBuffer all) throws IOException {
    while (all.hasRemaining()) {
      channel.write(all);
    }
  }

  void start() {
    thread.start();
  }

  long events() {
    return events.get();
  }

  long frames() {
    return frames.get();
  }

  long bytes() {
    return bytes.get();
  }

  private void read() {
    try {
      while (open) {
        selector.select(key -> take((Client) key.attachment()), 100);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(Client client) {
    try {
      int read = client.channel.read(client.in);
      if (read < 0) {
        throw new IOException("a connection has ended");
      }
      bytes.addAndGet(read);
      client.in.flip();
      while (frame(client)) {
        frames.incrementAndGet();
      }
      client.in.compact();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean frame(Client client) {
    ByteBuffer in = client.in;
    if (in.remaining() < 4) {
      return false;
    }
    int start = in.position();
    int length = in.get(start + 1) & 0x7F;
    int payload = start + 2;
    if (length == 126) {
      length = in.getShort(start + 2) & 0xFFFF;
      payload = start + 4;
    }
    if (in.limit() < payload + length) {
      return false;
    }
    event(client, in.array(), payload, payload + length);
    in.position(payload + length);
    return true;
  }

  private void event(Client client, byte[] text, int from, int to) {
    int value = from + HEAD.length();
    if (to - from < HEAD.length() + ID || text[from + 9] != 'p') {
      return;
    }
    boolean active = text[value] == 'c';
    long now = client.keepsTime ? System.currentTimeMillis() : 0;
    int words = 0;
    for (int at = value + 10; at < to - ID; at++) {
      if (text[at] == '"' && text[at + 1] == 'U') {
        int person = number(text, at + 7);
        client.active.set(person, active);
        if (client.keepsTime) {
          client.arrivals.add(new long[] {person, now});
        }
        words++;
        at += ID + 1;
      }
    }
    client.events += words;
    events.addAndGet(words);
  }

  /// The last five characters of an id are the user's number in base 36.
  private static int number(byte[] text, int from) {
    int number = 0;
    for (int at = from; at < from + 5; at++) {
      number = number * 36 + Character.digit(text[at], 36);
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    open = false;
    selector.wakeup();
    for (Client client : clients) {
      client.channel.close();
    }
  }
}
