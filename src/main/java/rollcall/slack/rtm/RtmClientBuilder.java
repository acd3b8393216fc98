package rollcall.slack.rtm;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import rollcall.slack.ProxySettings;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackToken;
import rollcall.slack.TlsContexts;
import rollcall.slack.web.SlackWebClient;

/// Builder of an [RtmClient], with the defaults of Slack's own client. A null argument throws a
/// `NullPointerException` at the call.
public final class RtmClientBuilder {
  private static final Duration LONGEST = Duration.ofDays(1);

  private final SlackToken token;
  private final Map<String, String> startArgs = new LinkedHashMap<>();
  private URI apiUrl = SlackWebClient.SLACK;
  private Duration clientPingTimeout = Duration.ofSeconds(6);
  private Duration serverPongTimeout = Duration.ofSeconds(4);
  private Duration replyAckOnReconnectTimeout = Duration.ofSeconds(2);
  private Duration stallLimit = Duration.ofSeconds(5);
  private boolean autoReconnect = true;
  private boolean useRtmConnect = true;
  private ProxySettings proxies = ProxySettings.byDefault();
  private @Nullable RefusedProxySignIns signIns;
  private @Nullable SSLContext tls;
  private InstantSource clock = InstantSource.system();
  private RandomGenerator random = new SplittableRandom();
  private @Nullable Executor listenerExecutor;
  private @Nullable Level level;
  private Logger log = System.getLogger("rollcall.slack.rtm");

  RtmClientBuilder(SlackToken token) {
    this.token = Objects.requireNonNull(token, "token");
    batchPresenceAware(true);
  }

  /// Address of the Web API. Default: [SlackWebClient#SLACK].
  ///
  /// @param url an `https` address, or an `http` address of this machine, such as a server for
  ///   tests
  /// @return this
  public RtmClientBuilder apiUrl(URI url) {
    this.apiUrl = Objects.requireNonNull(url, "url");
    return this;
  }

  /// Time without a frame before the client pings. Default: 6 s.
  ///
  /// @param idle positive, at most a day
  /// @return this
  public RtmClientBuilder clientPingTimeout(Duration idle) {
    this.clientPingTimeout = Objects.requireNonNull(idle, "idle");
    return this;
  }

  /// Time without a frame after a ping before the connection counts as lost. Default: 4 s.
  ///
  /// @param silence positive, at most a day; may exceed [#clientPingTimeout]
  /// @return this
  public RtmClientBuilder serverPongTimeout(Duration silence) {
    this.serverPongTimeout = Objects.requireNonNull(silence, "silence");
    return this;
  }

  /// Time after a reconnection to wait for replies that the old connection owed. Default: 2 s.
  ///
  /// @param wait zero for no wait, at most a day
  /// @return this
  public RtmClientBuilder replyAckOnReconnectTimeout(Duration wait) {
    this.replyAckOnReconnectTimeout = Objects.requireNonNull(wait, "wait");
    return this;
  }

  /// Longest time that this process may be stalled (stopped, starved, asleep with the computer), or
  /// that the clock may be set forward, before the client reconnects, because frames received in
  /// that time cannot be dated. Measured once a second, so up to one second more may pass
  /// unnoticed. Default: 5 s.
  ///
  /// @param limit positive, at most a day; more than the steps of a test clock
  /// @return this
  public RtmClientBuilder stallLimit(Duration limit) {
    this.stallLimit = Objects.requireNonNull(limit, "limit");
    return this;
  }

  /// Automatic reconnection. Default: yes.
  ///
  /// @param again false: a loss ends in [LifecycleEvent.Disconnected], as do a failed first attempt
  ///   and the end of a connection by Slack after 8 hours
  /// @return this
  public RtmClientBuilder autoReconnect(boolean again) {
    this.autoReconnect = again;
    return this;
  }

  /// Use of `rtm.connect` rather than the historic `rtm.start`. Default: yes.
  ///
  /// @param connect true for `rtm.connect`, false for `rtm.start`
  /// @return this
  public RtmClientBuilder useRtmConnect(boolean connect) {
    this.useRtmConnect = connect;
    return this;
  }

  /// Permission for Slack to put several users into one `presence_change`. Default: yes, because
  /// without it Slack may send none at all. Both forms are understood in either case.
  ///
  /// @param batch true to permit it
  /// @return this
  public RtmClientBuilder batchPresenceAware(boolean batch) {
    // The word "true" was found to be ignored where the number worked (wee-slack#496).
    return startArg("batch_presence_aware", batch ? "1" : "0");
  }

  /// Any other argument of `rtm.connect` or `rtm.start`, sent with every attempt.
  ///
  /// @param name name of the argument, such as `mpim_aware`
  /// @param value its value in the form that Slack documents, such as `1`
  /// @return this
  public RtmClientBuilder startArg(String name, String value) {
    startArgs.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /// Proxy for HTTP and WebSocket. Default: [ProxySettings#byDefault].
  ///
  /// @param proxies settings that select the proxy of an address
  /// @return this
  public RtmClientBuilder proxy(ProxySettings proxies) {
    this.proxies = Objects.requireNonNull(proxies, "proxies");
    return this;
  }

  /// Memory of refused proxy sign-ins. Default: one of this client, which each [RtmClient#start]
  /// clears. A shared one is cleared by [RefusedProxySignIns#retry] only.
  ///
  /// @param signIns shared with the program's other clients
  /// @return this
  public RtmClientBuilder proxySignIns(RefusedProxySignIns signIns) {
    this.signIns = Objects.requireNonNull(signIns, "signIns");
    return this;
  }

  /// TLS context. Default: the trust stores of Java and of the operating system. Host names are
  /// always checked.
  ///
  /// @param tls from [rollcall.slack.TlsContexts], or your own, for example with a client
  ///   certificate
  /// @return this
  public RtmClientBuilder tls(SSLContext tls) {
    this.tls = Objects.requireNonNull(tls, "tls");
    return this;
  }

  /// Clock. Default: the system's clock.
  ///
  /// @param clock clock of all timestamps and timeouts of this client
  /// @return this
  public RtmClientBuilder clock(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /// Executor of the listeners. Default: the reader thread of the connection, without a change of
  /// thread, as long as the listeners are quick; after a call that took long, a thread for
  /// listeners.
  ///
  /// `Runnable::run` calls them inside the event loop of the client: for listeners that only
  /// enqueue. Such a listener must not block; one that takes longer than [#stallLimit] costs the
  /// connection. A listener that needs the same thread for each call needs an executor with one
  /// thread.
  ///
  /// @param executor runs one task after the other, in order, until the client is closed; a task
  ///   that it rejects stops the client
  /// @return this
  public RtmClientBuilder listenerExecutor(Executor executor) {
    this.listenerExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /// Random numbers for the delays between attempts. Default: a [SplittableRandom].
  ///
  /// @param random generator, used on one thread at a time
  /// @return this
  public RtmClientBuilder random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
    return this;
  }

  /// Logger. Default: the platform's logger `rollcall.slack.rtm`. Quiet at `INFO` while nothing is
  /// wrong.
  ///
  /// @param log logger
  /// @return this
  public RtmClientBuilder logger(Logger log) {
    this.log = Objects.requireNonNull(log, "log");
    return this;
  }

  /// Logger, as a function of level and line. Called on threads of the client only, perhaps on two
  /// at once. If it throws an exception, that line is lost.
  ///
  /// @param log receives the level and one line without a line break
  /// @return this
  public RtmClientBuilder logger(BiConsumer<Level, String> log) {
    return logger(new FunctionLogger(Objects.requireNonNull(log, "log")));
  }

  /// Lowest level to log: `DEBUG`, `INFO`, `WARNING` or `ERROR`. Default: `INFO` for a function,
  /// and the level of the logger itself for a [Logger].
  ///
  /// @param least level; `OFF` to log nothing
  /// @return this
  public RtmClientBuilder logLevel(Level least) {
    this.level = Objects.requireNonNull(least, "least");
    return this;
  }

  /// Builds the client.
  ///
  /// @return a client that makes no connection before [RtmClient#start]; must be closed even if it
  ///   is never started, because its threads run from now on
  /// @throws IllegalArgumentException if the address is invalid, or is an `http` address of another
  ///   machine, or a duration is out of range
  public RtmClient build() {
    requireDurations();
    SSLContext trust = tls == null ? TlsContexts.trusted() : tls;
    RefusedProxySignIns memory = signIns == null ? new RefusedProxySignIns() : signIns;
    SlackWebClient web = webClient(trust, memory);
    Map<String, String> args = Map.copyOf(startArgs);
    Logger to = logger();
    ListenerRegistry listeners = new ListenerRegistry(to);
    EventDispatcher dispatcher = new EventDispatcher(listenerExecutor);
    EventBatcher batcher = new EventBatcher(listeners, dispatcher, to);
    SendQueue sendQueue = new SendQueue(replyAckOnReconnectTimeout);
    Timeouts timing = Timeouts.of(clientPingTimeout, serverPongTimeout, autoReconnect);
    SocketConnector connector = new SocketConnector(proxies, memory, trust);
    ConnectionsBySession.Grant grant =
        () -> useRtmConnect ? web.rtm().connect(args) : web.rtm().start(args);
    EventLoop eventLoop =
        new EventLoop(
            inbox ->
                new ConnectionDriver(
                    timing,
                    new ConnectionsBySession(grant, connector, clock, inbox, dispatcher::runHere),
                    clock,
                    random,
                    sendQueue,
                    batcher),
            dispatcher,
            clock,
            stallLimit,
            to);
    eventLoop.start();
    Runnable forget = signIns == null ? memory::retry : () -> {};
    return new RtmClient(listeners, batcher, eventLoop, sendQueue, web, forget);
  }

  private void requireDurations() {
    requirePositive("clientPingTimeout", clientPingTimeout);
    requirePositive("serverPongTimeout", serverPongTimeout);
    requirePositive("stallLimit", stallLimit);
    Duration wait = replyAckOnReconnectTimeout;
    if (wait.isNegative() || wait.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "replyAckOnReconnectTimeout must be between zero and a day, was " + wait + ".");
    }
  }

  private static void requirePositive(String name, Duration time) {
    if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + " must be positive and at most a day, was " + time + ".");
    }
  }

  private SlackWebClient webClient(SSLContext trust, RefusedProxySignIns memory) {
    return SlackWebClient.builder(token)
        .apiUrl(apiUrl)
        .proxy(proxies)
        .proxySignIns(memory)
        .tls(trust)
        .unpaced()
        .connectionPerCall()
        .build();
  }

  private Logger logger() {
    Level usual = log instanceof FunctionLogger ? Level.INFO : Level.ALL;
    return new FailSafeLogger(log, level == null ? usual : level);
  }
}
