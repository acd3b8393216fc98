package rollcall.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// Texts of the screen, from `messages.properties`.
///
/// A text is a [MessageFormat] pattern: apostrophes are doubled, plurals are choice formats.
public final class Messages {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("rollcall.ui.text.messages");

  private Messages() {}

  /// The formatted text of this key, in English whatever the system language.
  ///
  /// @throws java.util.MissingResourceException if the key does not exist
  public static String of(String key, Object... arguments) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(arguments);
  }

  /// Whether this key exists.
  public static boolean has(String key) {
    return BUNDLE.containsKey(key);
  }
}
