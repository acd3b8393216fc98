package rollcall.watch;

import java.time.Instant;
import java.time.LocalDate;

/// Problem that prevents observation, as the user can act on it. The texts are in
/// `messages.properties`.
public sealed interface Problem {
  /// Whether only another token solves it.
  default boolean needsToken() {
    return this instanceof NoToken
        || this instanceof TokenRejected
        || this instanceof TokenEnded
        || this instanceof TokenUnusable
        || this instanceof WrongTokenKind;
  }

  /// No token is stored.
  record NoToken() implements Problem {}

  /// Slack rejects the token (`invalid_auth`, `not_authed`).
  record TokenRejected(String code) implements Problem {}

  /// Slack revoked a token that worked before (`token_revoked`, `account_inactive`,
  /// `token_expired`).
  record TokenEnded(String code, Instant at) implements Problem {}

  /// The token lacks a scope.
  record MissingScope(String needed, String provided) implements Problem {}

  /// The token is valid, but may not use RTM (`not_allowed_token_type`).
  record LiveNotAllowed(String code) implements Problem {}

  /// Text that is not a token of a supported type.
  ///
  /// @param prefix its beginning, such as `xapp-`; never more
  record WrongTokenKind(String prefix) implements Problem {}

  /// No usable token: its text is invalid, or the keychain does not answer.
  ///
  /// @param sentence explanation for the user, without the token
  record TokenUnusable(String sentence) implements Problem {}

  /// Slack's rate limit is reached until then.
  record RateLimited(Instant until) implements Problem {}

  /// Slack is unreachable.
  record Offline(String detail) implements Problem {}

  /// The server or the proxy refused the TCP connection.
  ///
  /// @param address the host and port, such as `slack.com:443`
  record ConnectionRefused(String address) implements Problem {}

  /// Slack answered with a temporary or a server error (5xx).
  ///
  /// @param code HTTP status as digits, or Slack's error code
  record SlackFailing(String code) implements Problem {}

  /// Slack answered, but without what the method needs, such as the id of the workspace.
  ///
  /// @param detail the method and the missing part
  record UnusableAnswer(String detail) implements Problem {}

  /// The proxy requires a user name and a password.
  record ProxySignIn(String proxy) implements Problem {}

  /// The proxy refused the user name and password; there is no automatic retry.
  record ProxySignInRefused(String proxy) implements Problem {}

  /// The proxy setting cannot be used.
  ///
  /// @param sentence problem and remedy for the user, without the password
  record ProxyUnusable(String sentence) implements Problem {}

  /// Another server answered instead of Slack, such as the sign-in page of a network.
  ///
  /// @param detail HTTP status and a short description of the response
  record SlackReplaced(String host, String detail) implements Problem {}

  /// The proxy accepts only NTLM or Kerberos.
  record ProxyWindowsSignIn(String proxy) implements Problem {}

  /// The certificate is signed by an untrusted authority.
  record CertificateUntrusted(String host, String issuer) implements Problem {}

  /// The certificate has expired.
  ///
  /// @param day last day on which it was valid, in UTC
  record CertificateExpired(String host, String issuer, LocalDate day) implements Problem {}

  /// The certificate is not valid yet.
  ///
  /// @param day first day on which it is valid, in UTC
  record CertificateNotYetValid(String host, String issuer, LocalDate day) implements Problem {}

  /// The certificate is for another host.
  ///
  /// @param names hosts of the certificate, comma-separated
  record CertificateWrongHost(String host, String issuer, String names) implements Problem {}

  /// TLS failed for a reason other than the four above.
  record EncryptionFailed(String host, String detail) implements Problem {}

  /// Slack refuses all calls of a method that polling needs.
  record MethodRefused(String method, String code) implements Problem {}

  /// Slack refuses `rtm.connect` permanently.
  ///
  /// @param code Slack's error code, or the HTTP status such as `HTTP 404`
  record LiveRefused(String code) implements Problem {}

  /// HTTP works, but the WebSocket is blocked.
  record LiveBlocked(String detail) implements Problem {}

  /// There is no live connection, and the settings allow no polling.
  ///
  /// @param detail Slack's error code, or the failure of the socket
  record LiveOnly(String detail) implements Problem {}

  /// The socket was closed or stopped responding.
  record ConnectionLost(String detail) implements Problem {}

  /// The history on this computer cannot be written.
  ///
  /// @param sentence problem and remedy for the user
  record NoHistory(String sentence) implements Problem {}

  /// The settings cannot be read.
  ///
  /// @param sentence problem and remedy for the user
  record NoSettings(String sentence) implements Problem {}

  /// The history was written by a newer Rollcall; this one shows it and does not record.
  record NewerHistory() implements Problem {}

  /// A bug in Rollcall stopped the watcher until the user retries.
  ///
  /// @param detail information for developers
  record Bug(String detail) implements Problem {}

  /// Unknown error code of Slack.
  record Unrecognized(String code) implements Problem {}
}
