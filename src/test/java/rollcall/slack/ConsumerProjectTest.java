package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.testkit.RollcallProcess;

/// The project in `src/it/consumer`, which knows the Slack client only by its coordinates: built by
/// Maven from the local repository, and run against the packaged program's simulator. Needs the
/// installed library: `mvn -Pconsumer verify` installs it first.
@Tag("consumer")
class ConsumerProjectTest {
  private static final Path MODULES = Path.of("target/modules");
  private static final String LIST_DEPENDENCIES =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:list";

  @TempDir Path scratch;

  @Test
  void aProjectOnTheClassPathSendsAMessage() throws Exception {
    assertEquals("Sent “Hello, world!”, library on the class path", sent("classpath"));
  }

  @Test
  void aModuleSendsAMessage() throws Exception {
    assertEquals(
        "Sent “Hello, world!”, library in module rollcall.slack", sent("module", "-Pmodule"));
  }

  @Test
  void theLibraryBringsOnlyTyrusJacksonAndTheirInterfaces() throws Exception {
    Path list = scratch.resolve("dependencies.txt");
    maven("classpath", Map.of(), LIST_DEPENDENCIES, "-DoutputFile=" + list);
    Pattern artifact = Pattern.compile("\\s+([a-z0-9.]+):[a-z0-9.-]+:jar:.*");
    Set<String> groups =
        Files.readAllLines(list).stream()
            .map(artifact::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(
            "com.fasterxml.jackson.core",
            "jakarta.websocket",
            "org.glassfish.tyrus",
            "rollcall",
            "tools.jackson.core"),
        groups);
  }

  private String sent(String kind, String... profile) throws Exception {
    try (RollcallProcess simulator = RollcallProcess.start(Map.of(), scratch, simulator())) {
      String first = simulator.nextLine();
      Map<String, String> variables =
          Map.of("SLACK_TOKEN", field(first, "token"), "SLACK_API_URL", field(first, "api_url"));
      List<String> goals = new ArrayList<>(List.of(profile));
      goals.addAll(List.of("process-classes", "exec:exec@" + kind));
      return maven(kind, variables, goals.toArray(String[]::new)).stream()
          .filter(line -> line.startsWith("Sent "))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> simulator() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return List.of(
        java.toString(),
        "--module-path",
        MODULES.toString(),
        "--module",
        "rollcall/rollcall.app.Main",
        "demo-server",
        "--port",
        "0",
        "--frozen");
  }

  /// Output of Maven in the consumer project.
  private List<String> maven(String kind, Map<String, String> variables, String... words)
      throws Exception {
    String script = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("maven.home"), "bin", script).toString());
    line.addAll(List.of("-B", "-ntp", "-q", "-f", "src/it/consumer/pom.xml"));
    line.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
    line.add("-Dclient.version=" + System.getProperty("client.version"));
    line.add("-Dconsumer.target=" + Path.of("target/consumer", kind).toAbsolutePath());
    line.addAll(List.of(words));
    Path output = Files.createTempFile(scratch, "maven", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(variables);
    int code = builder.start().waitFor();
    List<String> lines = Files.readAllLines(output);
    assertEquals(0, code, String.join("\n", lines));
    return lines;
  }

  private static String field(String json, String name) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!field.find()) {
      throw new AssertionError("No " + name + " in " + json);
    }
    return field.group(1);
  }
}
