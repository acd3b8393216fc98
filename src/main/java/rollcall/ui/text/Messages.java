package rollcall.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// Every sentence on the screen, from `messages.properties`.
///
/// A text is a pattern of [MessageFormat]: an apostrophe is written twice, a plural is a choice.
public final class Messages {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("rollcall.ui.text.messages");

  private Messages() {}

  /// The text of this key with its gaps filled. The language is English, whatever the computer's.
  ///
  /// @throws java.util.MissingResourceException if there is no such text
  public static String of(String key, Object... arguments) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(arguments);
  }

  /// Whether there is such a text.
  public static boolean has(String key) {
    return BUNDLE.containsKey(key);
  }
}
