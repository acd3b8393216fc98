package rollcall.slack.network;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.Certificate;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;
import rollcall.slack.tls.TextSanitizer;
import rollcall.slack.tls.UntrustedCertificateException;

/// Mapper from network failures to [SlackException].
public final class NetworkErrors {
  private NetworkErrors() {}

  /// Converts a failure.
  ///
  /// @param address the requested address
  /// @param doing what was being done, such as `rtm.connect`; no secret
  public static SlackException of(
      ProxySettings proxies, URI address, String doing, Throwable problem) {
    String how = viaProxy(proxies, address, doing);
    return find(problem, SlackException.class)
        .or(() -> find(problem, SSLException.class).map(tls -> ofTls(how, tls)))
        .orElseGet(() ->
            isRefused(problem)
                ? Request.refused(peer(proxies, address), doing, problem)
                : new Request(
                    failure(problem), how + ": " + describe(proxies, address, problem), problem));
  }

  /// Returns the name of the operation, with the proxy if there is one: a user with a wrong or
  /// unreachable proxy has to see it.
  public static String viaProxy(ProxySettings proxies, URI address, String doing) {
    return proxies
        .proxyFor(address)
        .map(proxy -> doing + " through the proxy " + proxy.host() + ":" + proxy.port())
        .orElse(doing);
  }

  /// The failure of settings that name no usable way to an address; nothing may be sent.
  public static Request unusable(String sentence) {
    return new Request(Failure.PROXY_UNUSABLE, sentence, null);
  }

  /// Returns the exception for the response of a proxy that did not open a tunnel.
  ///
  /// @param proxy which
  /// @param status what it answered, such as 407
  /// @param offers the values of its `Proxy-Authenticate` headers
  public static SlackException proxyRefused(HttpProxy proxy, int status, List<String> offers) {
    String where = "The proxy " + proxy.host() + ":" + proxy.port();
    boolean signedIn = proxy.authorization().isPresent();
    // Tinyproxy answers a wrong password with 401.
    if (status != 407 && !(status == 401 && signedIn)) {
      return new Request(
          Failure.PROXY_REFUSED, where + " refused the connection with HTTP " + status + ".", null);
    }
    List<String> schemes =
        offers.stream().map(offer -> offer.strip().split("[ ,]", 2)[0]).distinct().toList();
    boolean basic = schemes.stream().anyMatch("Basic"::equalsIgnoreCase);
    return schemes.isEmpty() || basic
        ? new Request(
            signedIn ? Failure.PROXY_SIGN_IN_REFUSED : Failure.PROXY_SIGN_IN,
            signedIn
                ? where
                    + " refused the user name and password (HTTP "
                    + status
                    + "). They are not tried again, because accounts get locked: correct them, or"
                    + " retry."
                : where + " wants a user name and a password.",
            null)
        : new Request(
            Failure.PROXY_UNSUPPORTED_SIGN_IN,
            where
                + " takes only "
                + TextSanitizer.singleLine(String.join(", ", schemes), 100)
                + " sign-in.",
            null);
  }

  /// Returns whether the other side refused the TCP connection. The platform's HTTP client repeats
  /// a refused attempt on the closed channel, and reports only the second failure.
  private static boolean isRefused(Throwable problem) {
    return find(problem, ConnectException.class)
        .filter(failed ->
            failed.getCause() == null || failed.getCause() instanceof ClosedChannelException)
        .isPresent();
  }

  /// The address to which the TCP connection is made.
  private static String peer(ProxySettings proxies, URI address) {
    int usual = address.getScheme().endsWith("s") ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    return proxies
        .proxyFor(address)
        .map(proxy -> "the proxy " + proxy.host() + ":" + proxy.port())
        .orElse(address.getHost() + ":" + port);
  }

  private static SlackException ofTls(String doing, SSLException problem) {
    Optional<UntrustedCertificateException> untrusted =
        find(problem, UntrustedCertificateException.class);
    return new Request(
        untrusted.map(known -> failure(known.reason())).orElseGet(() -> ofForeignTrust(problem)),
        doing + ": " + describe(untrusted.<Exception>map(known -> known).orElse(problem)),
        untrusted.map(known -> certificate(known.details())).orElse(null),
        problem);
  }

  /// Which of the failures it is when the caller's own trust manager found it.
  private static Failure ofForeignTrust(SSLException problem) {
    if (find(problem, CertificateExpiredException.class).isPresent()) {
      return Failure.TLS_EXPIRED;
    }
    if (find(problem, CertificateNotYetValidException.class).isPresent()) {
      return Failure.TLS_NOT_YET_VALID;
    }
    if (find(problem, CertPathBuilderException.class).isPresent()) {
      return Failure.TLS_UNTRUSTED;
    }
    return describe(problem).contains("subject alternative") ? Failure.TLS_WRONG_HOST : Failure.TLS;
  }

  private static Failure failure(UntrustedCertificateException.Reason reason) {
    return switch (reason) {
      case EXPIRED -> Failure.TLS_EXPIRED;
      case NOT_YET_VALID -> Failure.TLS_NOT_YET_VALID;
      case UNKNOWN_AUTHORITY -> Failure.TLS_UNTRUSTED;
      case WRONG_HOST -> Failure.TLS_WRONG_HOST;
    };
  }

  private static Certificate certificate(UntrustedCertificateException.Details details) {
    return new Certificate(
        details.host(), details.issuer(), details.notBefore(), details.notAfter(), details.names());
  }

  private static Failure failure(Throwable problem) {
    if (find(problem, SocketTimeoutException.class).isPresent()) {
      return Failure.TIMED_OUT;
    }
    if (isUnknownHost(problem)) {
      return Failure.UNREACHABLE;
    }
    String words = describe(problem).toLowerCase(Locale.ROOT);
    return words.contains("proxy") || words.contains("tunnel")
        ? Failure.PROXY_REFUSED
        : Failure.UNREACHABLE;
  }

  private static String describe(ProxySettings proxies, URI address, Throwable problem) {
    return isUnknownHost(problem)
        ? "the host "
            + proxies.proxyFor(address).map(HttpProxy::host).orElse(address.getHost())
            + " is not known"
        : describe(problem);
  }

  private static boolean isUnknownHost(Throwable problem) {
    return find(problem, UnknownHostException.class).isPresent()
        || find(problem, UnresolvedAddressException.class).isPresent()
        // The exception of the platform for a proxy written as `http://proxy`.
        || find(problem, URISyntaxException.class).isPresent();
  }

  private static String describe(Throwable problem) {
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
