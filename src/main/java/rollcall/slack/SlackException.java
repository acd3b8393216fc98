package rollcall.slack;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import rollcall.slack.tls.TextSanitizer;

/// Failure of a call or a connection to Slack: a sealed family for exhaustive `switch`es.
///
/// No message contains a token, a socket URL or a password. Each is one line of at most 1,000
/// characters, whatever the server sent.
@SuppressWarnings("serial") // Never written as bytes.
public abstract sealed class SlackException extends IOException {
  private static final int LONGEST = 1000;

  private final String kind;

  private SlackException(String kind, String message, @Nullable Throwable cause) {
    super(oneLine(message), cause);
    this.kind = kind;
  }

  /// Text of a server must not add lines to a log, nor fill it.
  private static String oneLine(String message) {
    String line = TextSanitizer.withoutTokens(message.replaceAll("\\p{Cntrl}+", " "));
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /// Name of the kind of failure in Slack's own clients; `client_limit_error` for limits that they
  /// do not have.
  ///
  /// @return such as `platform_error`
  public String kind() {
    return kind;
  }

  /// Returns whether a retry cannot help until a person changes something.
  ///
  /// @return true for errors such as a wrong token or a missing scope
  public boolean fatal() {
    return false;
  }

  /// Returns whether the same request may succeed without a change, after a while.
  ///
  /// @return true when Slack was failing, demanded a wait, or was not reached; false for other
  ///   errors, and for all that are not about a single request
  public boolean temporary() {
    return false;
  }

  /// Returns whether Slack itself replied, so that the call counts against its limits.
  ///
  /// @return false when Slack was not reached: no connection, a timeout, a proxy, a certificate, or
  ///   the response of another server
  public boolean answered() {
    return true;
  }

  /// Certificate that was not accepted.
  ///
  /// @param host the requested host
  /// @param issuer common name of the issuer, or its whole name if it has none
  /// @param notBefore start of its validity
  /// @param notAfter end of its validity
  /// @param names host names in the certificate
  public record Certificate(
      String host, String issuer, Instant notBefore, Instant notAfter, List<String> names) {
    /// The list is copied.
    public Certificate {
      names = List.copyOf(names);
    }

    /// First day of its validity.
    ///
    /// @return the date in UTC
    public LocalDate notBeforeDay() {
      return LocalDate.ofInstant(notBefore, ZoneOffset.UTC);
    }

    /// Last day of its validity.
    ///
    /// @return the date in UTC
    public LocalDate notAfterDay() {
      return LocalDate.ofInstant(notAfter, ZoneOffset.UTC);
    }
  }

  /// Error response of a Web API method: `{"ok":false,"error":"…"}`.
  ///
  /// | code | remedy |
  /// |---|---|
  /// | `not_authed`, `invalid_auth` | another token: this one is missing or wrong |
  /// | `account_inactive`, `token_revoked` | a new token: the account or the token no longer exists |
  /// | `token_expired` | a new token: rotating tokens are valid for twelve hours |
  /// | `not_allowed_token_type` | a token of another kind: RTM takes only those of classic apps; with others, poll `users.getPresence` |
  /// | `missing_scope` | the scope that [#needed] names; the scope `rtm:stream` cannot be granted |
  /// | `migration_in_progress`, `internal_error`, `service_unavailable`, `fetch_members_failed` | a later try |
  public static final class Platform extends SlackException {
    private static final Set<String> FATAL =
        Set.of(
            "not_authed",
            "invalid_auth",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "user_removed_from_team",
            "team_disabled",
            "not_allowed_token_type",
            "missing_scope",
            "no_permission",
            "is_bot",
            "org_login_required",
            "accesslimited",
            "access_denied",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "unknown_method",
            "method_deprecated",
            "deprecated_endpoint",
            "two_factor_setup_required");
    private static final Set<String> TEMPORARY =
        Set.of(
            "internal_error",
            "fatal_error",
            "service_unavailable",
            "request_timeout",
            "fetch_members_failed",
            "team_added_to_org",
            "migration_in_progress");
    private final String method;
    private final String code;
    private final @Nullable String needed;
    private final @Nullable String provided;
    private final List<String> messages;

    /// Creates the failure of an error response.
    ///
    /// @param method name of the method, such as `rtm.connect`
    /// @param code Slack's error code, such as `invalid_auth`
    /// @param needed required scopes, comma-separated, with the code `missing_scope`; else null
    /// @param provided scopes of the token, comma-separated, with the code `missing_scope`; else
    ///   null
    /// @param messages additional messages, such as `[ERROR] missing required field: channel`
    public Platform(
        String method,
        String code,
        @Nullable String needed,
        @Nullable String provided,
        List<String> messages) {
      super(
          "platform_error",
          "Slack refused "
              + method
              + ": "
              + code
              + (needed == null ? "" : " (needs " + needed + ")")
              + (messages.isEmpty() ? "" : " " + String.join(" ", messages)),
          null);
      this.method = method;
      this.code = code;
      this.needed = needed;
      this.provided = provided;
      this.messages = List.copyOf(messages);
    }

    /// Name of the method.
    ///
    /// @return such as `rtm.connect`
    public String method() {
      return method;
    }

    /// Slack's error code.
    ///
    /// @return such as `invalid_auth`
    public String code() {
      return code;
    }

    /// Required scopes.
    ///
    /// @return comma-separated; empty if Slack does not report it
    public Optional<String> needed() {
      return Optional.ofNullable(needed);
    }

    /// Scopes of the token.
    ///
    /// @return comma-separated; empty if Slack does not report it
    public Optional<String> provided() {
      return Optional.ofNullable(provided);
    }

    /// Additional messages of Slack about the reason.
    ///
    /// @return such as `[ERROR] missing required field: channel`; often empty
    public List<String> messages() {
      return messages;
    }

    @Override
    public boolean fatal() {
      return FATAL.contains(code);
    }

    @Override
    public boolean temporary() {
      return TEMPORARY.contains(code);
    }
  }

  /// Exceeded rate limit: HTTP 429, or the error code `ratelimited`.
  public static final class RateLimited extends SlackException {
    /// Upper limit of a wait: after a longer `Retry-After`, a call is tried again at this limit.
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final @Nullable Duration retryAfter;

    /// Creates the failure of a rate-limited call.
    ///
    /// @param method the method, such as `users.list`
    /// @param retryAfter the delay that Slack requires, or null without one. A negative delay
    ///   counts as null, one above [#LONGEST_WAIT] as [#LONGEST_WAIT]
    public RateLimited(String method, @Nullable Duration retryAfter) {
      super(
          "rate_limited_error", "Slack asks for fewer calls of " + method + next(retryAfter), null);
      this.retryAfter = bounded(retryAfter);
    }

    private static @Nullable Duration bounded(@Nullable Duration said) {
      if (said == null || said.isNegative()) {
        return null;
      }
      return said.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : said;
    }

    private static String next(@Nullable Duration said) {
      Duration wait = bounded(said);
      if (said == null || wait == null) {
        return "";
      }
      return "; next in "
          + wait.toSeconds()
          + " s"
          + (wait.equals(said)
              ? ""
              : ", although it says " + said.toSeconds() + " s: that long is not waited for");
    }

    /// Delay before the next call of this method.
    ///
    /// @return empty if Slack does not report it
    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }

    /// Delay before the next call of this method, also when Slack does not report it.
    ///
    /// @return that of [#retryAfter], or else 30 s
    public Duration delay() {
      return retryAfter().orElse(Duration.ofSeconds(30));
    }

    @Override
    public boolean temporary() {
      return true;
    }
  }

  /// Response that is not one of Slack's Web API: an unexpected HTTP status, or a body that is not
  /// JSON or lacks a required field.
  public static final class Http extends SlackException {
    private final int status;
    private final String detail;
    private final boolean replaced;

    /// Creates the failure of a response of Slack's own servers.
    ///
    /// @param doing the operation, such as `rtm.connect`
    /// @param status the status, such as 503
    /// @param detail short description of the response; may be blank
    public Http(String doing, int status, String detail) {
      this(doing, status, detail, false);
    }

    /// Creates the failure of a response.
    ///
    /// @param doing the operation, such as `rtm.connect`
    /// @param status the status, such as 302
    /// @param detail short description of the response; may be blank
    /// @param replaced whether it is likely the response of another server: a sign-in page of a
    ///   network, or a page of a proxy that blocks Slack
    public Http(String doing, int status, String detail, boolean replaced) {
      super(
          "http_error",
          doing + " was answered with HTTP " + status + (detail.isEmpty() ? "" : ": " + detail),
          null);
      this.status = status;
      this.detail = oneLine(detail);
      this.replaced = replaced;
    }

    /// Description of the response.
    ///
    /// @return a few words, such as `a redirect to portal.example`; may be blank
    public String detail() {
      return detail;
    }

    /// Returns whether this is likely the response of another server.
    ///
    /// @return true for a sign-in page of a network and a page of a proxy that blocks Slack
    public boolean replaced() {
      return replaced;
    }

    /// A client error may be Slack's own, whatever page comes with it.
    @Override
    public boolean answered() {
      return !replaced || status / 100 == 4;
    }

    @Override
    public boolean temporary() {
      return status >= 500 || status == 408;
    }

    /// HTTP status.
    ///
    /// @return such as 503; 200 when the body is invalid
    public int status() {
      return status;
    }
  }

  /// Failure of the network, of a proxy or of TLS.
  public static final class Request extends SlackException {
    /// Kind of a failed request.
    public enum Failure {
      /// No connection, or a lost one.
      UNREACHABLE,
      /// The server or the proxy refused the TCP connection: nothing listens on the port, or a
      /// firewall rejects it.
      CONNECTION_REFUSED,
      /// No response in time.
      TIMED_OUT,
      /// The proxy requires a user name and a password (407, Basic), and none was sent.
      PROXY_SIGN_IN,
      /// The proxy refused the user name and password (407 or 401). They are not sent again,
      /// because accounts get locked.
      PROXY_SIGN_IN_REFUSED,
      /// The proxy offers only NTLM or Negotiate, which Java does not support.
      PROXY_UNSUPPORTED_SIGN_IN,
      /// The proxy refused the connection.
      PROXY_REFUSED,
      /// The proxy setting is invalid, so nothing was sent.
      PROXY_UNUSABLE,
      /// The certificate was issued by an authority that is not trusted.
      TLS_UNTRUSTED,
      /// The certificate has expired.
      TLS_EXPIRED,
      /// The certificate is not valid yet.
      TLS_NOT_YET_VALID,
      /// The certificate is for another host.
      TLS_WRONG_HOST,
      /// TLS failed for another reason.
      TLS,
      /// A token would have to be sent unencrypted to another machine, so nothing was sent.
      INSECURE
    }

    private static final Set<Failure> FATAL =
        EnumSet.of(
            Failure.INSECURE,
            Failure.PROXY_SIGN_IN_REFUSED,
            Failure.PROXY_UNSUPPORTED_SIGN_IN,
            Failure.PROXY_UNUSABLE);
    private static final Set<Failure> TEMPORARY =
        EnumSet.of(Failure.UNREACHABLE, Failure.CONNECTION_REFUSED, Failure.TIMED_OUT);

    private final Failure failure;
    private final @Nullable Certificate certificate;
    private final @Nullable String refusedBy;

    /// Creates a failure with a certificate.
    ///
    /// @param failure kind of failure
    /// @param message a sentence with the operation, and without a secret
    /// @param certificate the rejected certificate, or null
    /// @param cause the exception of the JDK or of the WebSocket library, or null
    public Request(
        Failure failure,
        String message,
        @Nullable Certificate certificate,
        @Nullable Throwable cause) {
      this(failure, message, certificate, null, cause);
    }

    private Request(
        Failure failure,
        String message,
        @Nullable Certificate certificate,
        @Nullable String refusedBy,
        @Nullable Throwable cause) {
      super("request_error", message, cause);
      this.failure = failure;
      this.certificate = certificate;
      this.refusedBy = refusedBy;
    }

    /// Creates a failure without a certificate.
    ///
    /// @param failure kind of failure
    /// @param message a sentence with the operation, and without a secret
    /// @param cause the exception of the JDK or of the WebSocket library, or null
    public Request(Failure failure, String message, @Nullable Throwable cause) {
      this(failure, message, null, cause);
    }

    /// Creates the failure of a refused TCP connection.
    ///
    /// @param by address of the server or of the proxy, such as `slack.com:443`
    /// @param doing the operation, such as `rtm.connect`; no secret
    /// @param cause the exception of the JDK or of the WebSocket library, or null
    /// @return a failure of the kind `CONNECTION_REFUSED`
    public static Request refused(String by, String doing, @Nullable Throwable cause) {
      return new Request(
          Failure.CONNECTION_REFUSED,
          doing + ": " + by + " refused the connection",
          null,
          by,
          cause);
    }

    /// Kind of the failure.
    ///
    /// @return the kind of failure
    public Failure failure() {
      return failure;
    }

    /// Rejected certificate.
    ///
    /// @return the certificate; empty if it is unknown, or for other failures
    public Optional<Certificate> certificate() {
      return Optional.ofNullable(certificate);
    }

    /// Address that refused the TCP connection.
    ///
    /// @return such as `slack.com:443`; empty for other failures
    public Optional<String> refusedBy() {
      return Optional.ofNullable(refusedBy);
    }

    /// Issuer of the rejected certificate.
    ///
    /// @return the name; empty if it is unknown, or for other failures
    public Optional<String> issuer() {
      return certificate().map(Certificate::issuer);
    }

    @Override
    public boolean fatal() {
      return FATAL.contains(failure);
    }

    @Override
    public boolean temporary() {
      return TEMPORARY.contains(failure);
    }

    @Override
    public boolean answered() {
      // The unsafe address came with a response of Slack.
      return failure == Failure.INSECURE;
    }
  }

  /// Failure of the WebSocket: lost, closed, silent, or with unreadable data.
  public static final class Socket extends SlackException {
    /// Creates the failure of a WebSocket.
    ///
    /// @param message a sentence
    /// @param cause the exception of the JDK or of the WebSocket library, or null
    public Socket(String message, @Nullable Throwable cause) {
      super("websocket_error", message, cause);
    }
  }

  /// Connection dropped because this process was stalled, the computer slept, or its clock was set:
  /// events received in that time cannot be dated.
  public static final class Stalled extends SlackException {
    /// Creates the failure.
    public Stalled() {
      super(
          "websocket_error",
          "This program stood still, the computer slept, or its clock was set.",
          null);
    }
  }

  /// Frame that Slack refused with an error reply.
  public static final class SendRefused extends SlackException {
    private final int code;

    /// Creates the failure of a refused frame.
    ///
    /// @param code Slack's error number, as in [#code]
    /// @param message Slack's error message
    public SendRefused(int code, String message) {
      super(
          "send_message_platform_error",
          "Slack refused the message: " + message + " (" + code + ")",
          null);
      this.code = code;
    }

    /// Slack's error number.
    ///
    /// @return 2 for a bad message, 4 for one that cannot be processed now, -1 for too many
    ///   messages
    public int code() {
      return code;
    }
  }

  /// Missing reply: the connection ended before Slack replied, so it is unknown whether the message
  /// was received.
  public static final class NoReply extends SlackException {
    /// Creates the failure.
    public NoReply() {
      super("no_reply_received_error", "The connection ended before Slack replied.", null);
    }
  }

  /// Message that was not sent, because this client refused it.
  public static final class NotSent extends SlackException {
    /// Reason why a message was not sent.
    public enum Reason {
      /// There is no connection, and none is being made.
      DISCONNECTED("send_while_disconnected_error"),
      /// The connection is not ready yet.
      NOT_READY("send_while_not_ready_error"),
      /// The client was closed permanently.
      CLOSED("send_while_disconnected_error"),
      /// The text or the frame is longer than Slack accepts.
      TOO_LONG("client_limit_error"),
      /// More users than a presence subscription or a query can have.
      TOO_MANY_USERS("client_limit_error"),
      /// The send queue is full: 1,000 messages wait.
      TOO_MUCH_WAITING("client_limit_error"),
      /// Slack's rate limit for frames is used up.
      TOO_FAST("client_limit_error");

      private final String kind;

      Reason(String kind) {
        this.kind = kind;
      }
    }

    private final Reason reason;

    /// Creates the failure of a message that was not sent.
    ///
    /// @param reason kind of reason
    /// @param message a sentence
    public NotSent(Reason reason, String message) {
      super(reason.kind, message, null);
      this.reason = reason;
    }

    /// Reason why the message was not sent.
    ///
    /// @return the kind of reason
    public Reason reason() {
      return reason;
    }
  }
}
