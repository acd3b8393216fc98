package rollcall.watch;

/// Steps of a [ConnectionCheck], in their order.
public enum CheckStep {
  /// Lookup of the host.
  NAME,
  /// TCP connection, through a proxy if one is set.
  PROXY,
  /// TLS and the certificate of the server.
  CERTIFICATE,
  /// `auth.test`.
  TOKEN,
  /// First page of `users.list`.
  PEOPLE,
  /// `users.getPresence` of the token's own user.
  PRESENCE,
  /// `rtm.connect` and the WebSocket up to its `hello`.
  LIVE,
  /// `dnd.teamInfo`; optional.
  DND;

  /// Returns whether the steps after it depend on it.
  boolean isRequired() {
    return compareTo(TOKEN) <= 0;
  }
}
