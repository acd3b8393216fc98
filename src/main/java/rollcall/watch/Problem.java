package rollcall.watch;

import java.time.Instant;
import java.time.LocalDate;

/// Something that keeps us from looking, as a person can act on it. The words for each are in
/// `messages.properties`.
public sealed interface Problem {
  /// Slack did not accept the token (`invalid_auth`, `not_authed`, and the other codes that say
  /// so).
  record TokenRejected(String code) implements Problem {}

  /// Slack ended a token that once worked (`token_revoked`, `account_inactive`, `token_expired`).
  record TokenEnded(String code, Instant at) implements Problem {}

  /// The token lacks a permission.
  record MissingScope(String needed, String provided) implements Problem {}

  /// The token works, but Slack keeps the live connection from it (`not_allowed_token_type`).
  record LiveNotAllowed(String code) implements Problem {}

  /// What was given is not a token Rollcall can use.
  ///
  /// @param prefix what it starts with, such as `xapp-`; never more of it
  record WrongTokenKind(String prefix) implements Problem {}

  /// No token could be taken: what was given cannot be one, or the keychain does not answer.
  ///
  /// @param sentence what is wrong, for a person; nothing of the token
  record TokenUnusable(String sentence) implements Problem {}

  /// Slack asked us to slow down until then.
  record RateLimited(Instant until) implements Problem {}

  /// The network does not lead to Slack.
  record Offline(String detail) implements Problem {}

  /// The server or the proxy refused the TCP connection.
  ///
  /// @param address the host and port, such as `slack.com:443`
  record ConnectionRefused(String address) implements Problem {}

  /// Slack answered, but with an error of its own (5xx, or an error that passes).
  ///
  /// @param code the HTTP status as digits, or Slack's error code
  record SlackFailing(String code) implements Problem {}

  /// The proxy wants a user name and a password.
  record ProxySignIn(String proxy) implements Problem {}

  /// The proxy refused the user name and password, which are not tried again by ourselves.
  record ProxySignInRefused(String proxy) implements Problem {}

  /// The setting that names the proxy cannot be used.
  ///
  /// @param sentence what is wrong and what to do, for a person; no password
  record ProxyUnusable(String sentence) implements Problem {}

  /// Another server answered in Slack's place, such as a network's sign-in page.
  ///
  /// @param detail the HTTP status and what was answered, in a few words
  record SlackReplaced(String host, String detail) implements Problem {}

  /// The proxy accepts only NTLM or Kerberos.
  record ProxyWindowsSignIn(String proxy) implements Problem {}

  /// Nobody vouches for the certificate that was shown.
  record CertificateUntrusted(String host, String issuer) implements Problem {}

  /// The certificate that was shown has expired.
  ///
  /// @param day the last day on which it was valid, in UTC
  record CertificateExpired(String host, String issuer, LocalDate day) implements Problem {}

  /// The certificate that was shown is not valid yet.
  ///
  /// @param day the first day on which it is valid, in UTC
  record CertificateNotYetValid(String host, String issuer, LocalDate day) implements Problem {}

  /// The certificate that was shown is for another host.
  ///
  /// @param names the hosts that it is for, separated by commas
  record CertificateWrongHost(String host, String issuer, String names) implements Problem {}

  /// The encryption failed for a reason other than the four that are told apart.
  record EncryptionFailed(String host, String detail) implements Problem {}

  /// Slack refuses every call of one method that polling needs.
  record MethodRefused(String method, String code) implements Problem {}

  /// Slack's method for the live connection answers with an error every time.
  ///
  /// @param code Slack's error code, or the HTTP status such as `HTTP 404`
  record LiveRefused(String code) implements Problem {}

  /// HTTP works, but the WebSocket does not get through.
  record LiveBlocked(String detail) implements Problem {}

  /// The socket was open and fell silent or was closed.
  record ConnectionLost(String detail) implements Problem {}

  /// Nothing can be recorded on this computer.
  ///
  /// @param sentence what is wrong and what to do, for a person
  record NoHistory(String sentence) implements Problem {}

  /// Nobody can say what is wished for: the settings cannot be read.
  ///
  /// @param sentence what is wrong and what to do, for a person
  record NoSettings(String sentence) implements Problem {}

  /// A newer Rollcall made the history: this one shows it, and records nothing.
  record NewerHistory() implements Problem {}

  /// Rollcall hit a bug in itself and looks at nobody until it is asked to try again.
  ///
  /// @param detail what a developer would want to know
  record Bug(String detail) implements Problem {}

  /// An error Slack gives and we do not know.
  record Unrecognised(String code) implements Problem {}
}
