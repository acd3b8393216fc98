package rollcall.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How to get out to Slack: one choice for HTTP and for the socket.
public sealed interface ProxySettings {
  /// An HTTP proxy to use, by `CONNECT`. Its password never shows.
  ///
  /// @param user null for a proxy that asks nobody
  record HttpProxy(String host, int port, @Nullable String user, @Nullable String password) {
    /// @throws IllegalArgumentException if there is no host or no such port
    public HttpProxy {
      if (host.isBlank() || port < 1 || port > 65535) {
        throw new IllegalArgumentException("A proxy needs a host and a port from 1 to 65535.");
      }
    }

    /// The value of the `Proxy-Authorization` header, or empty for a proxy that asks nobody.
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

  /// The proxy for this address, or empty to go there directly. Sockets (`ws`, `wss`) are looked up
  /// as the `http` or `https` address that they begin as.
  Optional<HttpProxy> proxyFor(URI address);

  /// Never a proxy.
  record None() implements ProxySettings {
    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return Optional.empty();
    }
  }

  /// What the Java platform is told: its `http.proxyHost` family, and the system's settings when
  /// the property `java.net.useSystemProxies` was `true` when the program began.
  record SystemWide() implements ProxySettings {
    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      ProxySelector selector = ProxySelector.getDefault();
      return selector == null
          ? Optional.empty()
          : selector.select(asHttp(address)).stream()
              .filter(proxy -> proxy.address() instanceof InetSocketAddress)
              .map(proxy -> (InetSocketAddress) proxy.address())
              .map(where -> new HttpProxy(where.getHostString(), where.getPort(), null, null))
              .findFirst();
    }
  }

  /// This proxy for everything but loopback.
  record Manual(HttpProxy proxy) implements ProxySettings {
    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return Hosts.loopback(address) ? Optional.empty() : Optional.of(proxy);
    }
  }

  /// What these variables say: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in either
  /// case, the lower one first.
  record Environment(Map<String, String> variables) implements ProxySettings {
    public Environment {
      variables = Map.copyOf(variables);
    }

    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      String scheme = asHttp(address).getScheme();
      if (Hosts.loopback(address) || exempt(address)) {
        return Optional.empty();
      }
      return variable(scheme + "_proxy")
          .or(() -> variable("all_proxy"))
          .flatMap(Environment::parse);
    }

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
      String host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
      return List.of(variable("no_proxy").orElse("").split(",")).stream()
          .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
          .anyMatch(entry ->
              entry.equals("*")
                  || (!entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry))));
    }

    private static Optional<HttpProxy> parse(String text) {
      try {
        URI uri = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
        String[] sign = Optional.ofNullable(uri.getUserInfo()).orElse("").split(":", 2);
        boolean anonymous = sign[0].isEmpty();
        int port = uri.getPort() > 0 ? uri.getPort() : 80;
        return Optional.ofNullable(uri.getHost())
            .map(host ->
                new HttpProxy(
                    host,
                    port,
                    anonymous ? null : sign[0],
                    anonymous ? null : sign.length > 1 ? sign[1] : ""));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  private static URI asHttp(URI address) {
    String text = address.toString();
    return text.startsWith("ws") ? URI.create("http" + text.substring(2)) : address;
  }
}
