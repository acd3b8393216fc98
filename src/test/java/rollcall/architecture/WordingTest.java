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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Wording rules: words and type names that the sources, messages and style sheets must not
/// contain.
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
      Set.of(
          "CombinedTrustManager",
          "EventQuirks",
          "GroundTruth",
          "LibreOfficeTest",
          "ReconnectStormTest");

  private record Source(Path file, List<String> lines) {
    boolean isOfTimeline() {
      String path = file.toString().replace('\\', '/');
      return path.contains("/rollcall/ui/timeline/") || path.contains("/rollcall/ui/presence/");
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
    return line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "").replaceAll("//.*", "");
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
