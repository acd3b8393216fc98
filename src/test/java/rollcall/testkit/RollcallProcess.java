package rollcall.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Rollcall in a process of its own, with command-line arguments.
public final class RollcallProcess implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 200;
  private static final String END = "\0";

  private final Process process;
  private final Path errors;
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Thread reader;

  private RollcallProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    reader = Thread.ofVirtual().start(this::read);
  }

  /// Starts Rollcall.
  ///
  /// @param token value of `SLACK_TOKEN`
  /// @param scratch folder for temporary files
  public static RollcallProcess start(String token, Path scratch, String... words)
      throws IOException {
    return start(token, scratch, commandLine(List.of(), words));
  }

  /// Returns the command line that starts Rollcall.
  ///
  /// @param options JVM options
  public static List<String> commandLine(List<String> options, String... words) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    line.addAll(options);
    String modules = System.getProperty("jdk.module.path");
    if (modules == null) {
      line.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
      line.addAll(List.of("-cp", System.getProperty("java.class.path"), "rollcall.app.Main"));
    } else {
      line.add("--enable-native-access=javafx.graphics,org.xerial.sqlitejdbc,com.sun.jna,rollcall");
      line.addAll(List.of("--module-path", modules, "-m", "rollcall/rollcall.app.Main"));
    }
    line.addAll(List.of(words));
    return line;
  }

  /// Starts a test program with Rollcall's whole class path.
  public static RollcallProcess startTest(
      Class<?> main, String token, Path scratch, String... words) throws IOException {
    return startTest(main, Map.of("SLACK_TOKEN", token), scratch, words);
  }

  /// Starts a test program with Rollcall's whole class path.
  ///
  /// @param environment additional environment variables
  public static RollcallProcess startTest(
      Class<?> main, Map<String, String> environment, Path scratch, String... words)
      throws IOException {
    Path tests =
        Path.of(
            URI.create(
                main.getResource("/" + main.getName().replace('.', '/') + ".class")
                    .toString()
                    .replace(main.getName().replace('.', '/') + ".class", "")));
    String modules = System.getProperty("jdk.module.path", "");
    String everything =
        String.join(
            File.pathSeparator,
            tests.toString(),
            modules,
            System.getProperty("java.class.path", ""));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", everything, main.getName()));
    line.addAll(List.of(words));
    return start(environment, scratch, line);
  }

  private static RollcallProcess start(String token, Path scratch, List<String> line)
      throws IOException {
    return start(Map.of("SLACK_TOKEN", token), scratch, line);
  }

  /// Starts any program.
  ///
  /// @param environment additional environment variables
  public static RollcallProcess start(
      Map<String, String> environment, Path scratch, List<String> line) throws IOException {
    Path errors = Files.createTempFile(scratch, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new RollcallProcess(builder.start(), errors);
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// Waits for the next line of standard output; fails when none comes.
  public String nextLine() throws InterruptedException {
    String line = lines.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (line == null || line.equals(END)) {
      throw new AssertionError("It prints nothing more; on standard error: " + errors());
    }
    return line;
  }

  /// Waits for the next line of standard output; empty when none comes in time.
  public Optional<String> nextLine(Duration patience) throws InterruptedException {
    String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (END.equals(line)) {
      throw new AssertionError("It has ended; on standard error: " + errors());
    }
    return Optional.ofNullable(line);
  }

  /// Writes a line to standard input.
  public void type(String line) throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
  }

  /// Suspends the process, as a sleeping computer does, until [#wake].
  public void sleep() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void wake() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " failed.");
    }
  }

  /// Returns the unread lines of standard output; all of them once the process has ended.
  public List<String> remainingLines() {
    List<String> rest = new ArrayList<>();
    lines.drainTo(rest);
    rest.remove(END);
    return rest;
  }

  /// Returns standard error so far.
  public String errors() {
    try {
      return Files.readString(errors, StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `kill -9`.
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    exitCode();
  }

  /// SIGTERM.
  ///
  /// @return the exit code
  public int stop() throws InterruptedException {
    // Process.destroy would also close the stream with the last output.
    process.toHandle().destroy();
    return exitCode();
  }

  /// Waits until the process has ended and its output is read.
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end; on standard error: " + errors());
    }
    reader.join();
    return process.exitValue();
  }

  /// Kills the process if it still runs.
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // The process was killed in the middle of a line.
    }
    lines.add(END);
  }
}
