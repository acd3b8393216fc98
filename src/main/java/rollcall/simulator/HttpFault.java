package rollcall.simulator;

import java.util.OptionalInt;

/// What can go wrong with one HTTP request, on demand.
public sealed interface HttpFault {
  /// Slack's polite no: HTTP 200 with `{"ok":false,"error":…}`.
  record NotOk(String error) implements HttpFault {}

  /// HTTP 429; Slack usually says how many seconds to wait.
  record RateLimited(OptionalInt retryAfter) implements HttpFault {}

  /// Any HTTP status with a body of any kind, such as the HTML page of a server in trouble.
  record Page(int status, String contentType, String body) implements HttpFault {}

  /// HTTP 302 to another address, as from a network's sign-in portal.
  record Redirect(String location) implements HttpFault {}

  /// The true answer without one of its fields.
  ///
  /// @param field its path, such as `team.id`
  record MissingField(String field) implements HttpFault {}

  /// The true answer with `null` in one of its fields.
  ///
  /// @param field its path, such as `team_id`
  record NullField(String field) implements HttpFault {}

  /// The true answer with values of the wrong types: numbers for texts, texts for numbers and
  /// booleans, lists for objects. In a list of users only the entry of the call's person, if the
  /// fault is about one person.
  record WrongTypes() implements HttpFault {}

  /// The first page of a list with a cursor that never ends: A, B, A, B, …
  record CursorLoop() implements HttpFault {}

  /// No answer, ever.
  record Hang() implements HttpFault {}

  /// The TCP connection is cut.
  record Cut() implements HttpFault {}

  /// `{"ok":false,"error":…}`.
  static HttpFault notOk(String error) {
    return new NotOk(error);
  }

  /// HTTP 429 that says when to come back.
  static HttpFault rateLimited(int retryAfterSeconds) {
    return new RateLimited(OptionalInt.of(retryAfterSeconds));
  }

  /// HTTP 429 that does not say when to come back.
  static HttpFault rateLimited() {
    return new RateLimited(OptionalInt.empty());
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

  /// The success of `rtm.connect`, without its URL.
  static HttpFault noUrl() {
    return new MissingField("url");
  }

  /// HTTP 302 to the sign-in page of a portal that the workspace's own server shows.
  static HttpFault portal() {
    return new Redirect(HttpServer.PORTAL);
  }

  static HttpFault hang() {
    return new Hang();
  }

  static HttpFault cut() {
    return new Cut();
  }
}
