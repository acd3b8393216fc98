package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.cli.Version;

/// Main class in a process of its own.
class MainTest {
  @TempDir Path scratch;

  @Test
  void theVersionGoesToStandardOutput() throws Exception {
    assertEquals(
        new Outcome(0, "Rollcall " + Version.number() + "\nJava " + Runtime.version() + "\n", ""),
        rollcall("--version"));
  }

  @Test
  void misuseEndsWithTwoAndOneSentenceOnStandardError() throws Exception {
    assertEquals(
        new Outcome(
            2,
            "",
            "rollcall: There is no command 'wach' (did you mean 'watch'?). Try 'rollcall --help'.\n"),
        rollcall("wach"));
  }

  private Outcome rollcall(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--module-path");
    line.add(Objects.requireNonNull(System.getProperty("jdk.module.path")));
    line.add("-m");
    line.add("rollcall/rollcall.app.Main");
    line.addAll(List.of(words));
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    int code =
        new ProcessBuilder(line)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Outcome(code, text(out), text(err));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private record Outcome(int code, String out, String err) {}
}
