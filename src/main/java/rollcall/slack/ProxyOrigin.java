package rollcall.slack;

/// Setting that decided about the proxy for an address.
///
/// @param kind kind of the setting
/// @param name of the variable, or the host of an exception; otherwise empty
public record ProxyOrigin(Kind kind, String name) {
  /// Kind of a setting.
  public enum Kind {
    /// No proxy, by choice.
    NO_PROXY,
    /// A proxy of the system.
    SYSTEM,
    /// The system has proxies, but none for this address.
    NONE_IN_SYSTEM,
    /// A fixed proxy.
    MANUAL,
    /// An exception of the fixed proxy.
    EXCEPTION,
    /// A proxy of an environment variable.
    VARIABLE,
    /// An exception of the variable `no_proxy`.
    VARIABLE_EXCEPTION,
    /// No setting has a proxy.
    NONE_SET
  }
}
