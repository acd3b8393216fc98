package rollcall.slack.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.network.NetworkErrors;
import rollcall.slack.rtm.transport.TcpConnection;

/// HTTP transport with limits for time and size and without redirects, which would carry the token
/// elsewhere. Calls go through the platform's client, which keeps connections open; or each over a
/// connection of its own: through a proxy, so that the proxy sign-in does not depend on earlier
/// requests of the program, and for a caller that makes few calls, because the platform's client
/// takes some tenths of a second to load. Thread-safe.
final class HttpTransport implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(10);

  private final boolean pooled;
  private final ProxySettings proxies;
  private final RefusedProxySignIns signIns;
  private final SSLContext tls;
  private final Duration timeout;
  private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  // Guarded by this.
  private @Nullable HttpClient http;

  /// @param pooled whether connections are used for several calls, except through a proxy
  HttpTransport(
      ProxySettings proxies,
      RefusedProxySignIns signIns,
      SSLContext tls,
      Duration timeout,
      boolean pooled) {
    this.proxies = proxies;
    this.signIns = signIns;
    this.tls = tls;
    this.timeout = timeout;
    this.pooled = pooled;
  }

  private synchronized HttpClient http() {
    HttpClient known = http;
    if (known == null) {
      known =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(timeout.compareTo(CONNECTING) < 0 ? timeout : CONNECTING)
              .proxy(HttpClient.Builder.NO_PROXY)
              .sslContext(tls)
              .build();
      http = known;
      if (closed) {
        known.shutdownNow();
      }
    }
    return known;
  }

  /// Posts a form. What a proxy refuses is an exception, any other status an answer.
  RawHttpResponse post(URI address, String bearer, String form, String doing)
      throws SlackException, InterruptedException {
    Optional<String> unusable = proxies.problem(address);
    if (unusable.isPresent()) {
      throw NetworkErrors.unusable(unusable.get());
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Authorization", "Bearer " + bearer);
    fields.put("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    fields.put("Accept", "application/json");
    byte[] body = form.getBytes(StandardCharsets.UTF_8);
    return pooled && proxies.proxyFor(address).isEmpty()
        ? pooled(address, fields, body, doing)
        : alone(address, fields, body, doing);
  }

  @Override
  public void close() {
    shutDown();
    connections.forEach(TcpConnection::close);
  }

  private synchronized void shutDown() {
    closed = true;
    if (http != null) {
      http.shutdownNow();
    }
  }

  private RawHttpResponse pooled(URI address, Map<String, String> fields, byte[] form, String doing)
      throws SlackException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofByteArray(form));
    fields.forEach(request::header);
    HttpResponse<byte[]> answer =
        await(
            http()
                .sendAsync(
                    request.build(),
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), RawHttpResponse.LARGEST)),
            address,
            doing);
    return new RawHttpResponse(answer.statusCode(), answer.headers().map(), answer.body());
  }

  private RawHttpResponse alone(URI address, Map<String, String> fields, byte[] form, String doing)
      throws SlackException, InterruptedException {
    TcpConnection tcp = new TcpConnection(address, proxies, signIns, tls, (_, _) -> true);
    connections.add(tcp);
    try (tcp) {
      if (closed) {
        throw new Request(
            Failure.UNREACHABLE,
            NetworkErrors.viaProxy(proxies, address, doing) + ": the client was closed",
            null);
      }
      CompletableFuture<RawHttpResponse> answer = new CompletableFuture<>();
      Thread.ofVirtual()
          .name("slack-web-call")
          .start(() -> {
            try {
              answer.complete(TcpHttpClient.post(tcp, address, fields, form));
            } catch (Throwable e) {
              answer.completeExceptionally(e);
            }
          });
      // This thread would only wait.
      JsonCodec.load();
      return await(answer, address, doing);
    } finally {
      connections.remove(tcp);
    }
  }

  private <T> T await(CompletableFuture<T> answer, URI address, String doing)
      throws SlackException, InterruptedException {
    try {
      // The request's own time-out ends with the headers; a body may hang too.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HttpTimeoutException timedOut
          ? onTimeout(NetworkErrors.viaProxy(proxies, address, doing), timedOut)
          : NetworkErrors.of(proxies, address, doing, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw onTimeout(NetworkErrors.viaProxy(proxies, address, doing), e);
    } finally {
      answer.cancel(true);
    }
  }

  private SlackException onTimeout(String doing, Exception cause) {
    boolean connecting =
        cause instanceof HttpConnectTimeoutException && timeout.compareTo(CONNECTING) > 0;
    Duration waited = connecting ? CONNECTING : timeout;
    return new Request(
        Failure.TIMED_OUT,
        doing
            + ": no "
            + (connecting ? "connection" : "answer")
            + " within "
            + waited.toSeconds()
            + " s",
        cause);
  }
}
