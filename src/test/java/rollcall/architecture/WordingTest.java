package rollcall.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Wording rules: words that comments, names, texts and messages must not contain.
class WordingTest {
  /// This file, which holds the banned words.
  private static final String THIS_FILE = "WordingTest.java";

  private static final Pattern TYPE_NAME =
      Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

  private static final Set<String> BANNED_SUFFIXES =
      Set.of(
          "Manager",
          "Helper",
          "Helpers",
          "Util",
          "Utils",
          "Impl",
          "Service",
          "Processor",
          "Base",
          "Info",
          "Data");

  private static final Set<String> METAPHORS =
      Set.of(
          "Ageing",
          "Audience",
          "Desk",
          "Diary",
          "Door",
          "Doubts",
          "Ears",
          "Errand",
          "Errands",
          "Floor",
          "Happening",
          "Happenings",
          "Heard",
          "Hearers",
          "Home",
          "House",
          "Journal",
          "Laid",
          "Lapse",
          "Ledger",
          "Letter",
          "Lookout",
          "Mishap",
          "News",
          "Office",
          "Outlet",
          "Promise",
          "Quirks",
          "Relay",
          "Remedy",
          "Room",
          "Said",
          "Scribe",
          "Shift",
          "Shifts",
          "Storm",
          "Teller",
          "Told",
          "Tour",
          "Trouble",
          "Truth",
          "Turns",
          "Unclear",
          "Vigil",
          "Vocabulary",
          "Whom",
          "Wish",
          "Wishes",
          "Workings",
          "Workplace");

  /// Established terms that contain a banned word.
  private static final Set<String> TERMS =
      Set.of("CombinedTrustManager", "GroundTruth", "LibreOfficeTest", "ReconnectStormTest");

  /// Words of private prose, banned in comments, names, texts and messages.
  private static final List<String> PRIVATE =
      List.of(
          "awoke",
          "desk",
          "desks",
          "diaries",
          "diary",
          "errand",
          "errands",
          "hearer",
          "hearers",
          "laid",
          "lookout",
          "nobody",
          "scribe",
          "somebody",
          "teller",
          "told",
          "vigil",
          "vigils",
          "whoever",
          "whom",
          "whomever");

  /// Words banned in comments, texts and messages, but not in names: tables of the database and
  /// methods of Java contain them.
  private static final List<String> IN_TEXT =
      List.of(
          "behaviour",
          "cancelled",
          "centre",
          "colour",
          "favour",
          "favourite",
          "grey",
          "happening",
          "happenings",
          "honour",
          "ledger",
          "neighbour");

  private static final Pattern PRIVATE_WORD = words(PRIVATE);
  private static final Pattern TEXT_WORD = words(IN_TEXT);
  private static final Pattern LANE = words(List.of("lane", "lanes"));

  /// Beginnings of a clause, where the documentation of a type must have a noun phrase or a verb.
  private static final Pattern CLAUSE =
      Pattern.compile(
          "(?i)^\\s*///\\s+(what|whom|who|whose|how|where|when|why|whether|something|somebody)\\b.*");

  private static final Pattern TYPE =
      Pattern.compile(
          "^\\s*((public|private|protected|static|final|sealed|non-sealed|abstract)\\s+)*"
              + "@?(class|interface|record|enum)\\s+[A-Z].*");

  private static final Pattern TEXT = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");
  private static final Pattern SQL =
      Pattern.compile("(insert into|select|delete from|update)\\s.*|happening");

  private record Source(Path file, List<String> lines) {
    boolean isOfTimeline() {
      return path().contains("/rollcall/ui/timeline/") || path().contains("/rollcall/ui/presence/");
    }

    boolean isOfScreens() {
      return path().contains("/rollcall/ui/");
    }

    boolean isMain() {
      return path().startsWith("src/main/");
    }

    String path() {
      return file.toString().replace('\\', '/');
    }

    String at(int line) {
      return file + ":" + (line + 1) + ": " + lines.get(line).strip();
    }
  }

  @Test
  void typeNamesAreStandardTerms() throws IOException {
    List<String> offenders = new ArrayList<>();
    int types = 0;
    for (Source source : sources(".java")) {
      for (int i = 0; i < source.lines().size(); i++) {
        Matcher type = TYPE_NAME.matcher(code(source.lines().get(i)));
        while (type.find()) {
          types++;
          if (isBannedName(type.group(1), source)) {
            offenders.add(source.at(i));
          }
        }
      }
    }
    assertTrue(types >= 800, "types seen: " + types);
    assertEquals("", String.join("\n", offenders));
  }

  @Test
  void commentsAndNamesHaveNoPrivateWords() throws IOException {
    List<String> offenders = new ArrayList<>();
    for (Source source : sources(".java")) {
      for (int i = 0; i < source.lines().size(); i++) {
        String line = source.lines().get(i);
        String comment = comment(line);
        String names = separated(code(line));
        if (PRIVATE_WORD.matcher(comment).find()
            || TEXT_WORD.matcher(comment).find()
            || PRIVATE_WORD.matcher(names).find()
            || !source.isOfScreens() && LANE.matcher(comment + withoutTypes(names)).find()) {
          offenders.add(source.at(i));
        }
      }
    }
    assertEquals("", String.join("\n", offenders));
  }

  @Test
  void documentationOfATypeNamesTheThing() throws IOException {
    List<String> offenders = new ArrayList<>();
    for (Source source : sources(".java")) {
      int first = -1;
      for (int i = 0; i < source.lines().size(); i++) {
        String line = source.lines().get(i);
        if (line.strip().startsWith("///")) {
          first = first < 0 ? i : first;
        } else {
          if (first >= 0 && TYPE.matcher(line).matches()) {
            paragraphs(source, first, i)
                .filter(start -> CLAUSE.matcher(source.lines().get(start)).matches())
                .forEach(start -> offenders.add(source.at(start)));
          }
          first = line.strip().startsWith("@") ? first : -1;
        }
      }
    }
    assertEquals("", String.join("\n", offenders));
  }

  @Test
  void textsForUsersHaveNoPrivateWords() throws IOException {
    List<String> offenders = new ArrayList<>();
    for (Source source : sources(".java", ".properties")) {
      for (int i = 0; i < source.lines().size(); i++) {
        if (source.isMain() && texts(source, i).anyMatch(WordingTest::isPrivateText)) {
          offenders.add(source.at(i));
        }
      }
    }
    assertEquals("", String.join("\n", offenders));
  }

  /// Returns the first line of each paragraph of a documentation comment.
  private static IntStream paragraphs(Source source, int first, int end) {
    return IntStream.range(first, end)
        .filter(i -> i == first || source.lines().get(i - 1).strip().equals("///"));
  }

  /// Returns the text of a message, or the string literals of a line of code.
  private static Stream<String> texts(Source source, int line) {
    String text = source.lines().get(line);
    return source.path().endsWith(".properties")
        ? Stream.of(text.substring(text.indexOf('=') + 1))
        : TEXT.matcher(text).results().map(literal -> literal.group(1));
  }

  private static boolean isPrivateText(String text) {
    return !SQL.matcher(text).matches()
        && (PRIVATE_WORD.matcher(text).find() || TEXT_WORD.matcher(text).find());
  }

  private static Pattern words(List<String> words) {
    return Pattern.compile("(?i)\\b(" + String.join("|", words) + ")\\b");
  }

  /// Returns the comment of a line; empty without one.
  private static String comment(String line) {
    String rest = withoutTexts(line);
    int start = rest.indexOf("//");
    return start < 0 ? "" : rest.substring(start);
  }

  /// Returns separated names without the words that come from names of types and constants.
  private static String withoutTypes(String names) {
    return names.replaceAll("\\bLanes?\\b", "");
  }

  private static boolean isBannedName(String name, Source source) {
    if (TERMS.contains(name)) {
      return false;
    }
    List<String> words = List.of(separated(name).split(" "));
    return BANNED_SUFFIXES.contains(words.getLast())
        || words.getFirst().equals("Abstract")
        || words.stream().anyMatch(METAPHORS::contains)
        || (words.contains("Lane") || words.contains("Lanes")) && !source.isOfTimeline();
  }

  /// Returns a line without comments and string literals.
  private static String code(String line) {
    return withoutTexts(line).replaceAll("//.*", "");
  }

  private static String withoutTexts(String line) {
    return line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
  }

  /// Returns a text with its camel-case and snake-case names separated into words.
  private static String separated(String text) {
    return text.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ');
  }

  private static List<Source> sources(String... endings) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of("src"))) {
      files =
          all.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
              .filter(file -> !file.endsWith(THIS_FILE))
              .sorted()
              .collect(Collectors.toList());
    }
    List<Source> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(new Source(file, Files.readAllLines(file)));
    }
    assertTrue(sources.size() >= 600, "files seen: " + sources.size());
    return sources;
  }
}
