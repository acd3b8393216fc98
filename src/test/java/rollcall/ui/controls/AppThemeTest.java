package rollcall.ui.controls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.css.CssParser;
import javafx.css.Stylesheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppThemeTest {
  @Test
  void textAndWhatSurroundsItAreScaledButNotLinesAndRadii() {
    assertEquals(
        ".a { -fx-font-size: 19.5px; -fx-min-height: 45; -fx-border-width: 1; -fx-border-radius: 6px; }",
        AppTheme.scaled(
            ".a { -fx-font-size: 13px; -fx-min-height: 30; -fx-border-width: 1; -fx-border-radius: 6px; }",
            150));
  }

  @Test
  void namesHaveTheMediumWeightOfAFontThatHasOne() {
    assertEquals(
        ".root { -fx-font-family: \"Cantarell\"; }",
        AppTheme.fontRule("Cantarell", List.of("Cantarell")));
    String rule = AppTheme.fontRule("Inter", List.of("Inter", "Inter Medium"));
    assertTrue(rule.contains(".row-name") && rule.contains("\"Inter Medium\"; }"), rule);
  }

  @Test
  void sizesInEmGrowWithTheTextAlready() {
    assertEquals(
        ".a { -fx-pref-width: 8.8em; -fx-pref-width: 12; }",
        AppTheme.scaled(".a { -fx-pref-width: 8.8em; -fx-pref-width: 8; }", 150));
  }

  @Test
  void anInstalledFontIsPreferredInOrder() {
    assertEquals(
        Optional.of("Cantarell"),
        AppTheme.preferredFont(List.of("DejaVu Sans", "Noto Sans", "Cantarell")));
    assertEquals(Optional.empty(), AppTheme.preferredFont(List.of("DejaVu Sans")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollcall", "timeline", "timecards", "bridge", "dark", "light"})
  void theBinaryFormOfASheetHasTheSameRules(String name, @TempDir Path folder) throws IOException {
    URL text = AppTheme.class.getResource("/rollcall/ui/" + name + ".css");
    Path source = folder.resolve("sheet.css");
    try (InputStream in = text.openStream()) {
      Files.copy(in, source);
    }
    Path binary = folder.resolve("sheet.bss");
    Stylesheet.convertToBinary(source.toFile(), binary.toFile());
    List<String> rules = texts(new CssParser().parse(text));
    assertFalse(rules.isEmpty());
    assertEquals(rules, texts(Stylesheet.loadBinary(binary.toUri().toURL())));
  }

  private static List<String> texts(Stylesheet sheet) {
    return sheet.getRules().stream()
        .map(rule ->
            rule.getSelectors()
                + rule.getDeclarations().stream()
                    .map(one -> one.getProperty() + ": " + one.getParsedValue().getValue())
                    // The identity of an object is no part of a value.
                    .map(one -> one.replaceAll("@[0-9a-f]+", ""))
                    .toList()
                    .toString())
        .toList();
  }
}
