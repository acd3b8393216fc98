package rollcall.slack.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reading and writing of JSON, compared with the mapper of Jackson.
class JsonCodecTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1,\"b\":-3000000000,\"c\":123456789012345678901234567890,\"d\":1.5,\"e\":1e300}",
        "{\"a\":[],\"b\":[1,\"two\",[true,false,null],{\"c\":{}}]}",
        "{\"a\":\"\\u00fc \\\" \\\\ \\n\",\"ü\":\"😀\"}",
        "{\"a\":1,\"a\":2}",
        " {\"a\" : [ 1 , 2 ] } "
      })
  void anObjectIsReadAsTheMapperReadsIt(String text) {
    assertEquals(MAPPER.readTree(text), JsonCodec.object(text).orElseThrow());
    Map<String, Object> expected =
        MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    assertEquals(expected, JsonCodec.map(text));
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(JsonCodec.map(text).keySet()));
    assertEquals(expected, JsonCodec.map(JsonCodec.object(text).orElseThrow()));
    assertEquals(MAPPER.writeValueAsString(expected), JsonCodec.write(JsonCodec.map(text)));
    assertEquals(MAPPER.readTree(text), JsonCodec.tree(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[1]", "1", "null", "{", "{\"a\":}", "{}{}", "{} x", "{\"a\":1]"})
  void whatIsNotOneObjectIsNone(String text) {
    assertEquals(Optional.empty(), JsonCodec.object(text));
    assertEquals(Map.of(), JsonCodec.map(text));
  }

  @Test
  void aBrokenTextHasNoTreeAndABlankOneAMissingNode() {
    assertThrows(JacksonException.class, () -> JsonCodec.tree("{\"a\":"));
    assertTrue(JsonCodec.tree("").isMissingNode());
  }

  @Test
  void aTextThatIsNestedTooDeepIsRefused() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertEquals(Optional.empty(), JsonCodec.object(deep));
    assertEquals(Map.of(), JsonCodec.map(deep));
  }

  @Test
  void plainJavaIsWrittenAsTheMapperWritesIt() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("none", null);
    object.put(
        "numbers",
        new ArrayList<>(
            List.of(
                1,
                2L,
                (short) 3,
                (byte) 4,
                1.5,
                2.5f,
                BigInteger.TWO.pow(70),
                new BigDecimal("1.10"),
                Double.NaN)));
    object.put("list", List.of("ü\n\"", true, Map.of("a", 1)));
    object.put(
        "others", List.of('c', Thread.State.NEW, new int[] {1, 2}, Optional.of(new Pair(1, "b"))));
    assertEquals(MAPPER.writeValueAsString(object), JsonCodec.write(object));
  }

  record Pair(int left, String right) {}

  /// A tree of Jackson is iterable, but an object is not an array of its values.
  @Test
  void aTreeOfJacksonIsWrittenAsTheMapperWritesIt() {
    Map<String, Object> body =
        Map.of(
            "blocks", MAPPER.readTree("{\"type\":\"section\",\"list\":[1,{\"a\":null}],\"n\":2}"));
    assertEquals(MAPPER.writeValueAsString(body), JsonCodec.write(body));
    Map<String, Object> text = Map.of("text", MAPPER.readTree("\"Hi\""));
    assertEquals(MAPPER.writeValueAsString(text), JsonCodec.write(text));
  }
}
