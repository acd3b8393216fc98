package rollcall.ui.text;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final String NAME = "rollcall.ui.text.messages";
  private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(NAME, Locale.ROOT);
  private static final ResourceBundle GERMAN = ResourceBundle.getBundle(NAME, Locale.GERMAN);
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)[^{}|]*?(?=[,}|])");
  private static final Pattern KEY =
      Pattern.compile("Messages\\.of\\(\\s*\"([a-z0-9_.-]+[a-z0-9_])\"");

  @AfterEach
  void english() {
    Messages.use(Locale.US);
  }

  /// Presence does not tell whether a person works.
  @Test
  void noTextJudgesPeople() {
    Pattern judgment =
        Pattern.compile(
            "\\b(working (late|hard)|at"
                + " work|productiv\\w*|idle|lazy|late(ness|comer)?|unproductive)\\b"
                + "|\\b(fleißig|produktiv\\w*|untätig|faul|arbeitet|unpünktlich)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    for (ResourceBundle bundle : List.of(BUNDLE, GERMAN)) {
      assertEquals(
          List.of(),
          bundle.keySet().stream()
              .map(bundle::getString)
              .filter(text -> judgment.matcher(text).find())
              .toList());
    }
  }

  @Test
  void everyTextIsAValidPattern() {
    assertValid(BUNDLE, Locale.ENGLISH);
    assertValid(GERMAN, Locale.GERMAN);
  }

  private static void assertValid(ResourceBundle bundle, Locale locale) {
    for (String key : bundle.keySet()) {
      String pattern = bundle.getString(key);
      String text = new MessageFormat(pattern, locale).format(new Object[] {2, 3, 4, 5});
      assertEquals(-1, text.indexOf('{'), key + " = " + text);
      assertEquals(
          pattern.chars().filter(c -> c == '\'').count(),
          2 * text.chars().filter(c -> c == '\'').count(),
          key + ": an apostrophe is written twice");
    }
  }

  /// A new English text needs its German one in `messages_de.properties`, in the same change.
  @Test
  void everyEnglishTextHasAGermanOneWithTheSameArguments() throws IOException {
    Properties english = properties("messages.properties");
    Properties german = properties("messages_de.properties");
    assertEquals(
        List.of(), missing(english, german), "add these keys to messages_de.properties, in German");
    assertEquals(List.of(), missing(german, english), "remove these from messages_de.properties");
    for (String key : english.stringPropertyNames()) {
      assertEquals(arguments(english.getProperty(key)), arguments(german.getProperty(key)), key);
    }
  }

  @Test
  void noGermanTextIsLeftInEnglish() throws IOException {
    Properties english = properties("messages.properties");
    Properties german = properties("messages_de.properties");
    List<String> same =
        english.stringPropertyNames().stream()
            .filter(key -> english.getProperty(key).equals(german.getProperty(key)))
            .filter(key -> english.getProperty(key).matches(".*\\p{L}{3,} .*\\p{L}{3,}.*"))
            .sorted()
            .toList();
    assertEquals(List.of(), same);
  }

  @Test
  void textsAndNumbersAreInTheLanguageInUse() {
    Messages.use(Locale.GERMANY);
    assertEquals("Einstellungen", Messages.of("settings.title"));
    assertEquals("1.092 Zeilen gespeichert", Messages.of("export.done.title", 1092));
    Messages.use(Locale.US);
    assertEquals("Settings", Messages.of("settings.title"));
  }

  @Test
  void theLanguageOfTheSystemIsUsedIfItHasTextsAndTheChosenOneAlways() {
    assertEquals(Locale.of("de", "AT"), Language.SYSTEM.locale(Locale.of("de", "AT")));
    assertEquals(Locale.of("en", "FR"), Language.SYSTEM.locale(Locale.FRANCE));
    assertEquals(Locale.of("en", "DE"), Language.ENGLISH.locale(Locale.GERMANY));
    assertEquals(Locale.of("de", "US"), Language.GERMAN.locale(Locale.US));
    assertEquals(Language.GERMAN, Language.of("de"));
    assertEquals(Language.SYSTEM, Language.of("tlh"));
  }

  private static Properties properties(String file) throws IOException {
    var properties = new Properties();
    try (var reader =
        Files.newBufferedReader(Path.of("src/main/resources/rollcall/ui/text", file))) {
      properties.load(reader);
    }
    return properties;
  }

  private static List<String> missing(Properties wanted, Properties there) {
    return wanted.stringPropertyNames().stream()
        .filter(key -> !there.containsKey(key))
        .sorted()
        .toList();
  }

  private static Set<String> arguments(String pattern) {
    return ARGUMENT.matcher(pattern).results().map(one -> one.group(1)).collect(toSet());
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
