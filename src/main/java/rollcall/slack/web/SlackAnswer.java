package rollcall.slack.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.json.Json;
import tools.jackson.databind.JsonNode;

/// A good answer (`"ok":true`) of a Web API method.
public final class SlackAnswer {
  private final String method;
  private final JsonNode tree;
  private final List<String> scopes;
  private final List<String> acceptedScopes;

  SlackAnswer(String method, JsonNode tree, List<String> scopes, List<String> acceptedScopes) {
    this.method = method;
    this.tree = tree;
    this.scopes = scopes;
    this.acceptedScopes = acceptedScopes;
  }

  /// The method that was called, such as `users.info`.
  public String method() {
    return method;
  }

  /// The whole answer in plain Java: maps, lists, strings, numbers, booleans and nulls.
  public Map<String, @Nullable Object> body() {
    return Json.map(tree.toString());
  }

  /// The scopes that the token has (`X-OAuth-Scopes`); empty when Slack does not say.
  public List<String> scopes() {
    return scopes;
  }

  /// The scopes of which the method takes one (`X-Accepted-OAuth-Scopes`); empty when Slack does
  /// not say.
  public List<String> acceptedScopes() {
    return acceptedScopes;
  }

  /// What Slack warns of, such as `missing_charset` or `method_deprecated`.
  public List<String> warnings() {
    String warning = tree.path("warning").stringValue("");
    return warning.isEmpty() ? List.of() : List.of(warning.split(","));
  }

  /// Where the next page begins, or empty after the last.
  public Optional<String> nextCursor() {
    return Optional.ofNullable(Json.text(tree.path("response_metadata"), "next_cursor"));
  }

  JsonNode tree() {
    return tree;
  }

  /// Without the body, which may hold secrets.
  @Override
  public String toString() {
    return "SlackAnswer[" + method + "]";
  }
}
