package rollcall.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sentence, or part of one, about a failure for a person. Its English pattern is the key of its
/// translation; without a translation it is English.
///
/// @param pattern a pattern of [java.util.Formatter], without any formats other than `%s`
/// @param arguments the arguments; a sentence among them is translated, too, and a failure is its
///   message
public record Sentence(String pattern, List<? extends @Nullable Object> arguments) {
  private static volatile Map<String, String> translations = Map.of();

  public Sentence {
    arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
  }

  public static Sentence of(String pattern, @Nullable Object... arguments) {
    return new Sentence(pattern, Arrays.asList(arguments));
  }

  /// The sentences one after the other.
  public static Sentence join(List<Sentence> sentences) {
    return new Sentence(String.join(" ", Collections.nCopies(sentences.size(), "%s")), sentences);
  }

  /// The sentence of a failure: translatable if it is a [SentenceException], and its message
  /// otherwise.
  public static Sentence of(Throwable failure) {
    return failure instanceof SentenceException one
        ? one.sentence()
        : of(Objects.requireNonNullElse(failure.getLocalizedMessage(), failure.toString()));
  }

  /// Translates into this language from now on, if there are translations for it.
  public static void use(Locale locale) {
    translations = locale.getLanguage().equals("de") ? german() : Map.of();
  }

  /// The German patterns by the English ones.
  static Map<String, String> german() {
    try (InputStream in =
        Objects.requireNonNull(Sentence.class.getResourceAsStream("sentences_de.txt"))) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      Map<String, String> german = new HashMap<>();
      for (int i = 0; i < lines.size(); i += 2) {
        german.put(lines.get(i), lines.get(i + 1));
      }
      return Map.copyOf(german);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The English sentence, for logs and commands.
  public String english() {
    return in(Map.of());
  }

  /// The sentence in the language in use.
  public String translated() {
    return in(translations);
  }

  private String in(Map<String, String> texts) {
    String text = texts.getOrDefault(pattern, pattern);
    return arguments.isEmpty()
        ? text
        : String.format(
            Locale.ROOT, text, arguments.stream().map(argument -> text(argument, texts)).toArray());
  }

  private static String text(@Nullable Object argument, Map<String, String> texts) {
    return switch (argument) {
      case Sentence part -> part.in(texts);
      case SentenceException failure -> failure.sentence().in(texts);
      case Throwable failure -> String.valueOf(failure.getMessage());
      case null, default -> String.valueOf(argument);
    };
  }
}
