package rollcall.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Sentences about failures: each that a window can show is in German, too.
class SentenceTest {
  private static final Path SOURCES = Path.of("src/main/java/rollcall");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)+)\"");
  private static final Pattern CREATED =
      Pattern.compile(
          "(Sentence\\.of|new SentenceException|new CertificateFileException|super)\\(");
  private static final Map<String, String> GERMAN = new TreeMap<>(Sentence.german());

  /// Packages and files whose failures only a command shows, or the library, which is in English.
  private static final List<String> NOT_IN_A_WINDOW =
      List.of(
          "app/Main",
          "app/cli/",
          "app/commands/",
          "app/terminal/",
          "app/desktop/WindowInstance",
          "app/environment/Logging",
          "app/environment/TemporaryFolder",
          "app/environment/TokenInput",
          "app/recording/FutureRecordsCleanup",
          "app/recording/ImportJob",
          "app/recording/NameArgumentResolver",
          "history/RecordingLock",
          "simulator/",
          "slack/",
          "timecard/EventCsvReader");

  @TempDir Path folder;

  @AfterEach
  void english() {
    Sentence.use(Locale.ENGLISH);
  }

  @Test
  void aSentenceAndItsPartsAreTranslated() {
    Sentence sentence =
        Sentence.of(
            "%s is %s, so Rollcall left it as it is: choose another data directory, or move it"
                + " away.",
            "/x.db", Sentence.of("not a database"));
    SentenceException failure = new SentenceException(null, sentence);
    Sentence.use(Locale.GERMANY);
    assertEquals(
        "/x.db is not a database, so Rollcall left it as it is: choose another data directory, or"
            + " move it away.",
        failure.getMessage());
    assertEquals(
        "/x.db ist keine Datenbank und bleibt deshalb unverändert: Wählen Sie ein anderes"
            + " Datenverzeichnis, oder verschieben Sie die Datei.",
        failure.getLocalizedMessage());
    assertEquals(sentence, Sentence.of(failure));
    assertEquals("no such", Sentence.of(new FileNotFoundException("no such")).translated());
    Sentence.use(Locale.US);
    assertEquals(failure.getMessage(), failure.getLocalizedMessage());
  }

  @Test
  void anArgumentIsNoPattern() {
    Sentence.use(Locale.GERMANY);
    assertEquals(
        "Die Datei 100%s gibt es nicht.",
        Sentence.of("There is no file %s.", "100%s").translated());
    assertEquals("100% new", Sentence.of("100% new").translated());
  }

  @Test
  void everySentenceInTheSourcesHasAGermanOne() throws IOException {
    Set<String> missing = new TreeSet<>();
    int seen = 0;
    for (Path file : sources()) {
      String text = joined(Files.readString(file));
      boolean sealed = file.endsWith("HistoryException.java");
      for (Matcher created = CREATED.matcher(text); created.find(); ) {
        if (created.group(1).equals("super") && !sealed) {
          continue;
        }
        for (String pattern : patterns(argumentsAt(text, created.end()))) {
          seen++;
          if (!GERMAN.containsKey(pattern)) {
            missing.add(file.getFileName() + ": " + pattern);
          }
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(seen > 60, "sentences seen: " + seen);
  }

  @Test
  void everyGermanSentenceBelongsToOneInTheSources() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : sources()) {
      all.append(joined(Files.readString(file)));
    }
    Set<String> sources =
        LITERAL.matcher(all).results().map(SentenceTest::text).collect(Collectors.toSet());
    assertEquals(
        Set.of(),
        GERMAN.keySet().stream()
            .filter(key -> !sources.contains(key))
            .collect(Collectors.toCollection(TreeSet::new)));
    long lines =
        Files.readAllLines(Path.of("src/main/resources/rollcall/language/sentences_de.txt"))
            .stream()
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .count();
    assertEquals(2L * GERMAN.size(), lines, "each once");
  }

  @Test
  void aGermanSentenceHasTheArgumentsOfTheEnglishOne() {
    GERMAN.forEach((english, german) -> {
      int arguments = english.split("%s", -1).length - 1;
      boolean numbered = german.contains("$");
      assertTrue(numbered || german.split("%s", -1).length - 1 == arguments, english);
      assertTrue(!german.matches("(?s).*\\b(the|is|and|cannot|your)\\b.*"), german);
    });
  }

  @Test
  void everySentenceAboutAnUnreadableSettingHasAGermanOne() throws IOException {
    Path path = folder.resolve("settings.json");
    new SettingsFile(path).save(Settings.DEFAULT);
    JsonMapper json = JsonMapper.builder().build();
    Set<String> missing = new TreeSet<>();
    int complaints = 0;
    for (JsonNode wrong : WRONG) {
      for (boolean nested : new boolean[] {true, false}) {
        ObjectNode all = (ObjectNode) json.readTree(Files.readString(path));
        complaints += spoil(all, wrong, nested);
        Files.writeString(path.resolveSibling("spoiled.json"), all.toString());
        untranslated(path.resolveSibling("spoiled.json")).forEach(missing::add);
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(complaints > 150, "fields spoiled: " + complaints);
  }

  /// Values that no setting can have; the last one stands for a name in other letter case.
  private static final List<JsonNode> WRONG =
      List.of(
          JsonNodeFactory.instance.arrayNode().add(JsonNodeFactory.instance.arrayNode()),
          JsonNodeFactory.instance.numberNode(-0.5),
          JsonNodeFactory.instance.stringNode("?"),
          JsonNodeFactory.instance.missingNode());

  /// Spoils all fields, or those within objects instead of the objects.
  private static int spoil(ObjectNode all, JsonNode wrong, boolean nested) {
    int spoiled = 0;
    for (String name : List.copyOf(all.propertyNames())) {
      JsonNode before = all.get(name);
      if (nested && before instanceof ObjectNode inner) {
        spoiled += spoil(inner, wrong, false);
      } else if (wrong.isMissingNode()) {
        all.remove(name);
        all.set(name.toUpperCase(Locale.ROOT), before);
        spoiled++;
      } else {
        all.set(name, wrong);
        spoiled++;
      }
    }
    return spoiled;
  }

  /// Returns the English patterns of a sentence and its parts; those without words need no
  /// translation.
  private static Stream<String> patterns(Sentence sentence) {
    return Stream.concat(
        Stream.of(sentence.pattern())
            .filter(text -> text.replace("%s", "").matches("(?s).*\\p{L}.*")),
        sentence.arguments().stream()
            .filter(Sentence.class::isInstance)
            .map(Sentence.class::cast)
            .flatMap(SentenceTest::patterns));
  }

  private static Stream<String> untranslated(Path settings) throws IOException {
    return new SettingsFile(settings)
        .load().complaint().stream()
            .flatMap(SentenceTest::patterns)
            .filter(pattern -> !GERMAN.containsKey(pattern));
  }

  @Test
  void aFailureThatAWindowCanShowHasASentence() throws IOException {
    Pattern plain = Pattern.compile("new IOException\\(\\s*(\\w+ \\+ )?\"");
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      String name = SOURCES.relativize(file).toString().replace('\\', '/');
      if (NOT_IN_A_WINDOW.stream().noneMatch(name::startsWith)) {
        plain
            .matcher(Files.readString(file))
            .results()
            .forEach(hit -> found.add(name + ": " + hit.group()));
      }
    }
    // The causes of sentences, which only the log shows.
    assertEquals(
        List.of(
            "settings/SettingsFile.java: new IOException(\"",
            "settings/TriggersFile.java: new IOException(\""),
        found);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /// The source without its comments and with literals that are added up in one piece.
  private static String joined(String source) {
    return source.replaceAll("(?m)^\\s*//.*$", "").replaceAll("(?<!\\\\)\"\\s*\\+\\s*\"", "");
  }

  private static String argumentsAt(String text, int start) {
    int open = 1;
    int at = start;
    boolean quoted = false;
    while (open > 0) {
      char c = text.charAt(at);
      if (c == '"' && text.charAt(at - 1) != '\\') {
        quoted = !quoted;
      } else if (!quoted) {
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
      at++;
    }
    return text.substring(start, at - 1);
  }

  /// The literals with words among the arguments, without those of nested calls.
  private static List<String> patterns(String arguments) {
    return LITERAL
        .matcher(arguments.replaceAll("\\.\\w+\\([^()]*\\)", ""))
        .results()
        .map(SentenceTest::text)
        .filter(literal -> literal.replace("%s", "").matches("(?s).*\\p{L}.*"))
        .toList();
  }

  private static String text(MatchResult literal) {
    return literal.group(1).replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
