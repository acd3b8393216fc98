package rollcall.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Independent judge of a record: exports it with `rollcall export` and has
/// `src/test/oracle/oracle.py`, which shares no code with Rollcall, compare it with the simulator's
/// truth. One for one record, whose recorder has ended.
public final class Oracle {
  public static final Path FOLDER = Path.of("src/test/oracle").toAbsolutePath();

  private static final String PYTHON = "python3";

  private final Path scratch;
  private final Path data;
  private final URI control;
  private final List<String> words = new ArrayList<>();

  /// What was found.
  ///
  /// @param code 0 for a true record, 1 for one that is not, 2 when it could not be judged
  /// @param text the table, and the findings one by one
  public record Verdict(int code, String text) {}

  /// @param data the recorder's data directory
  /// @param control the simulator's control endpoint
  public Oracle(Path scratch, Path data, URI control) {
    this.scratch = scratch;
    this.data = data;
    this.control = control;
  }

  /// Whether there is a Python on this computer.
  public static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder(PYTHON, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// Options of the oracle, such as `--late-ms 250`.
  public Oracle with(String... options) {
    words.addAll(List.of(options));
    return this;
  }

  /// A CSV file for an option of the oracle.
  ///
  /// @param lines the first is the header
  public Oracle with(String option, List<String> lines) throws IOException {
    Path file = scratch.resolve("oracle" + option + ".csv");
    Files.write(file, lines);
    return with(option, file.toString());
  }

  /// Compares everything between two instants.
  public Verdict judge(Instant from, Instant to) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(PYTHON, FOLDER.resolve("oracle.py").toString()));
    line.addAll(List.of("--truth", control + "/truth"));
    for (String kind : List.of("events", "intervals")) {
      line.addAll(List.of("--" + kind, export(kind, from, to).toString()));
    }
    line.addAll(words);
    return run(line);
  }

  /// Runs a program of the oracle's folder.
  public static Verdict run(List<String> line) throws IOException, InterruptedException {
    Path out = Files.createTempFile("oracle", ".txt");
    Process process =
        new ProcessBuilder(line)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("The oracle does not end: " + line);
    }
    String text = Files.readString(out);
    Files.delete(out);
    return new Verdict(process.exitValue(), text);
  }

  private Path export(String kind, Instant from, Instant to)
      throws IOException, InterruptedException {
    Path file = scratch.resolve("oracle-" + kind + ".csv");
    try (RollcallProcess export =
        RollcallProcess.start(
            "",
            scratch,
            "export",
            "--data-dir",
            data.toString(),
            "--kind",
            kind,
            "--from",
            from.toString().substring(0, 10),
            "--to",
            to.toString().substring(0, 10),
            "--zone",
            "UTC",
            "--bridge",
            "0",
            "--out",
            file.toString())) {
      if (export.exitCode() != 0) {
        throw new AssertionError("The export failed: " + export.errors());
      }
    }
    return file;
  }
}
