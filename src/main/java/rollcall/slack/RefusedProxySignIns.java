package rollcall.slack;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;

/// Memory of refused proxy sign-ins. Clients that share one send a refused user name and password
/// once in total, because accounts get locked.
///
/// Until a proxy has accepted a sign-in, one connection at a time tries it. Other credentials are
/// another sign-in. Thread-safe.
public final class RefusedProxySignIns {
  private final Map<HttpProxy, SignIn> signIns = new ConcurrentHashMap<>();

  /// A memory without any refusal.
  public RefusedProxySignIns() {}

  /// Opening of a tunnel through a proxy.
  @FunctionalInterface
  public interface Tunnel {
    /// Connects to the proxy and signs in.
    ///
    /// @throws IOException if the tunnel cannot be opened; a [Request] with `PROXY_SIGN_IN_REFUSED`
    ///   when the proxy refused the user name and password
    void open() throws IOException;
  }

  /// Opens a tunnel, unless the proxy refused the same sign-in before. Blocks while another thread
  /// tries the same sign-in for the first time.
  ///
  /// @param proxy the proxy with the credentials
  /// @param tunnel opens the tunnel; not called after a refusal
  /// @throws IOException the failure of the tunnel, or the earlier refusal
  public void open(HttpProxy proxy, Tunnel tunnel) throws IOException {
    if (proxy.authorization().isEmpty()) {
      tunnel.open();
    } else {
      signIns.computeIfAbsent(proxy, _ -> new SignIn()).open(tunnel);
    }
  }

  /// Forgets all refusals, because the user retries.
  public void retry() {
    signIns.clear();
  }

  private static final class SignIn {
    private final Lock trial = new ReentrantLock();
    private volatile boolean accepted;
    private volatile @Nullable Request refusal;

    void open(Tunnel tunnel) throws IOException {
      if (accepted) {
        attempt(tunnel);
        return;
      }
      trial.lock();
      try {
        attempt(tunnel);
      } finally {
        trial.unlock();
      }
    }

    private void attempt(Tunnel tunnel) throws IOException {
      Request before = refusal;
      if (before != null) {
        throw new Request(before.failure(), String.valueOf(before.getMessage()), before);
      }
      try {
        tunnel.open();
        accepted = true;
      } catch (Request e) {
        if (e.failure() == Failure.PROXY_SIGN_IN_REFUSED) {
          refusal = e;
        }
        throw e;
      }
    }
  }
}
