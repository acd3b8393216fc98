package rollcall.slack.rtm.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program that speaks just enough of Slack's protocol to flood a client: it grants a socket to
/// every client, and answers a frame that holds `"events":N,"rate":R` with N frames of
/// `presence_change`, R of them a second, or as fast as the client reads when R is 0. Each tells of
/// one user. At a rate, the user's id is the instant of sending in nanoseconds of the machine's
/// monotonic clock, which all processes share. Plain sockets; a process of its own, so that its
/// work is not counted as the client's.
public final class FloodServer {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern WISH = Pattern.compile("\"events\":(\\d+).*\"rate\":(\\d+)");
  private static final int BLOCK = 1000;

  private FloodServer() {}

  /// Prints its port, and serves until it is killed.
  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket client = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(client, server.getLocalPort()));
      }
    }
  }

  private static void serve(Socket client, int port) {
    try (client) {
      client.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      OutputStream out = client.getOutputStream();
      while (true) {
        String head = head(in);
        Matcher key = Pattern.compile("(?i)sec-websocket-key: *(\\S+)").matcher(head);
        if (key.find()) {
          out.write(switching(key.group(1)));
          out.write(frame("{\"type\":\"hello\"}"));
          while (true) {
            answer(text(in), out);
          }
        }
        Matcher length = Pattern.compile("(?i)content-length: *(\\d+)").matcher(head);
        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        out.write(grant(port));
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private static void answer(String json, OutputStream out) throws IOException {
    Matcher wish = WISH.matcher(json);
    if (json.contains("\"ping\"")) {
      out.write(frame(json.replace("\"ping\"", "\"pong\"").replace("\"id\"", "\"reply_to\"")));
    } else if (wish.find()) {
      int rate = Integer.parseInt(wish.group(2));
      if (rate == 0) {
        flood(Long.parseLong(wish.group(1)), out);
      } else {
        trickle(Long.parseLong(wish.group(1)), rate, out);
      }
    }
  }

  private static void flood(long events, OutputStream out) throws IOException {
    Random seed = new Random(1);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < BLOCK; i++) {
      block.write(change("U0" + (1_000_000 + seed.nextInt(5000)), seed.nextBoolean()));
    }
    byte[] frames = block.toByteArray();
    for (long sent = 0; sent < events; sent += BLOCK) {
      out.write(frames);
    }
  }

  private static void trickle(long events, int rate, OutputStream out) throws IOException {
    long next = System.nanoTime();
    for (long sent = 0; sent < events; sent++) {
      next += 1_000_000_000L / rate;
      LockSupport.parkNanos(next - System.nanoTime());
      out.write(change("U" + System.nanoTime(), sent % 2 == 0));
    }
  }

  private static byte[] change(String user, boolean active) throws IOException {
    return frame(
        "{\"type\":\"presence_change\",\"users\":[\""
            + user
            + "\"],\"presence\":\""
            + (active ? "active" : "away")
            + "\"}");
  }

  private static byte[] frame(String json) throws IOException {
    byte[] payload = json.getBytes(UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else {
      frame.write(126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.write(payload);
    return frame.toByteArray();
  }

  private static String text(DataInputStream in) throws IOException {
    in.readUnsignedByte();
    int length = in.readUnsignedByte() & 127;
    length = length == 126 ? in.readUnsignedShort() : length;
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return new String(payload, UTF_8);
  }

  private static String head(DataInputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      head.write(in.readUnsignedByte());
    }
    return head.toString(ISO_8859_1);
  }

  private static byte[] grant(int port) {
    String body =
        "{\"ok\":true,\"self\":{\"id\":\"U0\",\"name\":\"me\"},\"team\":{\"id\":\"T0\"},\"url\":"
            + "\"ws://127.0.0.1:"
            + port
            + "/websocket\"}";
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
    return (head + body).getBytes(UTF_8);
  }

  private static byte[] switching(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
      return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(digest)
              + "\r\n\r\n")
          .getBytes(ISO_8859_1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
