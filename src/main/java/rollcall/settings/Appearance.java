package rollcall.settings;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Appearance of the windows. Changes nothing in the record.
///
/// @param highContrast whether the palette for high contrast is used
/// @param textPercent the text size, where 100 is normal
/// @param activeAtOnce whether the curve of the number of active people is shown
public record Appearance(Theme theme, boolean highContrast, int textPercent, boolean activeAtOnce) {
  /// The limits of the text size.
  public static final int SMALLEST_TEXT = 90;

  public static final int LARGEST_TEXT = 150;

  /// The text sizes to choose from.
  public static final List<Integer> TEXT_SIZES =
      List.of(SMALLEST_TEXT, 100, 110, 125, LARGEST_TEXT);

  /// The appearance for a new user.
  public static final Appearance DEFAULT = new Appearance(Theme.AUTOMATIC, false, 100, true);

  public Appearance {
    if (textPercent < SMALLEST_TEXT || textPercent > LARGEST_TEXT) {
      throw new IllegalArgumentException(
          "textPercent must be between %s and %s, was %s."
              .formatted(SMALLEST_TEXT, LARGEST_TEXT, textPercent));
    }
  }

  /// The text size as a factor of the usual one.
  public double textScale() {
    return textPercent / 100.0;
  }

  public Appearance withTheme(Theme newTheme) {
    return new Appearance(newTheme, highContrast, textPercent, activeAtOnce);
  }

  public Appearance withHighContrast(boolean high) {
    return new Appearance(theme, high, textPercent, activeAtOnce);
  }

  public Appearance withTextPercent(int percent) {
    return new Appearance(theme, highContrast, percent, activeAtOnce);
  }

  public Appearance withActiveAtOnce(boolean shown) {
    return new Appearance(theme, highContrast, textPercent, shown);
  }

  static Appearance read(FieldReader settings) {
    String effect = "the default counts";
    FieldReader own = settings.object("appearance", effect);
    return new Appearance(
        settings.plain(
            "theme",
            "automatic, light or dark",
            DEFAULT.theme,
            "automatic counts",
            node -> Theme.valueOf(FieldReader.text(node).toUpperCase(Locale.ROOT))),
        own.yesOrNoOrDefault("highContrast", DEFAULT.highContrast, effect),
        own.numberOrDefault(
            "textPercent", SMALLEST_TEXT, LARGEST_TEXT, DEFAULT.textPercent, effect),
        own.yesOrNoOrDefault("activeAtOnce", DEFAULT.activeAtOnce, effect));
  }

  /// Writes the theme, and the rest as an object of its own.
  void write(ObjectNode settings) {
    settings.put("theme", theme.name().toLowerCase(Locale.ROOT));
    settings
        .putObject("appearance")
        .put("highContrast", highContrast)
        .put("textPercent", textPercent)
        .put("activeAtOnce", activeAtOnce);
  }
}
