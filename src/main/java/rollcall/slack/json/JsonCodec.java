package rollcall.slack.json;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON reader and writer, over the streaming parser: the mapper of Jackson takes long to load, and
/// nothing here needs it.
public final class JsonCodec {
  /// The one factory of parsers and generators; safe to share.
  public static final JsonFactory FACTORY = new JsonFactory();

  /// The expression reads code points, so that it does not match the halves of a pair.
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final long LAST_SECOND = 253_402_300_799L;

  private JsonCodec() {}

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
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return MissingNode.getInstance();
      }
      JsonNode value = tree(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "There is more than one value.");
      }
      return value;
    }
  }

  /// The same object in plain Java: maps, lists, strings, numbers, booleans and nulls. Not to be
  /// changed. Empty when the text is not an object.
  public static Map<String, @Nullable Object> map(String text) {
    return object(text).map(JsonCodec::map).orElse(Map.of());
  }

  /// The object of a tree in plain Java, as for [#map(String)]; empty when the node is no object.
  public static Map<String, @Nullable Object> map(JsonNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (node.isObject()) {
      node.forEachEntry((name, member) -> map.put(name, plain(member)));
    }
    return Collections.unmodifiableMap(map);
  }

  /// The text with U+FFFD in place of each surrogate without its other half, which UTF-8 cannot
  /// encode.
  public static String wellFormed(String text) {
    return UNPAIRED_SURROGATE.matcher(text).replaceAll("\uFFFD");
  }

  /// One line of JSON, [well-formed][#wellFormed].
  public static String write(Map<String, ?> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, object);
    }
    return wellFormed(text.toString());
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

  /// The value at the current token, as a tree. The parser limits the depth.
  private static JsonNode tree(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
          parser.nextToken();
          object.set(name, tree(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(tree(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("No value begins with " + parser.currentToken());
    };
  }

  private static JsonNode integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  /// The value of a node in plain Java.
  private static @Nullable Object plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node);
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        node.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case STRING -> node.stringValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  private static void write(JsonGenerator to, @Nullable Object value) {
    switch (value) {
      case null -> to.writeNull();
      case Map<?, ?> map -> {
        to.writeStartObject();
        map.forEach((name, member) -> {
          to.writeName(String.valueOf(name));
          write(to, member);
        });
        to.writeEndObject();
      }
      case Collection<?> list -> {
        to.writeStartArray();
        list.forEach(item -> write(to, item));
        to.writeEndArray();
      }
      case CharSequence text -> to.writeString(text.toString());
      case Boolean flag -> to.writeBoolean(flag);
      case Number number -> write(to, number);
      default -> to.writeRawValue(Mapper.ALL_TYPES.writeValueAsString(value));
    }
  }

  private static void write(JsonGenerator to, Number number) {
    switch (number) {
      case Integer _, Long _, Short _, Byte _ -> to.writeNumber(number.longValue());
      case Double real -> to.writeNumber(real);
      case Float real -> to.writeNumber(real);
      case BigInteger large -> to.writeNumber(large);
      case BigDecimal exact -> to.writeNumber(exact);
      default -> to.writeRawValue(Mapper.ALL_TYPES.writeValueAsString(number));
    }
  }

  /// Mapper for objects of other types, such as records; loaded when a caller passes one.
  private static final class Mapper {
    static final JsonMapper ALL_TYPES = JsonMapper.builder().build();
  }
}
