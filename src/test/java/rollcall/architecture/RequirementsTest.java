package rollcall.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page of requirements: each test that it names exists.
class RequirementsTest {
  private static final Path PAGE = Path.of("src/docs/requirements.md");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)#(\\w+)`");

  @Test
  void everyNamedTestExists() throws IOException {
    // Two packages may have a class of the same name.
    Map<String, String> classes = new HashMap<>();
    try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
      for (Path file : all.filter(one -> one.toString().endsWith("Test.java")).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        classes.merge(name, Files.readString(file), String::concat);
      }
    }
    List<String> missing = new ArrayList<>();
    int named = 0;
    Matcher tests = TEST.matcher(Files.readString(PAGE));
    while (tests.find()) {
      named++;
      String source = classes.get(tests.group(1));
      if (source == null
          || !source.matches(
              "(?s).*@(Parameterized)?Test\\b[^;{}]*?(\\{[^;{}]*}[^;{}]*?)?\\s+void "
                  + tests.group(2)
                  + "\\(.*")) {
        missing.add(tests.group());
      }
    }
    assertEquals(List.of(), missing);
    assertTrue(named > 100, named + " tests");
  }

  @Test
  void everyRowNamesATestOrWhatReplacesIt() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| Requirement"))
            .toList();
    assertEquals(
        List.of(),
        rows.stream()
            .filter(
                row -> !TEST.matcher(row).find() && !row.matches(".*\\| (Replaced|Not built).*"))
            .toList());
    // Another one is a decision: 0173 and 0254 are those of these.
    assertEquals(6, rows.stream().filter(row -> row.contains("| Not built")).count());
  }
}
