package rollcall.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Independent verifier of a record: exports it with `rollcall export` and runs
/// `src/test/oracle/oracle.py`, which shares no code with Rollcall, to compare it with the
/// simulator's ground truth. For one record, after its recorder has ended.
public final class Oracle {
  public static final Path FOLDER = Path.of("src/test/oracle").toAbsolutePath();

  private static final String PYTHON = "python3";
  private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  private static final Pattern FINDING =
      Pattern.compile("(?m)^[a-z]+ +(U\\w+) (" + INSTANT + ") .*$");

  /// Distance from a finding within which lines are shown.
  private static final Duration NEAR = Duration.ofMinutes(3);

  private final Path scratch;
  private final Path data;
  private final URI control;
  private final List<String> options = new ArrayList<>();

  /// Result of the comparison.
  ///
  /// @param code 0 for a true record, 1 for differences, 2 if the comparison failed
  /// @param text the table, and each difference
  public record Verdict(int code, String text) {}

  /// @param data the recorder's data directory
  /// @param control the simulator's control endpoint
  public Oracle(Path scratch, Path data, URI control) {
    this.scratch = scratch;
    this.data = data;
    this.control = control;
  }

  /// Returns whether Python is installed.
  public static boolean hasPython() throws InterruptedException {
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

  /// Adds options of the oracle, such as `--late-ms 250`.
  public Oracle with(String... options) {
    this.options.addAll(List.of(options));
    return this;
  }

  /// Adds an option with a CSV file.
  ///
  /// @param lines the first is the header
  public Oracle with(String option, List<String> lines) throws IOException {
    Path file = scratch.resolve("oracle" + option + ".csv");
    Files.write(file, lines);
    return with(option, file.toString());
  }

  /// Compares the record between two instants.
  public Verdict judge(Instant from, Instant to) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(PYTHON, FOLDER.resolve("oracle.py").toString()));
    line.addAll(List.of("--truth", control + "/truth"));
    for (String kind : List.of("events", "intervals")) {
      line.addAll(List.of("--" + kind, export(kind, from, to).toString()));
    }
    line.addAll(options);
    return run(line);
  }

  /// Returns the lines of every input that are near a finding, to show what happened there.
  public String evidence(Verdict verdict) throws IOException {
    StringBuilder text = new StringBuilder();
    for (MatchResult finding : FINDING.matcher(verdict.text()).results().toList()) {
      Instant at = Instant.parse(finding.group(2));
      text.append("Around ").append(finding.group()).append(System.lineSeparator());
      try (DirectoryStream<Path> inputs = Files.newDirectoryStream(scratch, "oracle*.csv")) {
        for (Path input : inputs) {
          for (String line : Files.readAllLines(input)) {
            if (isNear(line, at) && (!line.contains(",U0") || line.contains(finding.group(1)))) {
              text.append(input.getFileName()).append(": ").append(line);
              text.append(System.lineSeparator());
            }
          }
        }
      }
    }
    return text.toString();
  }

  private static boolean isNear(String line, Instant at) {
    return INSTANT
        .matcher(line)
        .results()
        .map(found -> Duration.between(at, Instant.parse(found.group())).abs())
        .anyMatch(distance -> distance.compareTo(NEAR) <= 0);
  }

  /// Runs a program in the oracle's folder.
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
