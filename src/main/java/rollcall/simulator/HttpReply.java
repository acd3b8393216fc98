package rollcall.simulator;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Reply to one HTTP request.
sealed interface HttpReply {
  /// HTTP response.
  record Sent(int status, String contentType, Map<String, String> headers, String body)
      implements HttpReply {}

  /// No response; the connection stays open.
  record Nothing() implements HttpReply {}

  /// No response; the connection is cut.
  record Cut() implements HttpReply {}

  static HttpReply json(ObjectNode body) {
    return json(200, body, Map.of());
  }

  static HttpReply json(int status, ObjectNode body, Map<String, String> headers) {
    return new Sent(status, "application/json; charset=utf-8", headers, body.toString());
  }
}
