package rollcall.demo;

import java.util.OptionalInt;

/// What can go wrong with one HTTP request, on demand.
public sealed interface Mishap {
  /// Slack's polite no: HTTP 200 with `{"ok":false,"error":…}`.
  record NotOk(String error) implements Mishap {}

  /// HTTP 429; Slack usually says how many seconds to wait.
  record SlowDown(OptionalInt retryAfter) implements Mishap {}

  /// Any HTTP status with a body of any kind, such as the HTML page of a server in trouble.
  record Page(int status, String contentType, String body) implements Mishap {}

  /// The success of `rtm.connect`, without its URL.
  record NoUrl() implements Mishap {}

  /// No answer, ever.
  record Hang() implements Mishap {}

  /// The TCP connection is cut.
  record Cut() implements Mishap {}

  /// `{"ok":false,"error":…}`.
  static Mishap notOk(String error) {
    return new NotOk(error);
  }

  /// HTTP 429 that says when to come back.
  static Mishap slowDown(int retryAfterSeconds) {
    return new SlowDown(OptionalInt.of(retryAfterSeconds));
  }

  /// HTTP 429 that does not say when to come back.
  static Mishap slowDown() {
    return new SlowDown(OptionalInt.empty());
  }

  /// An HTML page of a server in trouble.
  static Mishap status(int status) {
    return new Page(
        status, "text/html; charset=utf-8", "<!DOCTYPE html><title>" + status + "</title>");
  }

  /// HTTP 200 with something that is not JSON.
  static Mishap garbage() {
    return new Page(200, "application/json; charset=utf-8", "{\"ok\":tru");
  }

  static Mishap noUrl() {
    return new NoUrl();
  }

  static Mishap hang() {
    return new Hang();
  }

  static Mishap cut() {
    return new Cut();
  }
}
