package rollcall.settings;

/// Proxy choice for connections to Slack. The password of a manual proxy is a secret and lives in
/// the keychain.
public sealed interface Proxy {
  /// What the operating system says.
  record OperatingSystem() implements Proxy {}

  /// Straight out.
  record None() implements Proxy {}

  /// What `https_proxy`, `http_proxy` and `no_proxy` say, in either case.
  record Environment() implements Proxy {}

  /// This one.
  ///
  /// @param user the name for Basic sign-in, or blank for none
  record Manual(String host, int port, String user) implements Proxy {}
}
