package rollcall.simulator;

import org.jspecify.annotations.Nullable;

/// Fault of one HTTP request.
public sealed interface HttpFault {
  /// Slack's error response: HTTP 200 with `{"ok":false,"error":…}`.
  record NotOk(String error) implements HttpFault {}

  /// HTTP 429, usually with `Retry-After`.
  ///
  /// @param retryAfterSeconds null for none
  record RateLimited(@Nullable Integer retryAfterSeconds) implements HttpFault {}

  /// Any HTTP status with any body, such as the HTML page of a failing server.
  record Page(int status, String contentType, String body) implements HttpFault {}

  /// HTTP 302 to another address, as from a network's sign-in portal.
  record Redirect(String location) implements HttpFault {}

  /// The correct response without one of its fields.
  ///
  /// @param field its path, such as `team.id`
  record MissingField(String field) implements HttpFault {}

  /// The correct response with `null` in one of its fields.
  ///
  /// @param field its path, such as `team_id`
  record NullField(String field) implements HttpFault {}

  /// The correct response with values of the wrong types: numbers for texts, texts for numbers and
  /// booleans, lists for objects. In a list of users only the entry of the fault's user, if it has
  /// one.
  record WrongTypes() implements HttpFault {}

  /// The first page of a list with an endless cycle of cursors: A, B, A, B, …
  record CursorLoop() implements HttpFault {}

  /// No response, ever.
  record Hang() implements HttpFault {}

  /// The TCP connection is cut.
  record Cut() implements HttpFault {}

  /// Returns HTTP 429 with `Retry-After`.
  static HttpFault rateLimited(int retryAfterSeconds) {
    return new RateLimited(retryAfterSeconds);
  }

  /// Returns HTTP 429 without `Retry-After`.
  static HttpFault rateLimited() {
    return new RateLimited(null);
  }

  /// Returns an HTML error page with this status.
  static HttpFault status(int status) {
    return new Page(
        status, "text/html; charset=utf-8", "<!DOCTYPE html><title>" + status + "</title>");
  }

  /// Returns HTTP 200 with a body that is not JSON.
  static HttpFault garbage() {
    return new Page(200, "application/json; charset=utf-8", "{\"ok\":tru");
  }
}
