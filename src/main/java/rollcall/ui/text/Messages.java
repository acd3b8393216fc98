package rollcall.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import rollcall.language.Sentence;

/// Texts of the screen in its language: `messages.properties` in English, which is the source, and
/// one file for each other language.
///
/// A text is a [MessageFormat] pattern: apostrophes are doubled, plurals are choice formats. The
/// language is English until a window chooses another one, so that commands are in English.
public final class Messages {
  private static volatile Catalog catalog =
      catalog(Locale.of("en", Locale.getDefault().getCountry()));

  private Messages() {}

  /// Uses this language for all texts from now on. Texts that are on the screen stay.
  ///
  /// @param locale a language that has texts, with the region for weeks
  public static void use(Locale locale) {
    catalog = catalog(locale);
    Sentence.use(locale);
  }

  /// The language, with the region for weeks.
  public static Locale locale() {
    return catalog.locale();
  }

  /// The formatted text of this key.
  ///
  /// @throws java.util.MissingResourceException if the key does not exist
  public static String of(String key, Object... arguments) {
    MessageFormat format = catalog.format(key);
    synchronized (format) {
      return format.format(arguments);
    }
  }

  /// Whether this key exists.
  public static boolean has(String key) {
    return catalog.texts().containsKey(key);
  }

  /// The word of a constant in keys, ids and files: its name in lower case.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// The constant of this word.
  public static <E extends Enum<E>> Optional<E> byWord(E[] constants, String word) {
    return Stream.of(constants).filter(one -> word(one).equals(word)).findFirst();
  }

  private static Catalog catalog(Locale locale) {
    // English is the bundle without a language: without it, the one of the system would be found.
    Locale language =
        locale.getLanguage().equals("en") ? Locale.ROOT : Locale.of(locale.getLanguage());
    return new Catalog(
        locale,
        ResourceBundle.getBundle("rollcall.ui.text.messages", language),
        new ConcurrentHashMap<>());
  }

  /// Texts of one language.
  ///
  /// @param formats the texts that were used, since parsing one takes longer than its use
  private record Catalog(
      Locale locale, ResourceBundle texts, ConcurrentHashMap<String, MessageFormat> formats) {
    MessageFormat format(String key) {
      MessageFormat known = formats.get(key);
      return known == null ? formats.computeIfAbsent(key, this::parse) : known;
    }

    private MessageFormat parse(String key) {
      return new MessageFormat(texts.getString(key), Locale.of(locale.getLanguage()));
    }
  }
}
