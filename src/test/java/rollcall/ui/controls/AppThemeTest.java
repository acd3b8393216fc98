package rollcall.ui.controls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
}
