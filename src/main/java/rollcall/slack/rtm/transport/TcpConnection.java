package rollcall.slack.rtm.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.RefusedProxySignIns;
import rollcall.slack.SlackException;
import rollcall.slack.network.NetworkErrors;

/// TCP connection to a server or through a proxy tunnel, with TLS for `wss` and `https`. The proxy
/// sign-in is part of the `CONNECT` request, whatever the settings of the platform. [#close] ends
/// it immediately during any operation and leaves nothing open.
///
/// The default transport of Tyrus cannot do that: its close waits behind writes that the server
/// does not read, and it uses proxies of the platform that were not chosen.
///
/// Safe for all threads. Reading, writing and connecting block, and are for virtual threads.
public final class TcpConnection implements AutoCloseable {
  /// Listener that runs on the reader thread after the bytes of one read were passed on.
  public interface ReadListener {
    /// One read was passed on.
    ///
    /// @param bytes number of bytes
    /// @param readOn starts another reader thread
    /// @return whether the calling thread goes on reading; false after `readOn`
    boolean afterRead(int bytes, Runnable readOn);
  }

  /// The most bytes of one read.
  public static final int READ_AT_ONCE = 16 * 1024;

  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final int LEAST_CONNECT_TIMEOUT_MILLIS = 3_000;

  private final URI url;
  private final ProxySettings proxies;
  private final RefusedProxySignIns signIns;
  private final SSLContext tls;
  private final ReadListener afterRead;

  private final CountDownLatch ended = new CountDownLatch(1);

  /// Frames come from several threads: those of the client, and that of Tyrus' answers to pings.
  private final Lock writing = new ReentrantLock();

  /// Current socket; a new one for each address that is tried.
  private volatile Socket raw = unconnected();

  private volatile Socket socket = raw;
  private volatile boolean finished;
  private volatile int status;
  private volatile String refusal = "";
  private volatile @Nullable Duration retryAfter;

  /// @param url address with `ws`, `wss`, `http` or `https`
  /// @param afterRead runs on the reader thread
  public TcpConnection(
      URI url,
      ProxySettings proxies,
      RefusedProxySignIns signIns,
      SSLContext tls,
      ReadListener afterRead) {
    this.url = url;
    this.proxies = proxies;
    this.signIns = signIns;
    this.tls = tls;
    this.afterRead = afterRead;
  }

  /// Blocks until the connection is open.
  ///
  /// @throws IOException if it cannot be opened; a [SlackException] when the proxy refuses it
  public void connect() throws IOException {
    reach(resolve());
    encrypt();
  }

  /// Looks up the host to which the TCP connection is made: the proxy, or else the server. Blocks.
  ///
  /// @throws IOException if the host is not known; a [SlackException] if the proxy setting cannot
  ///   be used
  public List<InetAddress> resolve() throws IOException {
    Optional<String> unusable = proxies.problem(url);
    if (unusable.isPresent()) {
      throw NetworkErrors.unusable(unusable.get());
    }
    String host = proxies.proxyFor(url).map(HttpProxy::host).orElseGet(url::getHost);
    return List.of(InetAddress.getAllByName(host));
  }

  /// Connects to one of these addresses, and opens the tunnel if there is a proxy. Blocks.
  ///
  /// @throws IOException if none answers; a [SlackException] when the proxy refuses it
  public void reach(List<InetAddress> addresses) throws IOException {
    Optional<HttpProxy> proxy = proxies.proxyFor(url);
    if (proxy.isEmpty()) {
      open(addresses, port());
      return;
    }
    HttpProxy through = proxy.get();
    signIns.open(
        through,
        () -> {
          open(addresses, through.port());
          tunnel(through, url.getHost() + ":" + port());
        });
  }

  /// Encrypts the connection if its address requires it. Blocks.
  ///
  /// @return the TLS session; empty for an unencrypted connection
  /// @throws IOException if the server's certificate is not trusted, or TLS fails
  public Optional<SSLSession> encrypt() throws IOException {
    if (!encrypted()) {
      return Optional.empty();
    }
    SSLSocket secure = encrypt(url.getHost(), port());
    socket = secure;
    return Optional.of(secure.getSession());
  }

  private int port() {
    return url.getPort() >= 0 ? url.getPort() : encrypted() ? 443 : 80;
  }

  /// Connects to the first of these addresses that answers. Each has a part of the timeout, so that
  /// a silent one does not prevent the others.
  void open(List<InetAddress> addresses, int port) throws IOException {
    int share = Math.max(LEAST_CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS / addresses.size());
    IOException problem = new UnknownHostException();
    for (InetAddress address : addresses) {
      try {
        raw.connect(new InetSocketAddress(address, port), share);
        raw.setTcpNoDelay(true);
        raw.setSoTimeout(CONNECT_TIMEOUT_MILLIS);
        return;
      } catch (IOException e) {
        problem = e;
        renewSocket();
      }
    }
    throw problem;
  }

  /// A socket that failed to connect cannot try again.
  private void renewSocket() throws IOException {
    raw.close();
    raw = unconnected();
    socket = raw;
    if (ended.getCount() == 0) {
      // It was closed while there was nothing to close.
      raw.close();
    }
  }

  /// The server answered the request for the WebSocket.
  ///
  /// @param instead short description of a response that is not accepted; may be blank
  /// @param delay its `Retry-After`, or null
  void answered(int code, String instead, @Nullable Duration delay) {
    status = code;
    refusal = instead;
    retryAfter = delay;
  }

  /// HTTP status of the answer to the request for the WebSocket; 0 before it.
  public int status() {
    return status;
  }

  /// Delay that the server demanded with its answer; empty for none.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /// Short description of the answer, if it is not accepted; may be blank.
  public String refusal() {
    return refusal;
  }

  /// Removes the read timeout, once the connection is established.
  public void established() throws IOException {
    raw.setSoTimeout(0);
  }

  /// Input stream from the server.
  public InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /// The bytes of one read were passed on; see [ReadListener].
  boolean afterRead(int bytes, Runnable readOn) {
    return afterRead.afterRead(bytes, readOn);
  }

  /// Blocks until the system has accepted all bytes.
  public void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      socket.getOutputStream().write(bytes);
    } finally {
      writing.unlock();
    }
  }

  /// Ends the output; further input is ignored.
  void complete() {
    if (finished) {
      return;
    }
    finished = true;
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      // It ended already.
    }
  }

  boolean isComplete() {
    return finished;
  }

  /// Closes the connection immediately.
  @Override
  public void close() {
    ended.countDown();
    try {
      raw.close();
    } catch (IOException e) {
      // It is gone, either way.
    }
  }

  /// Closes the connection after this time, unless the server ends it before.
  public void closeWithin(Duration time) throws InterruptedException {
    try {
      ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      close();
    }
  }

  /// A socket without this proxy would ask the platform for a SOCKS proxy.
  private static Socket unconnected() {
    return new Socket(Proxy.NO_PROXY);
  }

  private boolean encrypted() {
    return "wss".equals(url.getScheme()) || "https".equals(url.getScheme());
  }

  private void tunnel(HttpProxy through, String target) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("CONNECT " + target + " HTTP/1.1");
    lines.add("Host: " + target);
    through.authorization().ifPresent(sign -> lines.add("Proxy-Authorization: " + sign));
    write(HttpHead.of(lines));
    HttpHead answer = HttpHead.read(in());
    if (answer.status() / 100 != 2) {
      throw NetworkErrors.proxyRefused(through, answer.status(), answer.all("Proxy-Authenticate"));
    }
  }

  private SSLSocket encrypt(String host, int port) throws IOException {
    String name = host.replaceAll("[\\[\\]]", "");
    SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(raw, name, port, true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
    return encrypted;
  }
}
