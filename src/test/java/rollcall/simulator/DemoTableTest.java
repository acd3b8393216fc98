package rollcall.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import rollcall.simulator.people.ActivityModelTest;
import rollcall.slack.web.SimulatorMethodsTest;

/// Consistency of the table in `src/docs/demo-workspace.md`: it names existing tests, and every
/// protocol test of this package is in it.
class DemoTableTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Map<String, Class<?>> CLASSES =
      Stream.of(
              WebApiTest.class,
              MessageMethodsTest.class,
              MalformedResponsesTest.class,
              SocketProtocolTest.class,
              NamedFaultsTest.class,
              ControlEndpointTest.class,
              ChangesTest.class,
              OddEventsTest.class,
              AppGenerationTest.class,
              TwoClientsTest.class,
              SlackSimulatorTest.class,
              ActivityModelTest.class,
              SimulatorMethodsTest.class)
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  @Test
  void everyTestNamedInTheTableExists() throws IOException {
    List<String> named = named();
    assertTrue(named.size() > 100, "names seen: " + named.size());
    assertEquals(List.of(), named.stream().filter(name -> !tests().contains(name)).toList());
  }

  @Test
  void everyRowOfTheTablesNamesATest() throws IOException {
    List<String> lines =
        Files.readString(Path.of("src/docs/demo-workspace.md"))
            .split("## Figures", 2)[0]
            .lines()
            .filter(line -> line.startsWith("|"))
            .filter(line -> !line.startsWith("| what") && !line.startsWith("|---"))
            .toList();
    assertTrue(lines.size() > 80, "lines seen: " + lines.size());
    assertEquals(List.of(), lines.stream().filter(line -> !NAME.matcher(line).find()).toList());
  }

  private static List<String> named() throws IOException {
    String page = Files.readString(Path.of("src/docs/demo-workspace.md"));
    return NAME.matcher(page).results().map(name -> name.group(1) + "." + name.group(2)).toList();
  }

  private static List<String> tests() {
    return CLASSES.entrySet().stream()
        .flatMap(each ->
            Arrays.stream(each.getValue().getDeclaredMethods())
                .filter(DemoTableTest::isTest)
                .map(test -> each.getKey() + "." + test.getName()))
        .toList();
  }

  private static boolean isTest(Method method) {
    return Stream.of(Test.class, ParameterizedTest.class).anyMatch(method::isAnnotationPresent);
  }
}
