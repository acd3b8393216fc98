package rollcall.simulator;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reader of one control command's JSON fields; rejects fields that were not read.
///
/// Each method throws [InvalidControlException] for an invalid value.
final class ControlArguments {
  private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000);

  private final ObjectNode object;
  private final Set<String> unread = new TreeSet<>();
  private final Set<String> known = new TreeSet<>();

  ControlArguments(ObjectNode object) {
    this.object = object;
    unread.addAll(object.propertyNames());
  }

  boolean contains(String name) {
    known.add(name);
    return object.has(name);
  }

  String text(String name) {
    String text = text(name, "");
    requirePresent(name, !text.isEmpty());
    return text;
  }

  String text(String name, String defaultValue) {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return defaultValue;
    }
    if (!value.isString()) {
      throw new InvalidControlException("\"" + name + "\" must be text, not " + value + ".");
    }
    return value.asString();
  }

  private static void requirePresent(String name, boolean present) {
    if (!present) {
      throw new InvalidControlException("\"" + name + "\" is required.");
    }
  }

  /// Returns a new id: one of these letters, then 8 to 10 capitals and digits.
  String newId(String name, String letters) {
    String id = text(name);
    if (!id.matches("[" + letters + "][A-Z0-9]{8,10}")) {
      throw new InvalidControlException(
          "\"%s\" must be %s and 8 to 10 capitals and digits, not \"%s\"."
              .formatted(name, String.join(" or ", letters.split("")), id));
    }
    return id;
  }

  int number(String name, int min, int max, int defaultValue) {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return defaultValue;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt() || !within(value, min, max)) {
      throw new InvalidControlException(
          "\"%s\" must be a whole number from %s to %s, not %s.".formatted(name, min, max, value));
    }
    return value.asInt();
  }

  int number(String name, int min, int max) {
    requirePresent(name, contains(name));
    return number(name, min, max, min);
  }

  long seed() {
    JsonNode value = value("seed");
    if (!value.isMissingNode() && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw new InvalidControlException("\"seed\" must be a whole number, not " + value + ".");
    }
    return value.asLong(1);
  }

  private static boolean within(JsonNode value, int min, int max) {
    return value.asInt() >= min && value.asInt() <= max;
  }

  Duration seconds(String name) {
    requirePresent(name, contains(name));
    return seconds(name, Duration.ZERO);
  }

  Duration seconds(String name, Duration defaultValue) {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return defaultValue;
    }
    if (!value.isNumber() || value.decimalValue().signum() < 0 || tooLong(value)) {
      throw new InvalidControlException(
          "\"%s\" must be a number of seconds from 0 to %s, not %s."
              .formatted(name, MAX_SECONDS, value));
    }
    return Duration.ofMillis(value.decimalValue().movePointRight(3).longValue());
  }

  private static boolean tooLong(JsonNode value) {
    return value.decimalValue().compareTo(MAX_SECONDS) > 0;
  }

  boolean flag(String name, boolean defaultValue) {
    JsonNode value = value(name);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new InvalidControlException(
          "\"" + name + "\" must be true or false, not " + value + ".");
    }
    return value.asBoolean(defaultValue);
  }

  <E extends Enum<E>> E choice(String name, E[] choices) {
    String word = text(name);
    return Arrays.stream(choices)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> {
          List<String> words =
              Arrays.stream(choices).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
          return new InvalidControlException(
              "\"%s\" must be one of %s, not \"%s\"."
                  .formatted(name, String.join(", ", words), word));
        });
  }

  List<String> texts(String name) {
    JsonNode value = value(name);
    if (!value.isArray() || value.valueStream().anyMatch(each -> !each.isString())) {
      throw new InvalidControlException("\"" + name + "\" must be a list of texts.");
    }
    return value.valueStream().map(JsonNode::asString).toList();
  }

  ZoneId zone(String name) {
    String id = text(name);
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new InvalidControlException(
          "\"%s\" is not a time zone such as Europe/Berlin.".formatted(id));
    }
  }

  Instant instant(String name, Instant defaultValue) {
    return contains(name) ? instant(name, text(name)) : defaultValue;
  }

  /// Parses an instant.
  static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidControlException(
          "\"%s\" must be an instant such as 2026-11-18T12:00:00Z, not \"%s\"."
              .formatted(name, text));
    }
  }

  private JsonNode value(String name) {
    known.add(name);
    unread.remove(name);
    return object.path(name);
  }

  /// Rejects the fields that no method has read.
  ///
  /// @throws InvalidControlException when there is such a field
  void rejectUnread() {
    if (!unread.isEmpty()) {
      throw new InvalidControlException(
          "Unknown field \"%s\"; known: %s."
              .formatted(unread.iterator().next(), String.join(", ", known)));
    }
  }
}
