package rollcall.slack.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.tls.TextSanitizer;
import tools.jackson.databind.JsonNode;

/// Successful response (`"ok":true`) of a Web API method.
public final class SlackResponse {
  private final String method;
  private final JsonNode tree;
  private final List<String> scopes;
  private final List<String> acceptedScopes;

  SlackResponse(String method, JsonNode tree, List<String> scopes, List<String> acceptedScopes) {
    this.method = method;
    this.tree = tree;
    this.scopes = scopes;
    this.acceptedScopes = acceptedScopes;
  }

  /// Name of the called method.
  ///
  /// @return such as `users.info`
  public String method() {
    return method;
  }

  /// The whole response in plain Java values: maps, lists, strings, numbers, booleans and nulls.
  ///
  /// @return an unmodifiable map; each call converts the response again
  public Map<String, @Nullable Object> body() {
    return JsonCodec.map(tree);
  }

  /// Scopes of the token (`X-OAuth-Scopes`).
  ///
  /// @return such as `users:read`; empty if Slack does not report it
  public List<String> scopes() {
    return scopes;
  }

  /// Scopes of which the method requires one (`X-Accepted-OAuth-Scopes`).
  ///
  /// @return such as `users:read`; empty if Slack does not report it
  public List<String> acceptedScopes() {
    return acceptedScopes;
  }

  /// Warnings of Slack.
  ///
  /// @return such as `missing_charset` or `method_deprecated`; often empty
  public List<String> warnings() {
    return Stream.concat(
            Stream.of(tree.path("warning").stringValue("").split(",")),
            JsonCodec.texts(metadata().path("warnings")).stream())
        .map(String::strip)
        .filter(warning -> !warning.isEmpty())
        .distinct()
        .toList();
  }

  /// Additional messages of Slack in sentences (`response_metadata.messages`).
  ///
  /// @return such as `[WARN] …`; often empty
  public List<String> messages() {
    return JsonCodec.texts(metadata().path("messages"));
  }

  /// Cursor of the next page.
  ///
  /// @return the argument `cursor` of the next call; empty after the last page
  public Optional<String> nextCursor() {
    return Optional.ofNullable(JsonCodec.text(metadata(), "next_cursor"));
  }

  JsonNode tree() {
    return tree;
  }

  /// The address in a field. No message contains it, because it may be a secret.
  URI address(String name) throws SlackException {
    URI address = JsonCodec.uri(tree, name);
    if (address == null || address.getHost() == null || address.getPort() > 65535) {
      throw new SlackException.Http(method, 200, "the answer has no usable " + name);
    }
    return address;
  }

  /// Checks the id of a workspace or an organization.
  ///
  /// @param name path of the field
  /// @throws SlackException if it is not a valid id
  void requireWorkspace(String id, String name) throws SlackException {
    if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new SlackException.Http(
          method,
          200,
          "the answer names no workspace ("
              + name
              + (id.isEmpty() ? " is missing" : " is “" + TextSanitizer.singleLine(id, 40) + "”")
              + ")");
    }
  }

  private JsonNode metadata() {
    return tree.path("response_metadata");
  }

  /// Without the body, which may hold secrets.
  @Override
  public String toString() {
    return "SlackResponse[" + method + "]";
  }
}
