package rollcall.slack.web;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.json.Json;
import tools.jackson.databind.JsonNode;

/// Reads what came back for a call: a good answer, or why not. Pure.
final class ResponseParser {
  private ResponseParser() {}

  /// The answer, when it is one of Slack's and good.
  static SlackResponse read(String method, HttpResponse<String> response) throws SlackException {
    HttpHeaders headers = response.headers();
    if (response.statusCode() == 429) {
      throw new SlackException.RateLimited(method, retryAfter(headers));
    }
    Optional<JsonNode> tree = Json.object(response.body()).filter(node -> node.has("ok"));
    if (tree.isEmpty()) {
      throw new SlackException.Http(method, response.statusCode(), "not an answer of Slack");
    }
    JsonNode node = tree.get();
    if (!node.path("ok").asBoolean(false)) {
      throw failure(method, node, headers);
    }
    return new SlackResponse(
        method, node, list(headers, "X-OAuth-Scopes"), list(headers, "X-Accepted-OAuth-Scopes"));
  }

  private static SlackException failure(String method, JsonNode node, HttpHeaders headers) {
    String code = node.path("error").stringValue("unknown_error");
    // `rate_limited` is the word of chat.postMessage.
    return code.equals("ratelimited") || code.equals("rate_limited")
        ? new SlackException.RateLimited(method, retryAfter(headers))
        : new SlackException.Platform(
            method,
            code,
            Json.text(node, "needed"),
            Json.text(node, "provided"),
            Json.texts(node.path("response_metadata").path("messages")));
  }

  private static @Nullable Duration retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }

  private static List<String> list(HttpHeaders headers, String name) {
    return headers.allValues(name).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
