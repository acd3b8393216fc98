package rollcall.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/// HTTP and WebSocket server on loopback (Jetty); passes text to the request dispatcher and back.
final class HttpServer implements AutoCloseable {
  private static final String API = "/api/";
  private static final String SOCKETS = "/websocket/";

  /// Path of the captive portal's sign-in page.
  static final String PORTAL = "/portal";

  private static final long BODY_LIMIT = 8 << 20;

  static {
    // Otherwise Jetty reads this value from the platform's MXBeans, which doubles its start time.
    System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
  }

  private final Server server;
  private final ServerConnector connector;
  private final WebSocketMappings sockets;
  private final Configuration.ConfigurationCustomizer settings =
      new Configuration.ConfigurationCustomizer();
  private final EventLoopDispatcher dispatcher;
  private final ControlEndpoint control;

  /// Creates a server.
  ///
  /// @param port 0 for any free port
  HttpServer(int port, EventLoopDispatcher dispatcher, ControlEndpoint control) {
    QueuedThreadPool threads = new QueuedThreadPool(64, 4);
    threads.setName("simulator-http");
    threads.setDaemon(true);
    this.server = new Server(threads);
    this.connector = new ServerConnector(server, 1, 1);
    this.dispatcher = dispatcher;
    this.control = control;
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    // This server injects silence on purpose.
    connector.setIdleTimeout(0);
    server.addConnector(connector);
    SizeLimitHandler bounded = new SizeLimitHandler(BODY_LIMIT, -1);
    bounded.setHandler(new RequestHandler());
    server.setHandler(bounded);
    sockets = new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
    settings.setIdleTimeout(Duration.ZERO);
    settings.setMaxFrameSize(SocketEndpoint.LIMIT);
  }

  /// Opens the port.
  ///
  /// @throws IOException with a sentence when the port is in use or not permitted
  void open() throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IOException(
          "The demo workspace cannot use port %s (%s). Choose another port, or 0 for any free one."
              .formatted(connector.getPort(), cause.getMessage()),
          e);
    }
  }

  /// Returns the port, once open.
  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("closing the demo workspace", e);
    }
  }

  /// Jetty handler of all requests.
  private final class RequestHandler extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback done) throws Exception {
      String path = request.getHttpURI().getDecodedPath();
      if (path.startsWith(SOCKETS)) {
        return upgrade(path.substring(SOCKETS.length()), request, response, done);
      }
      if (path.startsWith(API)) {
        call(path.substring(API.length()), request, response, done);
        return true;
      }
      if (path.equals(PORTAL)) {
        send(response, portal(), done);
        return true;
      }
      if (path.equals("/") || (path + "/").startsWith(ControlEndpoint.PATH + "/")) {
        control(
            path.equals("/") ? "" : path.substring(ControlEndpoint.PATH.length()),
            request,
            response,
            done);
        return true;
      }
      return false;
    }
  }

  /// Returns the sign-in page of a captive portal.
  private static HttpReply.Sent portal() {
    String page =
        "<!DOCTYPE html><html><head><title>Guest Wi-Fi</title></head><body><h1>Sign in to use this"
            + " network</h1><form method=\"post\"><button>Accept</button></form></body></html>";
    return new HttpReply.Sent(200, "text/html; charset=utf-8", Map.of(), page);
  }

  private void control(String path, Request request, Response response, Callback done)
      throws IOException {
    Map<String, String> query = RawApiRequest.form(query(request));
    String body = Content.Source.asString(request, StandardCharsets.UTF_8);
    HttpFields headers = request.getHeaders();
    String site = headers.get("Sec-Fetch-Site");
    boolean fromWebPage =
        headers.contains(HttpHeader.ORIGIN) || (site != null && !site.equals("none"));
    ControlEndpoint.ControlRequest controlRequest =
        new ControlEndpoint.ControlRequest(
            request.getMethod(),
            path,
            query,
            body,
            name(header(request, HttpHeader.HOST)),
            fromWebPage);
    reply(control.answer(controlRequest), request, response, done);
  }

  /// Returns a host without its port.
  private static String name(String host) {
    return host.replaceAll(":\\d*$", "").toLowerCase(Locale.ROOT);
  }

  private static String query(Request request) {
    String query = request.getHttpURI().getQuery();
    return query == null ? "" : query;
  }

  private boolean upgrade(String nonce, Request request, Response response, Callback done)
      throws Exception {
    OptionalInt refused = dispatcher.refuseSocket();
    if (refused.isPresent()) {
      if (refused.getAsInt() == 0) {
        cut(request);
      } else {
        send(response, new HttpReply.Sent(refused.getAsInt(), "text/plain", Map.of(), ""), done);
      }
      return true;
    }
    return sockets.upgrade(
        (upgradeRequest, upgradeResponse, cb) -> {
          // Slack does not compress.
          upgradeResponse.setExtensions(List.of());
          return new SocketEndpoint(nonce, dispatcher);
        },
        request,
        response,
        done,
        settings);
  }

  private void call(String method, Request request, Response response, Callback done)
      throws Exception {
    String body = Content.Source.asString(request, StandardCharsets.UTF_8);
    RawApiRequest received =
        RawApiRequest.of(
            method,
            query(request),
            header(request, HttpHeader.CONTENT_TYPE),
            header(request, HttpHeader.AUTHORIZATION),
            body);
    dispatcher.call(received, reply -> reply(reply, request, response, done));
  }

  private static String header(Request request, HttpHeader name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  private static void reply(HttpReply reply, Request request, Response response, Callback done) {
    switch (reply) {
      case HttpReply.Sent sent -> send(response, sent, done);
      case HttpReply.Nothing() -> {
        // The request stays open until the client gives up.
      }
      case HttpReply.Cut() -> cut(request);
    }
  }

  private static void send(Response response, HttpReply.Sent sent, Callback done) {
    response.setStatus(sent.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, sent.contentType());
    sent.headers().forEach(response.getHeaders()::put);
    byte[] body = sent.body().getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(body), done);
  }

  private static void cut(Request request) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }
}
