package rollcall.demo;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What goes back for one HTTP request.
sealed interface Reply {
  /// An answer.
  record Sent(int status, String contentType, Map<String, String> headers, String body)
      implements Reply {}

  /// Nothing, ever; the connection stays open.
  record Nothing() implements Reply {}

  /// Nothing; the connection is cut.
  record Cut() implements Reply {}

  static Reply json(int status, ObjectNode body, Map<String, String> headers) {
    return new Sent(status, "application/json; charset=utf-8", headers, body.toString());
  }
}
