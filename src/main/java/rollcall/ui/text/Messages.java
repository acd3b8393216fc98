package rollcall.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

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
  }

  /// The language, with the region for weeks.
  public static Locale locale() {
    return catalog.locale();
  }

  /// The formatted text of this key.
  ///
  /// @throws java.util.MissingResourceException if the key does not exist
  public static String of(String key, Object... arguments) {
    Catalog current = catalog;
    return new MessageFormat(current.texts().getString(key), current.language()).format(arguments);
  }

  /// Whether this key exists.
  public static boolean has(String key) {
    return catalog.texts().containsKey(key);
  }

  private static Catalog catalog(Locale locale) {
    // English is the bundle without a language: without it, the one of the system would be found.
    Locale language =
        locale.getLanguage().equals("en") ? Locale.ROOT : Locale.of(locale.getLanguage());
    return new Catalog(locale, ResourceBundle.getBundle("rollcall.ui.text.messages", language));
  }

  /// Texts of one language.
  private record Catalog(Locale locale, ResourceBundle texts) {
    Locale language() {
      return Locale.of(locale.getLanguage());
    }
  }
}
