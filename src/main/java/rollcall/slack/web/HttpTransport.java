package rollcall.slack.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.tls.NetworkErrors;

/// HTTP as Slack needs it: bounded in time, no redirects (they would carry the token elsewhere),
/// and through a proxy with sign-in.
final class HttpTransport implements AutoCloseable {
  private static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    // The platform refuses Basic sign-in on CONNECT unless told otherwise before its first use.
    if (System.getProperty(TUNNEL_SCHEMES) == null) {
      System.setProperty(TUNNEL_SCHEMES, "");
    }
  }

  /// Far more than Slack answers: whoever sends more has no end in mind.
  private static final long LARGEST = 64L << 20;

  private final HttpClient http;
  private final ProxySettings proxies;
  private final Duration timeout;

  HttpTransport(ProxySettings proxies, @Nullable SSLContext tls, Duration timeout) {
    this.proxies = proxies;
    this.timeout = timeout;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .proxy(new Selector(proxies));
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.http = builder.build();
  }

  /// Posts a form. A 407 of the proxy is an exception, any other status an answer.
  HttpResponse<String> post(URI address, String bearer, String form, String doing)
      throws SlackException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .header("Authorization", "Bearer " + bearer)
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form, StandardCharsets.UTF_8));
    Optional<String> signIn = proxies.proxyFor(address).flatMap(HttpProxy::authorization);
    signIn.ifPresent(value -> request.header("Proxy-Authorization", value));
    String way = NetworkErrors.viaProxy(proxies, address, doing);
    HttpResponse<String> answer = send(request.build(), way);
    if (answer.statusCode() == 407) {
      throw NetworkErrors.proxySignIn(
          answer.headers().allValues("Proxy-Authenticate"), signIn.isPresent());
    }
    return answer;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpResponse<String> send(HttpRequest request, String doing)
      throws SlackException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST));
    try {
      // The request's own time-out ends with the headers; a body may hang too.
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HttpTimeoutException timedOut
          ? onTimeout(doing, timedOut)
          : NetworkErrors.of(doing, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw onTimeout(doing, e);
    } finally {
      answer.cancel(true);
    }
  }

  private SlackException onTimeout(String doing, Exception cause) {
    return new Request(
        Failure.TIMED_OUT, doing + ": no answer within " + timeout.toSeconds() + " s", cause);
  }

  private static final class Selector extends ProxySelector {
    private final ProxySettings proxies;

    Selector(ProxySettings proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return proxies
          .proxyFor(uri)
          .map(proxy ->
              new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port())))
          .map(List::of)
          .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException problem) {
      // The call itself reports it.
    }
  }
}
