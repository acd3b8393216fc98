package rollcall.simulator;

import java.util.Collection;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON reading and writing of the simulator.
final class SlackJsonCodec {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private SlackJsonCodec() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array(Collection<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /// Returns `{"ok":true}`, to be extended.
  static ObjectNode ok() {
    return object().put("ok", true);
  }

  /// Returns `{"ok":false,"error":…}`.
  static ObjectNode refusal(String error) {
    return object().put("ok", false).put("error", error);
  }

  /// Returns the refusal of a call without a required argument.
  static ObjectNode missingField(String name) {
    ObjectNode refusal = refusal("invalid_arguments");
    refusal
        .putObject("response_metadata")
        .putArray("messages")
        .add("[ERROR] missing required field: " + name);
    return refusal;
  }

  /// Returns an RTM event of this type.
  static ObjectNode event(String type) {
    return object().put("type", type);
  }

  /// Parses a JSON text.
  ///
  /// @throws JacksonException when the text is not valid JSON
  static JsonNode parse(String text) {
    return STRICT.readTree(text);
  }

  /// Returns the object in a text; an empty one for anything that is not a JSON object.
  static ObjectNode read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node instanceof ObjectNode object ? object : object();
    } catch (JacksonException e) {
      return object();
    }
  }
}
