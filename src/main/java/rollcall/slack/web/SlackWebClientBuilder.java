package rollcall.slack.web;

import java.lang.System.Logger;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.slack.LoopbackHosts;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsContexts;

/// Builder of a [SlackWebClient]. A null argument throws a `NullPointerException` at the call.
public final class SlackWebClientBuilder {
  private static final Duration LONGEST = Duration.ofDays(1);

  final SlackToken token;
  URI apiUrl = SlackWebClient.SLACK;
  private ProxySettings proxies = ProxySettings.byDefault();
  private RefusedProxySignIns signIns = new RefusedProxySignIns();
  private @Nullable SSLContext tls;
  private Duration timeout = Duration.ofSeconds(30);
  private Duration patience = Duration.ofMinutes(2);
  private boolean paced = true;
  private boolean pooled = true;
  Logger log = System.getLogger("rollcall.slack.web");
  Consumer<? super SlackResponse> listener = _ -> {};
  private InstantSource clock = InstantSource.system();
  private RetryingCaller.@Nullable Pause pause;

  SlackWebClientBuilder(SlackToken token) {
    this.token = Objects.requireNonNull(token, "token");
  }

  /// Address of the Web API. Default: [SlackWebClient#SLACK].
  ///
  /// @param url an `https` address, or an `http` address of this machine, such as a server for
  ///   tests
  /// @return this
  /// @throws IllegalArgumentException if the address is invalid, or is an `http` address of another
  ///   machine
  public SlackWebClientBuilder apiUrl(URI url) {
    try {
      LoopbackHosts.requireSafe(url);
    } catch (SlackException.Request e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (!url.getScheme().toLowerCase(Locale.ROOT).startsWith("http")) {
      throw new IllegalArgumentException(
          "The address of the Web API begins with https, was " + url + ".");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The names of methods are put behind this address: it cannot hold a ? or a #.");
    }
    this.apiUrl = url.toString().endsWith("/") ? url : URI.create(url + "/");
    return this;
  }

  /// Proxy. Default: [ProxySettings#byDefault].
  ///
  /// @param proxies settings that select the proxy of an address
  /// @return this
  public SlackWebClientBuilder proxy(ProxySettings proxies) {
    this.proxies = Objects.requireNonNull(proxies, "proxies");
    return this;
  }

  /// Memory of refused proxy sign-ins. Default: one of this client, so that a refused password is
  /// sent once until [RefusedProxySignIns#retry] is called or another client is built.
  ///
  /// @param signIns shared with the program's other clients
  /// @return this
  public SlackWebClientBuilder proxySignIns(RefusedProxySignIns signIns) {
    this.signIns = Objects.requireNonNull(signIns, "signIns");
    return this;
  }

  /// TLS context. Default: [TlsContexts#trusted]. Host names are always checked.
  ///
  /// @param tls from [TlsContexts], or your own, for example with a client certificate
  /// @return this
  public SlackWebClientBuilder tls(SSLContext tls) {
    this.tls = Objects.requireNonNull(tls, "tls");
    return this;
  }

  /// Timeout of each try of a call. Default: 30 s.
  ///
  /// @param timeout positive, at most a day
  /// @return this
  public SlackWebClientBuilder timeout(Duration timeout) {
    this.timeout = Objects.requireNonNull(timeout, "timeout");
    return this;
  }

  /// Upper limit of the waits of one call, for rate limits and before retries. A call that would
  /// take longer fails with [SlackException.RateLimited], which has the delay. Default: 2 min.
  ///
  /// @param patience zero to fail instead of waiting; at most a day
  /// @return this
  public SlackWebClientBuilder maxWait(Duration patience) {
    this.patience = Objects.requireNonNull(patience, "patience");
    return this;
  }

  /// Turns rate limiting and retries off, for a caller that keeps Slack's limits itself.
  ///
  /// @return this
  public SlackWebClientBuilder unpaced() {
    this.paced = false;
    return this;
  }

  /// Opens a connection for each call: for a caller that makes few calls. Default: connections are
  /// kept open for further calls, except through a proxy.
  ///
  /// @return this
  public SlackWebClientBuilder connectionPerCall() {
    this.pooled = false;
    return this;
  }

  /// Logger. Default: the platform's logger `rollcall.slack.web`. Each warning of Slack is logged
  /// once at `WARNING`, delays and retries at `DEBUG`.
  ///
  /// @param log logger
  /// @return this
  public SlackWebClientBuilder logger(Logger log) {
    this.log = Objects.requireNonNull(log, "log");
    return this;
  }

  /// Listener for each successful response, also of the typed methods: for scopes and warnings.
  ///
  /// @param listener called on the thread of the call
  /// @return this
  public SlackWebClientBuilder onAnswer(Consumer<? super SlackResponse> listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /// Builds the client.
  ///
  /// @return a client without a connection yet
  /// @throws IllegalArgumentException if the timeout or the longest wait is out of range
  public SlackWebClient build() {
    if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "timeout must be positive and at most a day, was " + timeout + ".");
    }
    if (patience.isNegative() || patience.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "maxWait must be between zero and a day, was " + patience + ".");
    }
    return new SlackWebClient(this);
  }

  /// Builds a probe of the connection, with the same address, proxy and certificates.
  ///
  /// @return a probe without a connection yet; must be closed
  public ConnectionProbe probe() {
    return new ConnectionProbe(apiUrl, proxies, signIns, tls == null ? TlsContexts.trusted() : tls);
  }

  /// Replaces the clock and the pauses, for tests.
  SlackWebClientBuilder clock(InstantSource clock, RetryingCaller.Pause pause) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.pause = pause;
    return this;
  }

  HttpTransport transport() {
    SSLContext trust = tls == null ? TlsContexts.trusted() : tls;
    return new HttpTransport(proxies, signIns, trust, timeout, pooled);
  }

  /// @param post makes a single call
  /// @param real pause that is used outside tests
  RetryingCaller.Post calls(RetryingCaller.Post post, RetryingCaller.Pause real) {
    RetryingCaller.Pause waiting = pause == null ? real : pause;
    return paced
        ? new RetryingCaller(post, waiting, clock, RandomGenerator.getDefault(), patience, log)
            ::call
        : post;
  }
}
