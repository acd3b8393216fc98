package rollcall.simulator;

import java.util.OptionalInt;

/// What can go wrong with one HTTP request, on demand.
public sealed interface HttpFault {
  /// Slack's polite no: HTTP 200 with `{"ok":false,"error":…}`.
  record NotOk(String error) implements HttpFault {}

  /// HTTP 429; Slack usually says how many seconds to wait.
  record SlowDown(OptionalInt retryAfter) implements HttpFault {}

  /// Any HTTP status with a body of any kind, such as the HTML page of a server in trouble.
  record Page(int status, String contentType, String body) implements HttpFault {}

  /// The success of `rtm.connect`, without its URL.
  record NoUrl() implements HttpFault {}

  /// No answer, ever.
  record Hang() implements HttpFault {}

  /// The TCP connection is cut.
  record Cut() implements HttpFault {}

  /// `{"ok":false,"error":…}`.
  static HttpFault notOk(String error) {
    return new NotOk(error);
  }

  /// HTTP 429 that says when to come back.
  static HttpFault slowDown(int retryAfterSeconds) {
    return new SlowDown(OptionalInt.of(retryAfterSeconds));
  }

  /// HTTP 429 that does not say when to come back.
  static HttpFault slowDown() {
    return new SlowDown(OptionalInt.empty());
  }

  /// An HTML page of a server in trouble.
  static HttpFault status(int status) {
    return new Page(
        status, "text/html; charset=utf-8", "<!DOCTYPE html><title>" + status + "</title>");
  }

  /// HTTP 200 with something that is not JSON.
  static HttpFault garbage() {
    return new Page(200, "application/json; charset=utf-8", "{\"ok\":tru");
  }

  static HttpFault noUrl() {
    return new NoUrl();
  }

  static HttpFault hang() {
    return new Hang();
  }

  static HttpFault cut() {
    return new Cut();
  }
}
