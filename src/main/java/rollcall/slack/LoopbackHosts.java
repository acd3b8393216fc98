package rollcall.slack;

import java.net.URI;
import java.util.Locale;
import rollcall.slack.SlackException.Request;
import rollcall.slack.SlackException.Request.Failure;

/// Check for loopback addresses, to which a secret may go unencrypted.
public final class LoopbackHosts {
  private LoopbackHosts() {}

  /// Returns whether the address names this machine, by its text alone, without a DNS lookup.
  ///
  /// @param address the address
  /// @return true for `localhost`, an IPv4 address that begins with 127, and `[::1]`
  public static boolean loopback(URI address) {
    String host = address.getHost();
    if (host == null) {
      return false;
    }
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /// Checks that a token or a socket URL may be sent to an address: encrypted, or loopback.
  ///
  /// @param address address with `https`, `wss`, `http` or `ws`
  /// @throws Request with [Failure#INSECURE] if it may not
  public static void requireSafe(URI address) throws Request {
    String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    boolean encrypted = scheme.equals("https") || scheme.equals("wss");
    boolean plain = scheme.equals("http") || scheme.equals("ws");
    if (address.getHost() == null || !(encrypted || plain)) {
      throw new Request(
          Failure.INSECURE,
          "No token can be sent there: an address begins with https:// and names a host.",
          null);
    }
    if (address.getPort() > 65535) {
      throw new Request(
          Failure.INSECURE,
          "No token can be sent there: a port is at most 65535, was " + address.getPort() + ".",
          null);
    }
    if (!encrypted && !loopback(address)) {
      throw new Request(
          Failure.INSECURE,
          "A token is not sent unencrypted to another machine: "
              + scheme
              + "://"
              + address.getHost(),
          null);
    }
  }
}
