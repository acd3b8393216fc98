package rollcall.ui.controls;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import rollcall.settings.Settings;
import rollcall.settings.Theme;

/// Theme of all windows: AtlantaFX in light or dark, the design tokens, and Rollcall's own styles.
/// Thread: FX.
///
/// The theme is a single user-agent style sheet, so that it also applies to pop-ups and dialogs and
/// changes without a restart.
public final class AppTheme {
  private AppTheme() {}

  /// Applies the theme of the settings, or with [Theme#AUTOMATIC] that of the operating system,
  /// whenever either changes.
  public static Subscription bindTo(ObservableValue<Settings> settings) {
    ObservableValue<ColorScheme> system = Platform.getPreferences().colorSchemeProperty();
    ObservableValue<Boolean> dark =
        settings.flatMap(current -> system.map(scheme -> isDark(current.theme(), scheme)));
    return dark.subscribe(AppTheme::apply);
  }

  /// Applies the light or the dark theme.
  public static void apply(boolean dark) {
    String theme = (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet();
    String sheet =
        String.join(
            "\n",
            "@import url(\"" + theme + "\");",
            text("bridge.css"),
            text(dark ? "dark.css" : "light.css"),
            text("rollcall.css"));
    String encoded = Base64.getEncoder().encodeToString(sheet.getBytes(StandardCharsets.UTF_8));
    Application.setUserAgentStylesheet("data:text/css;charset=utf-8;base64," + encoded);
  }

  private static boolean isDark(Theme theme, ColorScheme system) {
    return switch (theme) {
      case AUTOMATIC -> system == ColorScheme.DARK;
      case LIGHT -> false;
      case DARK -> true;
    };
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(AppTheme.class.getResourceAsStream("/rollcall/ui/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read style sheet " + name, e);
    }
  }
}
