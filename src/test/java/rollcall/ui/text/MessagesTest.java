package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("rollcall.ui.text.messages");
  private static final Pattern KEY =
      Pattern.compile("Messages\\.of\\(\\s*\"([a-z0-9_.-]+[a-z0-9_])\"");

  @Test
  void everyTextIsAValidPattern() {
    for (String key : BUNDLE.keySet()) {
      String pattern = BUNDLE.getString(key);
      String text = new MessageFormat(pattern, Locale.ENGLISH).format(new Object[] {2, 3, 4, 5});
      assertEquals(-1, text.indexOf('{'), key + " = " + text);
      assertEquals(
          pattern.chars().filter(c -> c == '\'').count(),
          2 * text.chars().filter(c -> c == '\'').count(),
          key + ": an apostrophe is written twice");
    }
  }

  @Test
  void everyKeyInTheCodeExists() throws IOException {
    var missing = new TreeSet<String>();
    int seen = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/rollcall/ui"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        Matcher keys = KEY.matcher(Files.readString(file));
        while (keys.find()) {
          seen++;
          if (!BUNDLE.containsKey(keys.group(1))) {
            missing.add(file.getFileName() + ": " + keys.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), List.copyOf(missing));
    assertTrue(seen > 80, "keys seen: " + seen);
  }

  @Test
  void pluralsMatchTheirNumber() {
    assertEquals(
        List.of("no people", "1 person", "34 people"),
        Stream.of(0, 1, 34).map(n -> Messages.of("status.people", n)).toList());
    assertEquals(
        List.of("Saved an empty file", "Saved 1 row", "Saved 1,092 rows"),
        Stream.of(0, 1, 1092).map(n -> Messages.of("export.done.title", n)).toList());
  }
}
