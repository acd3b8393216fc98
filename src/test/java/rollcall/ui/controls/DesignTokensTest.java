package rollcall.ui.controls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contrast of the design tokens by WCAG 2.2: text 4.5:1, shapes 3:1.
class DesignTokensTest {
  private static final Pattern TOKEN = Pattern.compile("-presence-([a-z-]+): (#[0-9A-F]{6});");
  private static final List<String> GROUNDS = List.of("window", "surface", "selected");

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark", "light contrast-light", "dark contrast-dark"})
  void textAndShapesStandOutFromTheirGround(String sheets) throws IOException {
    Map<String, Color> tokens = new HashMap<>();
    for (String sheet : sheets.split(" ")) {
      TOKEN
          .matcher(read(sheet))
          .results()
          .forEach(one -> tokens.put(one.group(1), Color.web(one.group(2))));
    }
    List<String> weak = new ArrayList<>();
    for (String ground : GROUNDS) {
      List.of("text", "text-muted", "accent", "active", "error")
          .forEach(token -> compare(tokens, token, ground, 4.5, weak));
      List.of("away", "unknown", "not-watched", "faint", "dnd", "now")
          .forEach(token -> compare(tokens, token, ground, 3, weak));
    }
    List.of("window", "surface").forEach(ground -> compare(tokens, "thumb", ground, 3, weak));
    compare(tokens, "accent", "track", 3, weak);
    compare(tokens, "window", "now", 4.5, weak);
    compare(tokens, "window", "text", 4.5, weak);
    List.of("demo", "warning", "error")
        .forEach(token -> compare(tokens, token, token + "-background", 4.5, weak));
    assertEquals(List.of(), weak);
  }

  private static void compare(
      Map<String, Color> tokens, String one, String other, double least, List<String> weak) {
    double ratio = contrast(token(tokens, one), token(tokens, other));
    if (ratio < least) {
      weak.add(one + " on " + other + ": " + ratio);
    }
  }

  private static Color token(Map<String, Color> tokens, String name) {
    return Objects.requireNonNull(tokens.get(name), name);
  }

  private static double contrast(Color one, Color other) {
    double first = luminance(one) + 0.05;
    double second = luminance(other) + 0.05;
    return Math.max(first, second) / Math.min(first, second);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
  }

  private static String read(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            AppTheme.class.getResourceAsStream("/rollcall/ui/" + name + ".css"), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
