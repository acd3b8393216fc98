package rollcall.ui.text;

import java.util.Locale;

/// Language of the screen.
public enum Language {
  /// The language of the system if there are texts in it, otherwise English.
  SYSTEM(""),
  ENGLISH("en"),
  GERMAN("de");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /// The language with this code of ISO 639; the system's if there are no texts in it.
  public static Language of(String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return language;
      }
    }
    return SYSTEM;
  }

  /// The code of ISO 639; empty for the system's.
  public String code() {
    return code;
  }

  /// The locale of the screen, with the region of the system; for German with Germany, where the
  /// system has no region.
  public Locale locale(Locale system) {
    Language shown = this == SYSTEM ? of(system.getLanguage()) : this;
    String region = system.getCountry();
    return shown == GERMAN
        ? Locale.of("de", region.isEmpty() ? "DE" : region)
        : Locale.of("en", region);
  }

  /// The locale of dates and numbers, such as those in files: the system's, if it has a region;
  /// else that of the screen.
  ///
  /// @param language the locale of the system's language
  /// @param formats the locale of the system's formats
  public Locale formats(Locale language, Locale formats) {
    return formats.getCountry().isEmpty() ? locale(language) : formats;
  }
}
