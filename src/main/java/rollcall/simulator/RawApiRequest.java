package rollcall.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Web API call as it was received, before its token is checked (slack-protocol 2.1).
///
/// @param token from the header, the form or the query; empty for none
/// @param args the other fields; lists and objects of a JSON body as JSON text
/// @param problem Slack's error code for a body that cannot be read, or empty
record RawApiRequest(String method, String token, Map<String, String> args, String problem) {
  /// Methods that read a JSON body; the others ignore it.
  private static final Set<String> WITH_JSON =
      Set.of(
          "api.test", "auth.test", "chat.postMessage", "conversations.open", "users.setPresence");

  private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)");
  private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "iso-8859-1", "us-ascii");

  RawApiRequest {
    args = Map.copyOf(args);
  }

  /// Reads a call.
  ///
  /// @param contentType of the body; empty for none
  /// @param authorization the header; empty for none
  static RawApiRequest of(
      String method, String query, String contentType, String authorization, String body) {
    Map<String, String> args = form(query);
    String type = contentType.toLowerCase(Locale.ROOT);
    boolean json = type.startsWith("application/json");
    String problem = body.isBlank() ? "" : problem(type, body);
    if (problem.isEmpty() && !json) {
      args.putAll(form(body));
    } else if (problem.isEmpty() && WITH_JSON.contains(method)) {
      SlackJsonCodec.read(body)
          .forEachEntry((name, value) ->
              args.put(name, value.isContainer() ? value.toString() : value.asString("")));
      // A token is not accepted in a JSON body.
      args.remove("token");
    }
    String field = args.getOrDefault("token", "");
    args.remove("token");
    boolean bearer = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    return new RawApiRequest(
        method, bearer ? authorization.substring(7).strip() : field, args, problem);
  }

  private static String problem(String type, String body) {
    Matcher charset = CHARSET.matcher(type);
    if (charset.find() && !CHARSETS.contains(charset.group(1))) {
      return "invalid_charset";
    }
    return switch (type.split(";", 2)[0].strip()) {
      case "" -> "missing_post_type";
      case "application/x-www-form-urlencoded" -> "";
      case "application/json" -> jsonProblem(body);
      default -> "invalid_post_type";
    };
  }

  private static String jsonProblem(String body) {
    try {
      JsonNode node = SlackJsonCodec.parse(body);
      return node instanceof ObjectNode ? "" : "json_not_object";
    } catch (JacksonException e) {
      return "invalid_json";
    }
  }

  /// Returns the fields of a form or a query.
  static Map<String, String> form(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : List.of(text.split("&", -1))) {
      String[] sides = pair.split("=", 2);
      if (sides.length == 2) {
        fields.put(decode(sides[0]), decode(sides[1]));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
