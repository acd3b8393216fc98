package rollcall.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How to get out to Slack: one choice for HTTP and for the socket.
///
/// What is on this machine is always reached directly: a token may go there unencrypted, and a
/// proxy may be another machine.
public sealed interface ProxySettings {
  /// An HTTP proxy to use, by `CONNECT`. Its password never shows.
  ///
  /// @param host its name without `http://`, or its address; an IPv6 address in brackets
  /// @param port from 1 to 65535
  /// @param user the name to sign in with (Basic), or null for a proxy that asks nobody
  /// @param password the password, or null for none
  record HttpProxy(String host, int port, @Nullable String user, @Nullable String password) {
    /// Checks that it can be one.
    ///
    /// @throws IllegalArgumentException if there is no host or no such port
    public HttpProxy {
      if (host.isBlank() || port < 1 || port > 65535) {
        throw new IllegalArgumentException("A proxy needs a host and a port from 1 to 65535.");
      }
    }

    /// The value of the `Proxy-Authorization` header.
    ///
    /// @return empty for a proxy that asks nobody
    public Optional<String> authorization() {
      byte[] sign = (user + ":" + (password == null ? "" : password)).getBytes(UTF_8);
      return user == null
          ? Optional.empty()
          : Optional.of("Basic " + Base64.getEncoder().encodeToString(sign));
    }

    @Override
    public String toString() {
      return (user == null ? "" : user + ":…@") + host + ":" + port;
    }
  }

  /// Which way to an address. Sockets (`ws`, `wss`) are looked up as the `http` or `https` address
  /// that they begin as.
  ///
  /// @param address where to
  /// @return the proxy, or empty to go there directly
  Optional<HttpProxy> proxyFor(URI address);

  /// Never a proxy.
  record None() implements ProxySettings {
    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return Optional.empty();
    }
  }

  /// What the Java platform is told: its `https.proxyHost` family, and the system's settings when
  /// the property `java.net.useSystemProxies` was `true` when the program began. Nobody is told
  /// there how to sign in, and SOCKS is not spoken.
  record SystemWide() implements ProxySettings {
    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      ProxySelector selector = ProxySelector.getDefault();
      return selector == null || LoopbackHosts.loopback(address)
          ? Optional.empty()
          : selector.select(asHttp(address)).stream()
              .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
              .filter(proxy -> proxy.address() instanceof InetSocketAddress)
              .map(proxy -> (InetSocketAddress) proxy.address())
              .map(where -> new HttpProxy(where.getHostString(), where.getPort(), null, null))
              .findFirst();
    }
  }

  /// This proxy for everything but this machine.
  ///
  /// @param proxy which
  record Manual(HttpProxy proxy) implements ProxySettings {
    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return LoopbackHosts.loopback(address) ? Optional.empty() : Optional.of(proxy);
    }
  }

  /// What these variables say: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in either
  /// case, the lower one first.
  ///
  /// A proxy is `host:port` or `http://user:password@host:port`; with anything else, such as
  /// `socks5://…`, the way is direct. `no_proxy` lists hosts, each with what is below it and
  /// perhaps with a port, separated by commas; `*` is all.
  ///
  /// @param variables such as those of `System.getenv()`
  record Environment(Map<String, String> variables) implements ProxySettings {
    /// Keeps the variables as they are now.
    public Environment {
      variables = Map.copyOf(variables);
    }

    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      URI http = asHttp(address);
      if (LoopbackHosts.loopback(http) || exempt(http)) {
        return Optional.empty();
      }
      return variable(http.getScheme() + "_proxy")
          .or(() -> variable("all_proxy"))
          .flatMap(ProxyAddress::parse);
    }

    /// Without the variables: they may hold passwords.
    @Override
    public String toString() {
      return "Environment";
    }

    private Optional<String> variable(String name) {
      return Optional.ofNullable(variables.get(name))
          .or(() -> Optional.ofNullable(variables.get(name.toUpperCase(Locale.ROOT))))
          .filter(value -> !value.isBlank());
    }

    private boolean exempt(URI address) {
      int usual = "https".equals(address.getScheme()) ? 443 : 80;
      String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
      String port = ":" + (address.getPort() < 0 ? usual : address.getPort());
      return Stream.of(variable("no_proxy").orElse("").split(","))
          .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
          .map(entry -> entry.endsWith(port) ? entry.substring(0, entry.lastIndexOf(':')) : entry)
          .anyMatch(entry ->
              entry.equals("*")
                  || (!entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry))));
    }
  }

  private static URI asHttp(URI address) {
    String text = address.toString();
    return text.startsWith("ws") ? URI.create("http" + text.substring(2)) : address;
  }
}
