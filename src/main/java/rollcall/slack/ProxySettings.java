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

/// Proxy selection for HTTP and WebSocket connections.
///
/// Loopback addresses are always reached directly: a token may go there unencrypted, and a proxy
/// may be another machine.
public sealed interface ProxySettings {
  /// HTTP proxy, used by `CONNECT`. Its text form omits the password.
  ///
  /// @param host host name without `http://`, or IP address; an IPv6 address in brackets
  /// @param port from 1 to 65535
  /// @param user user name for Basic authentication; null for a proxy without sign-in
  /// @param password password for Basic authentication, or null
  record HttpProxy(String host, int port, @Nullable String user, @Nullable String password) {
    /// Checks the host and the port.
    ///
    /// @throws IllegalArgumentException if the host is blank or the port is out of range
    public HttpProxy {
      if (host.isBlank() || port < 1 || port > 65535) {
        throw new IllegalArgumentException("A proxy needs a host and a port from 1 to 65535.");
      }
    }

    /// The value of the `Proxy-Authorization` header.
    ///
    /// @return empty for a proxy without sign-in
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

  /// Settings with the proxy of a URL, for all addresses except those of this machine.
  ///
  /// @param url URL such as `http://user:password@host:3128`; a user name and a password may be
  ///   percent-encoded, and only the host is required
  /// @return settings for both clients
  /// @throws IllegalArgumentException if it is not the URL of an HTTP proxy; its message is a
  ///   sentence without the password
  static ProxySettings of(String url) {
    return new Manual(
        ProxyAddressParser.parse(url)
            .orElseThrow(() -> new IllegalArgumentException(ProxyAddressParser.problem(url))));
  }

  /// Default of both clients: the settings of the system, and if those name no proxy, the variables
  /// of this process (`https_proxy`, `all_proxy`, `no_proxy`).
  ///
  /// @return settings that keep the variables as they are now
  static ProxySettings byDefault() {
    return new SystemOrEnvironment(System.getenv());
  }

  /// Reason why no proxy can be chosen for an address: a setting for it is unusable. Then both
  /// clients refuse to connect, and never connect directly.
  ///
  /// @param address address to connect to
  /// @return a sentence that shows no password; empty when [#proxyFor] gives the way
  default Optional<String> problem(URI address) {
    return Optional.empty();
  }

  /// Origin of the result of [#proxyFor] for an address that is not on this machine.
  ///
  /// @param address address to connect to
  /// @return the setting that decided
  ProxyOrigin origin(URI address);

  /// Proxy for an address. WebSocket addresses (`ws`, `wss`) count as the `http` or `https` address
  /// that they begin as.
  ///
  /// @param address address to connect to
  /// @return the proxy, or empty to go there directly
  Optional<HttpProxy> proxyFor(URI address);

  /// No proxy.
  record None() implements ProxySettings {
    @Override
    public ProxyOrigin origin(URI address) {
      return new ProxyOrigin(ProxyOrigin.Kind.NO_PROXY, "");
    }

    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return Optional.empty();
    }
  }

  /// System proxy: Java's `https.proxyHost` properties, and the settings of the system when the
  /// property `java.net.useSystemProxies` was `true` at the start. Has no sign-in, and does not
  /// support SOCKS.
  record SystemWide() implements ProxySettings {
    private static final URI ANYWHERE = URI.create("https://proxy-setting.example/");

    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return selected(address)
          .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
          .filter(proxy -> proxy.address() instanceof InetSocketAddress)
          .map(proxy -> (InetSocketAddress) proxy.address())
          .map(where -> new HttpProxy(where.getHostString(), where.getPort(), null, null))
          .findFirst();
    }

    @Override
    public Optional<String> problem(URI address) {
      return proxyFor(address).isPresent()
          ? Optional.empty()
          : selected(address)
              .filter(proxy -> proxy.type() == Proxy.Type.SOCKS)
              .findFirst()
              .map(_ ->
                  "The system's proxy for this address is a SOCKS proxy, which is not supported:"
                      + " choose an HTTP proxy, or none.");
    }

    @Override
    public ProxyOrigin origin(URI address) {
      return new ProxyOrigin(
          proxyFor(address).isPresent() ? ProxyOrigin.Kind.SYSTEM : ProxyOrigin.Kind.NONE_IN_SYSTEM,
          "");
    }

    /// Returns whether any proxy is set, for this address or for others.
    boolean isSet(URI address) {
      return Stream.of(address, ANYWHERE)
          .flatMap(SystemWide::selected)
          .anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private static Stream<Proxy> selected(URI address) {
      ProxySelector selector = ProxySelector.getDefault();
      return selector == null || LoopbackHosts.loopback(address)
          ? Stream.empty()
          : selector.select(asHttp(address)).stream();
    }
  }

  /// System proxy ([SystemWide]); where none is set at all, the variables say ([Environment]).
  ///
  /// @param variables environment variables by name, such as `System.getenv()`
  record SystemOrEnvironment(Map<String, String> variables) implements ProxySettings {
    /// The map is copied.
    public SystemOrEnvironment {
      variables = Map.copyOf(variables);
    }

    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return used(address).proxyFor(address);
    }

    @Override
    public Optional<String> problem(URI address) {
      return used(address).problem(address);
    }

    @Override
    public ProxyOrigin origin(URI address) {
      return used(address).origin(address);
    }

    /// Without the variables: they may hold passwords.
    @Override
    public String toString() {
      return "SystemOrEnvironment";
    }

    private ProxySettings used(URI address) {
      SystemWide system = new SystemWide();
      return system.isSet(address) ? system : new Environment(variables);
    }
  }

  /// Fixed proxy for everything but this machine and the exceptions.
  ///
  /// @param proxy the proxy
  /// @param except hosts that are reached without the proxy
  record Manual(HttpProxy proxy, ProxyExceptions except) implements ProxySettings {
    /// A proxy without exceptions.
    ///
    /// @param proxy the proxy
    public Manual(HttpProxy proxy) {
      this(proxy, ProxyExceptions.NONE);
    }

    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      return LoopbackHosts.loopback(address) || except.match(asHttp(address))
          ? Optional.empty()
          : Optional.of(proxy);
    }

    @Override
    public ProxyOrigin origin(URI address) {
      return except.match(asHttp(address))
          ? new ProxyOrigin(ProxyOrigin.Kind.EXCEPTION, address.getHost())
          : new ProxyOrigin(ProxyOrigin.Kind.MANUAL, "");
    }
  }

  /// Proxy from environment variables: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in
  /// either case, the lower one first.
  ///
  /// A proxy is `host:port` or `http://user:password@host:port`; anything else, such as
  /// `socks5://…`, is a [#problem]. `no_proxy` lists [ProxyExceptions], separated by commas.
  ///
  /// @param variables environment variables by name, such as `System.getenv()`
  record Environment(Map<String, String> variables) implements ProxySettings {
    /// The map is copied.
    public Environment {
      variables = Map.copyOf(variables);
    }

    @Override
    public Optional<HttpProxy> proxyFor(URI address) {
      URI http = asHttp(address);
      if (LoopbackHosts.loopback(http) || exempt(http)) {
        return Optional.empty();
      }
      return setting(http).flatMap(set -> ProxyAddressParser.parse(set.value()));
    }

    @Override
    public Optional<String> problem(URI address) {
      URI http = asHttp(address);
      return LoopbackHosts.loopback(http) || exempt(http)
          ? Optional.empty()
          : setting(http)
              .filter(set -> ProxyAddressParser.parse(set.value()).isEmpty())
              .map(set ->
                  "The variable "
                      + set.name()
                      + " cannot be used. "
                      + ProxyAddressParser.problem(set.value()));
    }

    @Override
    public ProxyOrigin origin(URI address) {
      URI http = asHttp(address);
      if (exempt(http)) {
        return new ProxyOrigin(ProxyOrigin.Kind.VARIABLE_EXCEPTION, http.getHost());
      }
      return setting(http)
          .map(set -> new ProxyOrigin(ProxyOrigin.Kind.VARIABLE, set.name()))
          .orElse(new ProxyOrigin(ProxyOrigin.Kind.NONE_SET, ""));
    }

    /// Without the variables: they may hold passwords.
    @Override
    public String toString() {
      return "Environment";
    }

    private Optional<Variable> setting(URI http) {
      return variable(http.getScheme() + "_proxy").or(() -> variable("all_proxy"));
    }

    private Optional<Variable> variable(String name) {
      return Stream.of(name, name.toUpperCase(Locale.ROOT))
          .filter(variables::containsKey)
          .map(known -> new Variable(known, variables.getOrDefault(known, "")))
          .findFirst()
          .filter(set -> !set.value().isBlank());
    }

    private boolean exempt(URI address) {
      return variable("no_proxy")
          .filter(set -> ProxyExceptions.of(set.value()).match(address))
          .isPresent();
    }

    /// One variable under the name that it was found by.
    private record Variable(String name, String value) {}
  }

  private static URI asHttp(URI address) {
    String text = address.toString();
    return text.startsWith("ws") ? URI.create("http" + text.substring(2)) : address;
  }
}
