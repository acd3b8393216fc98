package rollcall.settings;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rollcall.language.Sentence;
import tools.jackson.databind.JsonNode;

/// Reader of one JSON object in the settings file, each field on its own.
///
/// A field that is absent has its default. A field that cannot be read has a value that deletes,
/// records and publishes nothing; it is added to the unread fields, and a sentence states its name
/// and value, the allowed values, and the value in effect until it is corrected.
///
/// @param json the object
/// @param path prefix of its field names, such as `books.`; empty at the top
/// @param broken whether the value is no object: then no field can be read, and one sentence covers
///   all of them
/// @param unread names of the fields that could not be read, such as `books.keepDays`
/// @param sentences one sentence for each unread field
record FieldReader(
    JsonNode json,
    String path,
    boolean broken,
    SortedSet<String> unread,
    List<Sentence> sentences) {
  /// Effect of a field whose default value is in use.
  static final String COUNTS = "%s counts";

  private static final int LONGEST_VALUE = 60;

  /// Returns a reader of the whole file.
  static FieldReader of(JsonNode json) {
    return new FieldReader(json, "", !json.isObject(), new TreeSet<>(), new ArrayList<>());
  }

  /// Returns a reader of the object in a field.
  ///
  /// @param effect value in effect while the field is no object
  FieldReader object(String name, String effect) {
    JsonNode node = json.path(name);
    boolean other = isMisspelt(name, Sentence.of(effect));
    if (!broken && !node.isMissingNode() && !node.isObject()) {
      notRead(name, Sentence.of("an object in braces"), node, Sentence.of(effect));
      other = true;
    }
    return new FieldReader(node, path + name + ".", broken || other, unread, sentences);
  }

  /// Reads a field whose default is safe.
  ///
  /// @param allowed values that can be read; `%s` in it, and in the effect, is the default value
  /// @param fallback value when the field is absent or cannot be read
  <T extends @Nullable Object> T plain(
      String name, String allowed, T fallback, String effect, Function<JsonNode, T> read) {
    return broken ? fallback : guarded(name, allowed, fallback, fallback, effect, read);
  }

  /// Reads a field whose default could delete, record or publish data against the user's choice.
  ///
  /// @param absent value when the field is absent
  /// @param safe value when it cannot be read; also `%s` in what is allowed and in the effect
  <T extends @Nullable Object> T guarded(
      String name, String allowed, T absent, T safe, String effect, Function<JsonNode, T> read) {
    return guarded(name, Sentence.of(allowed, safe), absent, safe, effect, read);
  }

  private <T extends @Nullable Object> T guarded(
      String name, Sentence allowed, T absent, T safe, String effect, Function<JsonNode, T> read) {
    if (isMisspelt(name, Sentence.of(effect, safe))) {
      return safe;
    }
    return !broken && json.path(name).isMissingNode()
        ? absent
        : required(name, allowed, safe, effect, read);
  }

  /// Returns whether the field is absent and another has its name in other letter case, such as
  /// `keepdays`; then the field counts as unread.
  private boolean isMisspelt(String name, Sentence effect) {
    if (broken || !json.path(name).isMissingNode()) {
      return false;
    }
    Optional<String> other =
        json.propertyNames().stream().filter(name::equalsIgnoreCase).findFirst();
    other.ifPresent(found -> {
      unread.add(path + name);
      sentences.add(
          Sentence.of(
              "%s must be written %s: until it is corrected, %s.",
              path + found, path + name, effect));
    });
    return other.isPresent();
  }

  /// Reads a field that must exist.
  <T extends @Nullable Object> T required(
      String name, String allowed, T safe, String effect, Function<JsonNode, T> read) {
    return required(name, Sentence.of(allowed, safe), safe, effect, read);
  }

  private <T extends @Nullable Object> T required(
      String name, Sentence allowed, T safe, String effect, Function<JsonNode, T> read) {
    if (broken) {
      unread.add(path + name);
      return safe;
    }
    JsonNode node = json.path(name);
    try {
      return read.apply(node);
    } catch (IllegalArgumentException | DateTimeException e) {
      notRead(name, allowed, node, Sentence.of(effect, safe));
      return safe;
    }
  }

  /// Reads a list, each entry on its own; unreadable entries are left out.
  <T> List<T> list(String name, String allowed, String effect, Function<JsonNode, T> read) {
    JsonNode node = json.path(name);
    List<T> entries = new ArrayList<>();
    if (isMisspelt(name, Sentence.of(effect))) {
      return entries;
    }
    if (broken || (!node.isMissingNode() && !node.isArray())) {
      required(name, "a list", entries, effect, list -> all(list, read));
      return entries;
    }
    for (int i = 0; i < node.size(); i++) {
      try {
        entries.add(read.apply(node.get(i)));
      } catch (IllegalArgumentException | DateTimeException e) {
        unread.add(path + name);
        sentences.add(
            sentence(
                path + name + "[" + i + "]",
                Sentence.of(allowed),
                node.get(i),
                Sentence.of(effect)));
      }
    }
    return entries;
  }

  /// Returns whether anything in this field could not be read.
  boolean lacks(String name) {
    return unread.stream().anyMatch(one -> (one + ".").startsWith(path + name + "."));
  }

  boolean yesOrNo(String name, boolean absent, boolean safe, String effect) {
    return guarded(name, "true or false", absent, safe, effect, FieldReader::isTrue);
  }

  /// Reads a flag whose default is safe.
  boolean yesOrNoOrDefault(String name, boolean fallback, String effect) {
    return plain(name, "true or false", fallback, effect, FieldReader::isTrue);
  }

  int number(String name, int least, int most, int absent, int safe, String effect) {
    Sentence allowed = Sentence.of("a whole number from %s to %s", least, most);
    return guarded(name, allowed, absent, safe, effect, node -> number(node, least, most));
  }

  /// Reads a number whose default is safe.
  int numberOrDefault(String name, int least, int most, int fallback, String effect) {
    return broken ? fallback : number(name, least, most, fallback, fallback, effect);
  }

  static String text(JsonNode node) {
    if (!node.isString()) {
      throw new IllegalArgumentException("Not a text.");
    }
    return node.stringValue();
  }

  /// Returns a text that is not blank, without blanks around it.
  static String id(JsonNode node) {
    String id = text(node).strip();
    if (id.isBlank()) {
      throw new IllegalArgumentException("Not an id.");
    }
    return id;
  }

  static LocalTime time(JsonNode node) {
    return LocalTime.parse(text(node));
  }

  /// Returns a reader that also accepts `null`, which means none.
  static <T> Function<JsonNode, @Nullable T> orNull(Function<JsonNode, T> read) {
    return node -> node.isNull() ? null : read.apply(node);
  }

  /// Returns the ids of a list, or throws an exception.
  static SortedSet<String> ids(JsonNode node) {
    return new TreeSet<>(all(node, FieldReader::id));
  }

  /// Returns all entries of a list, or throws an exception.
  static <T> List<T> all(JsonNode node, Function<JsonNode, T> read) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("Not a list.");
    }
    return node.valueStream().map(read).toList();
  }

  static int number(JsonNode node, int least, int most) {
    if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
      throw new IllegalArgumentException("Not such a number.");
    }
    return node.intValue();
  }

  static boolean isTrue(JsonNode node) {
    if (!node.isBoolean()) {
      throw new IllegalArgumentException("Neither true nor false.");
    }
    return node.booleanValue();
  }

  private void notRead(String name, Sentence allowed, JsonNode node, Sentence effect) {
    unread.add(path + name);
    sentences.add(sentence(path + name, allowed, node, effect));
  }

  private static Sentence sentence(String field, Sentence allowed, JsonNode node, Sentence effect) {
    return Sentence.of(
        "%s must be %s, was %s: until it is corrected, %s.", field, allowed, shown(node), effect);
  }

  /// Returns a value as it is in the file, but never a token that was pasted into the wrong field.
  private static Object shown(JsonNode node) {
    if (node.isMissingNode()) {
      return Sentence.of("missing");
    }
    String text = node.toString().replaceAll("(xox[a-z]|xapp)-[^\"\\s]*", "$1-…");
    return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
  }
}
