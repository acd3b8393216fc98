package rollcall.ui.controls;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.text.Font;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Appearance;
import rollcall.settings.Settings;
import rollcall.settings.Theme;

/// Theme of all windows: AtlantaFX in light or dark, the design tokens, and Rollcall's own styles.
/// Thread: FX.
///
/// The theme is a single user-agent style sheet, so that it also applies to pop-ups and dialogs and
/// changes without a restart.
public final class AppTheme {
  private static final List<String> PREFERRED_FONTS = List.of("Inter", "Cantarell", "Noto Sans");

  private static final String MEDIUM =
      ".row-name, .row-state:active, .timecard-grid .table-cell.name-cell ";

  private static final String BOLD =
      ".timecard-grid .table-row-cell:heading > .table-cell.name-cell ";

  private static final Pattern SIZE =
      Pattern.compile(
          "(-fx-(?:font-size|icon-size|cell-size|size|graphic-text-gap|scale-[xy]|(?:min|pref|max)-(?:height|width)))"
              // Sizes in em already grow with the text.
              + ":\\s*([0-9.]++)(?!em)");

  /// Sheets with sizes of text.
  private static final List<String> SCALED = List.of("rollcall", "timeline", "timecards");

  private static final ReadOnlyDoubleWrapper TEXT_SCALE = new ReadOnlyDoubleWrapper(1);

  private static boolean lastDark;
  private static Appearance lastAppearance = Appearance.DEFAULT;
  private static boolean enlarged;
  private static @Nullable Object applied;

  private AppTheme() {}

  /// Applies the appearance of the settings, with [Theme#AUTOMATIC] in the color scheme of the
  /// operating system, whenever either changes.
  public static Subscription bindTo(ObservableValue<Settings> settings) {
    ObservableValue<ColorScheme> system = Platform.getPreferences().colorSchemeProperty();
    ObservableValue<Appearance> chosen = settings.map(Settings::appearance);
    return Subscription.combine(
        chosen.subscribe(appearance -> apply(appearance, system.getValue())),
        system.subscribe((_, scheme) -> apply(chosen.getValue(), scheme)));
  }

  private static void apply(Appearance appearance, ColorScheme system) {
    apply(isDark(appearance.theme(), system), appearance);
  }

  /// Applies the light or the dark theme, otherwise as by default.
  public static void apply(boolean dark) {
    apply(dark, Appearance.DEFAULT);
  }

  /// Applies the largest text size while the windows are read from a distance, else that of the
  /// settings.
  public static void enlarge(boolean on) {
    enlarged = on;
    apply(lastDark, lastAppearance);
  }

  /// The text size of all windows, as a factor of the usual one.
  public static ReadOnlyDoubleProperty textScale() {
    return TEXT_SCALE.getReadOnlyProperty();
  }

  /// Applies the light or the dark theme in this text size and contrast.
  public static void apply(boolean dark, Appearance appearance) {
    lastDark = dark;
    lastAppearance = appearance;
    Appearance shown = enlarged ? appearance.withTextPercent(Appearance.LARGEST_TEXT) : appearance;
    int textPercent = shown.textPercent();
    TEXT_SCALE.set(shown.textScale());
    String before = String.valueOf(Application.getUserAgentStylesheet());
    if (List.of(dark, textPercent, appearance.highContrast(), before).equals(applied)) {
      return;
    }
    String address = address(dark, textPercent, appearance.highContrast());
    applied = List.of(dark, textPercent, appearance.highContrast(), address);
    if (!address.equals(before)) {
      Application.setUserAgentStylesheet(address);
    }
  }

  private static String address(boolean dark, int textPercent, boolean highContrast) {
    String theme = (dark ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet();
    List<String> fixed = new ArrayList<>(List.of("bridge", dark ? "dark" : "light"));
    if (highContrast) {
      fixed.add(dark ? "contrast-dark" : "contrast-light");
    }
    String sheet =
        textPercent == 100 && compiled("rollcall") != null
            ? binary(theme, Stream.concat(fixed.stream(), SCALED.stream()))
            : text(theme, fixed, textPercent);
    String encoded =
        Base64.getEncoder().encodeToString((sheet + fontRule()).getBytes(StandardCharsets.UTF_8));
    return "data:text/css;charset=utf-8;base64," + encoded;
  }

  /// The sheets in their binary form, which an image has: it takes a third of the time to read.
  private static String binary(String theme, Stream<String> names) {
    Stream<String> own = names.map(name -> String.valueOf(compiled(name)));
    return Stream.concat(Stream.of(theme.replaceFirst("[.]css$", ".bss")), own)
        .map(address -> "@import url(\"" + address + "\");\n")
        .collect(Collectors.joining());
  }

  private static @Nullable URL compiled(String name) {
    return AppTheme.class.getResource("/rollcall/ui/" + name + ".bss");
  }

  private static String text(String theme, List<String> fixed, int percent) {
    return "@import url(\"" + theme + "\");\n" + text(fixed) + scaled(text(SCALED), percent);
  }

  /// The style sheet with all text sizes, and the sizes of what surrounds text, in percent.
  static String scaled(String css, int percent) {
    return percent == 100
        ? css
        : SIZE.matcher(css)
            .replaceAll(size ->
                size.group(1)
                    + ": "
                    + BigDecimal.valueOf(Double.parseDouble(size.group(2)) * percent / 100)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString());
  }

  /// On Linux, where the default font is often DejaVu, a better one if it is installed.
  private static String fontRule() {
    List<String> installed = Font.getFamilies();
    return System.getProperty("os.name", "").startsWith("Linux")
        ? preferredFont(installed).map(family -> fontRule(family, installed)).orElse("")
        : "";
  }

  /// JavaFX finds the medium weight of a font only under the name of its own family.
  static String fontRule(String family, Collection<String> installed) {
    String medium = family + " Medium";
    String rules = ".root " + family(family);
    return installed.contains(medium)
        ? rules + MEDIUM + family(medium) + BOLD + family(family)
        : rules;
  }

  private static String family(String name) {
    return "{ -fx-font-family: \"%s\"; }".formatted(name);
  }

  /// The first of the preferred fonts that is installed.
  static Optional<String> preferredFont(Collection<String> installed) {
    return PREFERRED_FONTS.stream().filter(installed::contains).findFirst();
  }

  private static boolean isDark(Theme theme, ColorScheme system) {
    return switch (theme) {
      case AUTOMATIC -> system == ColorScheme.DARK;
      case LIGHT -> false;
      case DARK -> true;
    };
  }

  private static String text(List<String> names) {
    return names.stream().map(AppTheme::text).collect(Collectors.joining("\n"));
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            AppTheme.class.getResourceAsStream("/rollcall/ui/" + name + ".css"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read style sheet " + name, e);
    }
  }
}
