package rollcall.settings;

import java.util.List;

/// Proxy choice for connections to Slack. The password of a manual proxy is a secret in the
/// keychain.
public sealed interface Proxy {
  /// Proxy of the operating system.
  record OperatingSystem() implements Proxy {}

  /// No proxy.
  record None() implements Proxy {}

  /// Proxy of the environment variables `https_proxy`, `http_proxy` and `no_proxy`, in lower or
  /// upper case.
  record Environment() implements Proxy {}

  /// Proxy that the user entered.
  ///
  /// @param user user name for Basic authentication, or blank for none
  /// @param except hosts that are reached directly, such as `*.corp.example` or `10.0.0.0/8`
  record Manual(String host, int port, String user, List<String> except) implements Proxy {
    public Manual {
      except = List.copyOf(except);
    }
  }
}
