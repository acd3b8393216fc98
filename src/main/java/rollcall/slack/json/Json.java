package rollcall.slack.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rollcall.slack.Team;
import rollcall.slack.User;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reading and writing JSON, and the shapes of Slack's objects in it.
public final class Json {
  /// The one mapper; safe to share.
  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private Json() {}

  /// The object that the text holds, or empty when it is not one JSON object.
  public static Optional<JsonNode> object(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// The same object in plain Java: maps, lists, strings, numbers, booleans and nulls. Not to be
  /// changed. Empty when the text is not an object.
  public static Map<String, @Nullable Object> map(String text) {
    try {
      return Collections.unmodifiableMap(MAPPER.readValue(text, OBJECT));
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /// One line of JSON.
  public static String write(Map<String, ?> object) {
    return MAPPER.writeValueAsString(object);
  }

  /// The text under this name; null when it is absent, empty or no text.
  public static @Nullable String text(JsonNode node, String name) {
    String value = node.path(name).stringValue("");
    return value.isEmpty() ? null : value;
  }

  /// Slack's user object. Deactivated users lack most fields.
  public static User user(JsonNode node) {
    JsonNode profile = node.path("profile");
    String realName = profile.path("real_name").stringValue("");
    return new User(
        node.path("id").stringValue(""),
        node.path("name").stringValue(""),
        realName.isBlank() ? node.path("real_name").stringValue("") : realName,
        profile.path("display_name").stringValue(""),
        profile.path("title").stringValue(""),
        text(node, "tz"),
        node.path("deleted").asBoolean(false),
        node.path("is_bot").asBoolean(false));
  }

  /// Slack's team object.
  public static Team team(JsonNode node) {
    return new Team(
        node.path("id").stringValue(""),
        node.path("name").stringValue(""),
        node.path("domain").stringValue(""));
  }
}
