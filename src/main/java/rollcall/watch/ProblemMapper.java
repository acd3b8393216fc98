package rollcall.watch;

import java.time.Instant;
import java.util.Set;
import java.util.function.Function;
import rollcall.slack.SlackException;

/// Mapping from failures of the Slack client to problems for the user. Pure.
public final class ProblemMapper {
  private static final Set<String> REJECTED = Set.of("not_authed", "invalid_auth");
  private static final Set<String> ENDED =
      Set.of(
          "token_revoked",
          "token_expired",
          "account_inactive",
          "user_removed_from_team",
          "team_disabled");

  /// Refusals of `rtm.connect` that are about the kind of token or its rights, and therefore final.
  private static final Set<String> NOT_FOR_TOKEN =
      Set.of("not_allowed_token_type", "missing_scope", "no_permission", "is_bot");

  private ProblemMapper() {}

  /// Maps a failure.
  ///
  /// @param access connection settings of the failed request
  /// @param worked whether this token was accepted before
  public static Problem of(
      SlackException failure, SlackAccess access, boolean worked, Instant now) {
    return switch (failure) {
      case SlackException.Platform refused -> of(refused, worked, now);
      case SlackException.RateLimited slower -> new Problem.RateLimited(now.plus(slower.delay()));
      case SlackException.Http http -> of(http, access);
      case SlackException.Request request -> of(request, access);
      default -> new Problem.ConnectionLost(text(failure));
    };
  }

  /// Maps a failure to list groups or their members.
  public static Problem of(
      SlackException failure, FollowedGroup.Kind about, SlackAccess access, Instant now) {
    Problem problem = of(failure, access, true, now);
    return problem instanceof Problem.MissingScope(String needed, String provided)
            && needed.equals("?")
        ? new Problem.MissingScope(about.scope(), provided)
        : problem;
  }

  /// Maps the failure of a single attempt at a live connection with a token that Slack accepts.
  ///
  /// @param granted whether Slack had answered `rtm.connect`, so that only the socket failed
  static Problem ofLive(SlackException failure, boolean granted, SlackAccess access, Instant now) {
    Problem problem = of(failure, access, true, now);
    boolean unreachable =
        problem instanceof Problem.Offline || problem instanceof Problem.ConnectionRefused;
    if (granted) {
      return failure instanceof SlackException.Request && !unreachable
          ? problem
          : new Problem.LiveBlocked(text(failure));
    }
    return switch (problem) {
      case Problem.Offline _, Problem.ConnectionRefused _ -> new Problem.LiveBlocked(text(failure));
      case Problem.SlackFailing _, Problem.TokenEnded _ -> new Problem.LiveRefused(code(failure));
      default ->
          failure instanceof SlackException.Http ? new Problem.LiveRefused(code(failure)) : problem;
    };
  }

  private static Problem of(SlackException.Platform refused, boolean worked, Instant now) {
    String code = refused.code();
    boolean token = ENDED.contains(code) || REJECTED.contains(code);
    if (refused.method().startsWith("rtm.") && refused.fatal() && !token) {
      // The token may work for all other methods.
      return NOT_FOR_TOKEN.contains(code)
          ? new Problem.LiveNotAllowed(code)
          : new Problem.LiveRefused(code);
    }
    if (ENDED.contains(code) || (worked && REJECTED.contains(code))) {
      return new Problem.TokenEnded(code, now);
    }
    if (REJECTED.contains(code)) {
      return new Problem.TokenRejected(code);
    }
    if (code.equals("missing_scope")) {
      return new Problem.MissingScope(refused.needed().orElse("?"), refused.provided().orElse("?"));
    }
    return refused.fatal() ? new Problem.Unrecognized(code) : new Problem.SlackFailing(code);
  }

  private static Problem of(SlackException.Request request, SlackAccess access) {
    return switch (request.failure()) {
      case PROXY_SIGN_IN -> new Problem.ProxySignIn(proxy(access));
      case PROXY_UNSUPPORTED_SIGN_IN -> new Problem.ProxyWindowsSignIn(proxy(access));
      case PROXY_SIGN_IN_REFUSED -> new Problem.ProxySignInRefused(proxy(access));
      case PROXY_UNUSABLE -> new Problem.ProxyUnusable(text(request));
      case TLS_UNTRUSTED ->
          new Problem.CertificateUntrusted(host(request, access), request.issuer().orElse("?"));
      case TLS_EXPIRED ->
          certificate(
              request,
              access,
              one -> new Problem.CertificateExpired(one.host(), one.issuer(), one.notAfterDay()));
      case TLS_NOT_YET_VALID ->
          certificate(
              request,
              access,
              one ->
                  new Problem.CertificateNotYetValid(one.host(), one.issuer(), one.notBeforeDay()));
      case TLS_WRONG_HOST ->
          certificate(
              request,
              access,
              one ->
                  new Problem.CertificateWrongHost(
                      one.host(), one.issuer(), String.join(", ", one.names())));
      case TLS -> encryption(request, access);
      case CONNECTION_REFUSED ->
          new Problem.ConnectionRefused(request.refusedBy().orElse(access.apiUrl().getHost()));
      case INSECURE -> new Problem.UnusableAnswer(text(request));
      case UNREACHABLE, TIMED_OUT, PROXY_REFUSED -> new Problem.Offline(text(request));
    };
  }

  private static Problem of(SlackException.Http http, SlackAccess access) {
    String status = Integer.toString(http.status());
    if (http.replaced()) {
      String detail = http.detail().isEmpty() ? "" : ": " + http.detail();
      return new Problem.SlackReplaced(access.apiUrl().getHost(), "HTTP " + status + detail);
    }
    return http.status() == 200
        ? new Problem.UnusableAnswer(text(http))
        : new Problem.SlackFailing(status);
  }

  /// Describes the certificate of a failure; without one, only the failure.
  private static Problem certificate(
      SlackException.Request request,
      SlackAccess access,
      Function<SlackException.Certificate, Problem> description) {
    return request.certificate().map(description).orElseGet(() -> encryption(request, access));
  }

  private static Problem encryption(SlackException.Request request, SlackAccess access) {
    return new Problem.EncryptionFailed(access.apiUrl().getHost(), text(request));
  }

  private static String host(SlackException.Request request, SlackAccess access) {
    return request
        .certificate()
        .map(SlackException.Certificate::host)
        .orElse(access.apiUrl().getHost());
  }

  /// Short code of a failure: Slack's error code or the HTTP status.
  static String code(SlackException failure) {
    return switch (failure) {
      case SlackException.Platform refused -> refused.code();
      case SlackException.Http http -> "HTTP " + http.status();
      case SlackException.RateLimited _ -> "ratelimited";
      case SlackException.Request request ->
          switch (request.failure()) {
            case TIMED_OUT -> "no answer in time";
            case INSECURE -> "an unsafe address";
            default -> "no connection";
          };
      default -> failure.kind();
    };
  }

  private static String proxy(SlackAccess access) {
    return access
        .proxy()
        .proxyFor(access.apiUrl())
        .map(proxy -> proxy.host() + ":" + proxy.port())
        .orElse("The proxy");
  }

  private static String text(SlackException failure) {
    String message = failure.getMessage();
    return message == null ? failure.kind() : message;
  }
}
