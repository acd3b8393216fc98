package rollcall.slack.json;

import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// JSON reader and writer, over the streaming parser: the mapper of Jackson takes long to load, and
/// nothing here needs it.
public final class Json {
  /// The one factory of parsers and generators; safe to share.
  public static final JsonFactory FACTORY = new JsonFactory();

  private static final long LAST_SECOND = 253_402_300_799L;

  private Json() {}

  /// Loads the parser, which otherwise delays the first answer by some 50 ms: Java 25 alone
  /// computes powers of five for 16 ms when `BigDecimal` is loaded.
  public static void load() {
    tree("{\"ok\":true}");
  }

  /// The object that the text holds, or empty when it is not one JSON object.
  public static Optional<JsonNode> object(String text) {
    try {
      JsonNode node = tree(text);
      return node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// The value that the text holds; a missing node when it is blank.
  ///
  /// @throws JacksonException if it is not one JSON value
  public static JsonNode tree(String text) {
    return parse(text, JsonReader::tree).orElse(MissingNode.getInstance());
  }

  /// The same object in plain Java: maps, lists, strings, numbers, booleans and nulls. Not to be
  /// changed. Empty when the text is not an object.
  public static Map<String, @Nullable Object> map(String text) {
    try {
      return parse(
              text,
              parser ->
                  parser.currentToken() == JsonToken.START_OBJECT
                      ? JsonReader.map(parser)
                      : Map.<String, @Nullable Object>of())
          .orElse(Map.of());
    } catch (JacksonException e) {
      return Map.of();
    }
  }

  /// The object of a tree in plain Java, as for [#map(String)]; empty when the node is no object.
  public static Map<String, @Nullable Object> map(JsonNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (node.isObject()) {
      node.forEachEntry((name, member) -> map.put(name, JsonReader.plain(member)));
    }
    return Collections.unmodifiableMap(map);
  }

  private static <T> Optional<T> parse(String text, Function<JsonParser, T> reader) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      T value = reader.apply(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "There is more than one value.");
      }
      return Optional.of(value);
    }
  }

  /// One line of JSON.
  public static String write(Map<String, ?> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      JsonWriter.write(generator, object);
    }
    return text.toString();
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
    return tree(write(object));
  }
}
