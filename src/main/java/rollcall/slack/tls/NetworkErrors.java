package rollcall.slack.tls;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;

/// Says what a failure of the network means.
public final class NetworkErrors {
  private NetworkErrors() {}

  /// The failure as one of ours.
  ///
  /// @param doing what was being done, such as `rtm.connect`; no secret
  public static SlackException of(String doing, Throwable problem) {
    return find(problem, SlackException.class)
        .or(() -> find(problem, SSLException.class).map(tls -> ofTls(doing, tls)))
        .orElseGet(() -> new Request(failure(problem), doing + ": " + describe(problem), problem));
  }

  /// What is being done, and through which proxy when through one: whoever mistyped it, or sits
  /// where it is not reached, has to see so.
  public static String viaProxy(ProxySettings proxies, URI address, String doing) {
    return proxies
        .proxyFor(address)
        .map(proxy -> doing + " through the proxy " + proxy.host() + ":" + proxy.port())
        .orElse(doing);
  }

  /// What a proxy's 407 asks for.
  ///
  /// @param offers the values of its `Proxy-Authenticate` headers
  public static SlackException proxySignIn(List<String> offers) {
    return proxySignIn(offers, false);
  }

  /// What a proxy's 407 asks for.
  ///
  /// @param offers the values of its `Proxy-Authenticate` headers
  /// @param signedIn whether it was given a user name and a password
  public static SlackException proxySignIn(List<String> offers, boolean signedIn) {
    List<String> schemes =
        offers.stream().map(offer -> offer.strip().split("[ ,]", 2)[0]).distinct().toList();
    boolean basic = schemes.stream().anyMatch("Basic"::equalsIgnoreCase);
    return schemes.isEmpty() || basic
        ? new Request(
            Failure.PROXY_SIGN_IN,
            signedIn
                ? "The proxy did not accept this user name and password."
                : "The proxy wants a user name and a password.",
            null)
        : new Request(
            Failure.PROXY_UNSUPPORTED_SIGN_IN,
            "The proxy takes only " + String.join(", ", schemes) + " sign-in.",
            null);
  }

  private static SlackException ofTls(String doing, SSLException problem) {
    Optional<UntrustedCertificateException> untrusted =
        find(problem, UntrustedCertificateException.class);
    boolean noPath =
        untrusted.isPresent() || find(problem, CertPathBuilderException.class).isPresent();
    return new Request(
        noPath ? Failure.TLS_UNTRUSTED : Failure.TLS,
        doing + ": " + describe(problem),
        untrusted.map(UntrustedCertificateException::issuer).orElse(null),
        problem);
  }

  private static Failure failure(Throwable problem) {
    if (find(problem, SocketTimeoutException.class).isPresent()) {
      return Failure.TIMED_OUT;
    }
    String words = describe(problem).toLowerCase(Locale.ROOT);
    return words.contains("proxy") || words.contains("tunnel")
        ? Failure.PROXY_REFUSED
        : Failure.UNREACHABLE;
  }

  private static String describe(Throwable problem) {
    if (find(problem, UnknownHostException.class).isPresent()
        || find(problem, UnresolvedAddressException.class).isPresent()
        // What the platform makes of a proxy that was written as `http://proxy`.
        || find(problem, URISyntaxException.class).isPresent()) {
      return "the host is not known";
    }
    if (find(problem, ConnectException.class).isPresent()) {
      return "no connection";
    }
    String message = problem.getMessage();
    return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
  }

  private static <T extends Throwable> Optional<T> find(Throwable problem, Class<T> type) {
    int depth = 0;
    for (Throwable at = problem; at != null && depth < 20; at = at.getCause(), depth++) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }
}
