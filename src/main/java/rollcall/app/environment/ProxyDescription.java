package rollcall.app.environment;

import java.net.URI;
import rollcall.language.Sentence;
import rollcall.slack.LoopbackHosts;
import rollcall.slack.ProxyOrigin;
import rollcall.slack.ProxySettings;

/// Description of the proxy for an address, and of the setting it comes from. Pure.
public final class ProxyDescription {
  private ProxyDescription() {}

  /// Returns the proxy and its origin, or the reason for none, in a few words without a password.
  ///
  /// @param isOption whether a fixed proxy comes from the command line
  public static Sentence of(ProxySettings proxies, URI address, boolean isOption) {
    Sentence origin =
        LoopbackHosts.loopback(address)
            ? Sentence.of("the address is on this computer")
            : origin(proxies.origin(address), isOption);
    return proxies
        .problem(address)
        .map(why -> Sentence.of("no way out: %s", why))
        .or(() ->
            proxies
                .proxyFor(address)
                .map(proxy -> Sentence.of("proxy %s:%s, %s", proxy.host(), proxy.port(), origin)))
        .orElseGet(() -> Sentence.of("no proxy: %s", origin));
  }

  private static Sentence origin(ProxyOrigin origin, boolean isOption) {
    return switch (origin.kind()) {
      case NO_PROXY -> Sentence.of("chosen so");
      case SYSTEM -> Sentence.of("from the system's settings");
      case NONE_IN_SYSTEM -> Sentence.of("the system's settings name none");
      case MANUAL -> isOption ? Sentence.of("from --proxy") : Sentence.of("set by hand");
      case EXCEPTION -> Sentence.of("the list of exceptions has %s", origin.name());
      case VARIABLE -> Sentence.of("from the variable %s", origin.name());
      case VARIABLE_EXCEPTION -> Sentence.of("the variable no_proxy exempts %s", origin.name());
      case NONE_SET -> Sentence.of("neither the system's settings nor a variable names one");
    };
  }
}
