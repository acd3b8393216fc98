package rollcall.simulator.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// Installer of the published clients into `target/clients`, with the npm and mvn of this computer.
public final class NpmInstall {
  private static final Path HERE = Path.of("target/clients").toAbsolutePath();
  private static final Path NODE = HERE.resolve("node");
  private static final Path JAVA = HERE.resolve("java");
  private static final Path PROGRAMS = Path.of("src/test/clients").toAbsolutePath();
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
        <groupId>clients</groupId><artifactId>clients</artifactId><version>1</version>
        <dependencies>
          <dependency><groupId>com.slack.api</groupId><artifactId>slack-api-client</artifactId><version>1.49.0</version></dependency>
          <dependency><groupId>javax.websocket</groupId><artifactId>javax.websocket-api</artifactId><version>1.1</version></dependency>
          <dependency><groupId>org.glassfish.tyrus.bundles</groupId><artifactId>tyrus-standalone-client</artifactId><version>1.20</version></dependency>
        </dependencies>
      </project>
      """;

  /// Installed client.
  ///
  /// @param name with its version
  /// @param command the command without the API's URL and the token
  public record Client(String name, List<String> command) {}

  private NpmInstall() {}

  /// Installs all clients. Versions before 6.1.1 crash on Node 19 and later on each send
  /// (slack-protocol 6.2), so they run on an older Node.
  static List<Client> all() throws IOException, InterruptedException {
    node();
    java();
    String old = NODE.resolve("node_modules/node18/bin/node").toString();
    return List.of(npm(old, "v4"), npm(old, "v5"), npm("node", "v6"), npm("node", "v7"), sdk());
  }

  /// Installs a program that uses the newest Node client.
  ///
  /// @param program a file of `src/test/clients`
  public static Client newestNode(String program) throws IOException, InterruptedException {
    if (!Files.exists(NODE.resolve("node_modules/v7/package.json"))) {
      node();
    }
    Client client = npm("node", "v7");
    String path = PROGRAMS.resolve(program).toString();
    return new Client(client.name(), List.of("node", path, client.command().getLast()));
  }

  private static void node() throws IOException, InterruptedException {
    require("npm", "Node.js, which brings npm (https://nodejs.org)");
    Files.createDirectories(NODE);
    Files.writeString(NODE.resolve("package.json"), "{\"private\":true}\n");
    run(
        NODE,
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "v4@npm:@slack/client@4",
        "v5@npm:@slack/rtm-api@5",
        "v6@npm:@slack/rtm-api@6",
        "v7@npm:@slack/rtm-api@7",
        "node18@npm:node@18");
  }

  private static void java() throws IOException, InterruptedException {
    require("mvn", "Maven (https://maven.apache.org)");
    Files.createDirectories(JAVA);
    Files.writeString(JAVA.resolve("pom.xml"), POM);
    run(
        JAVA,
        "mvn",
        "-q",
        "-ntp",
        "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
        "-DoutputDirectory=jars");
    run(
        JAVA,
        tool("javac"),
        "-cp",
        "jars/*",
        "-d",
        "classes",
        PROGRAMS.resolve("Sdk.java").toString());
  }

  private static Client npm(String node, String alias) throws IOException {
    Path module = NODE.resolve("node_modules").resolve(alias);
    var about = new JsonMapper().readTree(Files.readString(module.resolve("package.json")));
    return new Client(
        about.path("name").asString() + " " + about.path("version").asString(),
        List.of(node, PROGRAMS.resolve("node-client.js").toString(), module.toString()));
  }

  private static Client sdk() {
    String path = JAVA.resolve("classes") + File.pathSeparator + JAVA.resolve("jars/*");
    return new Client("com.slack.api 1.49.0", List.of(tool("java"), "-cp", path, "Sdk"));
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static void require(String program, String install) throws InterruptedException {
    try {
      new ProcessBuilder(program, "--version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      abort("Not run: there is no " + program + " on this computer. Install " + install + ".");
    }
  }

  private static void run(Path where, String... words) throws IOException, InterruptedException {
    Path log = HERE.resolve("install.log");
    Process process =
        new ProcessBuilder(words)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    assertEquals(true, process.waitFor(10, TimeUnit.MINUTES), words[0] + " takes too long");
    assertEquals(0, process.exitValue(), String.join(" ", words) + ", see " + log);
  }
}
