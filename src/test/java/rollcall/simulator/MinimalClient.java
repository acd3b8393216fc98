package rollcall.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Client of the demo workspace on the JDK alone; shares no code with the workspace or with
/// `rollcall.slack`.
final class MinimalClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private MinimalClient() {}

  /// Calls a method with the token in the header and the arguments (`name=value`) as a form.
  static JsonNode call(URI api, String token, String method, String... args) {
    return JSON.readTree(post(api, token, method, args).body());
  }

  static HttpResponse<String> post(URI api, String token, String method, String... args) {
    List<String> form = new ArrayList<>();
    for (String arg : args) {
      String[] sides = arg.split("=", 2);
      form.add(sides[0] + "=" + URLEncoder.encode(sides[1], StandardCharsets.UTF_8));
    }
    return send(
        HttpRequest.newBuilder(api.resolve(method))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(String.join("&", form)))
            .build());
  }

  /// Starts a call without waiting for its response.
  static CompletableFuture<HttpResponse<String>> start(URI api, String token, String method) {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(method))
            .header("Authorization", "Bearer " + token)
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sends a text on a TCP connection of its own; returns all input until the end of the
  /// connection.
  static String exchange(URI to, String words) {
    try (java.net.Socket socket = new java.net.Socket(to.getHost(), to.getPort())) {
      socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /// Requests a socket URL and opens it.
  static Socket connect(URI api, String token, String... args) {
    return open(call(api, token, "rtm.connect", args).path("url").asString());
  }

  static Socket open(String url) {
    return open(url, new Socket());
  }

  /// Opens a socket and never reads from it.
  static Socket openLazy(String url) {
    return open(
        url,
        new Socket() {
          @Override
          public void onOpen(WebSocket from) {
            // Requests no input.
          }
        });
  }

  /// Opens a socket with an additional header.
  static Socket open(String url, String header, String value) {
    Socket socket = new Socket();
    socket.line =
        HTTP.newWebSocketBuilder().header(header, value).buildAsync(URI.create(url), socket).join();
    return socket;
  }

  private static Socket open(String url, Socket socket) {
    socket.line = HTTP.newWebSocketBuilder().buildAsync(URI.create(url), socket).join();
    return socket;
  }

  /// Open WebSocket and its received frames.
  static class Socket implements WebSocket.Listener {
    private static final String END = "the connection has ended: ";
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket line;

    /// Sends a frame, written with `'` for `"`.
    void send(String frame) {
      raw(frame.replace('\'', '"'));
    }

    void raw(String frame) {
      line.sendText(frame, true).join();
    }

    void ping(byte... payload) {
      line.sendPing(ByteBuffer.wrap(payload)).join();
    }

    /// Returns the next frame, with `'` for `"`; the end of the connection counts as one.
    String receive() {
      try {
        String frame = frames.poll(60, TimeUnit.SECONDS);
        return frame == null ? "nothing for a minute" : frame.replace('"', '\'');
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean hasHeardNothing() {
      return frames.isEmpty();
    }

    void close() {
      line.sendClose(1000, "").join();
    }

    /// Requests all input at once: the JDK's client may miss the end of a connection while it waits
    /// for demand.
    @Override
    public void onOpen(WebSocket from) {
      from.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      partial.append(text);
      if (last) {
        frames.add(partial.toString());
        partial.setLength(0);
      }
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      frames.add("pong frame " + Arrays.toString(bytes));
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      frames.add(END + code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      frames.add(END + error);
    }
  }
}
