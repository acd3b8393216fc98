package rollcall.simulator;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Malformed Web API responses, made from correct ones: fields that are missing, null or of the
/// wrong type, and endless cursors. Responses that are not JSON stay unchanged.
final class MalformedResponses {
  private static final List<String> LOOP = List.of("bG9vcDpB=", "bG9vcDpC=");

  private MalformedResponses() {}

  /// @param path such as `team.id`
  static HttpReply without(HttpReply reply, String path) {
    return changed(reply, body -> parent(body, path).remove(last(path)));
  }

  /// @param path such as `team_id`
  static HttpReply withNull(HttpReply reply, String path) {
    return changed(reply, body -> parent(body, path).putNull(last(path)));
  }

  /// Replaces values by values of wrong types.
  ///
  /// @param user id of the only distorted entry in a list of members; empty for the whole response
  static HttpReply withWrongTypes(HttpReply reply, String user) {
    return changed(
        reply,
        body -> {
          if (body.path("members").isArray() && !user.isEmpty()) {
            body.path("members")
                .valueStream()
                .filter(entry -> entry.path("id").asString("").equals(user))
                .forEach(entry -> distort((ObjectNode) entry, "id"));
          } else {
            distort(body, "ok");
          }
        });
  }

  /// Replaces the next cursor by one of an endless cycle.
  ///
  /// @param cursor cursor of the request
  static HttpReply inLoop(HttpReply reply, String cursor) {
    String next = cursor.equals(LOOP.getFirst()) ? LOOP.getLast() : LOOP.getFirst();
    return changed(reply, body -> body.putObject("response_metadata").put("next_cursor", next));
  }

  private static void distort(ObjectNode object, String kept) {
    for (String name : List.copyOf(object.propertyNames())) {
      JsonNode value = object.path(name);
      if (name.equals(kept)) {
        continue;
      }
      if (value.isString()) {
        object.put(name, 7);
      } else if (value.isObject()) {
        object.putArray(name);
      } else if (value.isArray()) {
        object.putObject(name);
      } else {
        object.put(name, "many");
      }
    }
  }

  private static ObjectNode parent(ObjectNode body, String path) {
    ObjectNode parent = body;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      parent = parent.path(names[i]) instanceof ObjectNode child ? child : SlackJsonCodec.object();
    }
    return parent;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static HttpReply changed(HttpReply reply, Consumer<ObjectNode> change) {
    if (reply instanceof HttpReply.Sent(int status, String type, var headers, String text)) {
      ObjectNode body = SlackJsonCodec.read(text);
      change.accept(body);
      return new HttpReply.Sent(status, type, headers, body.toString());
    }
    return reply;
  }
}
