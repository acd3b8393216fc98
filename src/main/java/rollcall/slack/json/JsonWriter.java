package rollcall.slack.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Writer of values in plain Java.
final class JsonWriter {
  private JsonWriter() {}

  static void write(JsonGenerator to, @Nullable Object value) {
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
