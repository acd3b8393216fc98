package rollcall.slack.json;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON reader and writer.
public final class Json {
  /// The one mapper; safe to share.
  public static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private static final long LAST_SECOND = 253_402_300_799L;

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

  /// The texts of a list; empty when it is none.
  public static List<String> texts(JsonNode list) {
    return list.valueStream().map(item -> item.stringValue("")).filter(t -> !t.isEmpty()).toList();
  }

  /// The instant under this name, in seconds since 1970; null when it is absent, beyond the year
  /// 9999, or one of the numbers up to 1 that Slack writes for none.
  public static @Nullable Instant instant(JsonNode node, String name) {
    long seconds = node.path(name).asLong(0);
    return seconds <= 1 || seconds > LAST_SECOND ? null : Instant.ofEpochSecond(seconds);
  }

  /// The address under this name; null when it is absent or no address.
  public static @Nullable URI uri(JsonNode node, String name) {
    try {
      String text = text(node, name);
      return text == null ? null : URI.create(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// Returns whether the flag of this name is true.
  public static boolean flag(JsonNode node, String name) {
    return node.path(name).asBoolean(false);
  }

  /// An object in plain Java as a tree again.
  public static JsonNode tree(Map<String, ?> object) {
    return MAPPER.valueToTree(object);
  }
}
