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

/// Rollcall as a process of its own, started with the words that somebody types into a terminal.
public final class RollcallProcess implements AutoCloseable {
  private static final int PATIENCE = 60;
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

  /// Starts it.
  ///
  /// @param token what `SLACK_TOKEN` says
  /// @param scratch where a file may be made
  public static RollcallProcess start(String token, Path scratch, String... words)
      throws IOException {
    return start(token, scratch, line(List.of(), words));
  }

  /// The command line that starts it.
  ///
  /// @param options for the virtual machine
  public static List<String> line(List<String> options, String... words) {
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

  /// Starts a program of the tests, which may use all that Rollcall has.
  public static RollcallProcess startTest(
      Class<?> main, String token, Path scratch, String... words) throws IOException {
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
    return start(token, scratch, line);
  }

  private static RollcallProcess start(String token, Path scratch, List<String> line)
      throws IOException {
    return start(Map.of("SLACK_TOKEN", token), scratch, line);
  }

  /// Starts any program.
  ///
  /// @param environment the variables that it has besides ours
  public static RollcallProcess start(
      Map<String, String> environment, Path scratch, List<String> line) throws IOException {
    Path errors = Files.createTempFile(scratch, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new RollcallProcess(builder.start(), errors);
  }

  /// The next line of its standard output. Fails when none comes.
  public String line() throws InterruptedException {
    String line = lines.poll(PATIENCE, TimeUnit.SECONDS);
    if (line == null || line.equals(END)) {
      throw new AssertionError("It says nothing more; on standard error: " + errors());
    }
    return line;
  }

  /// The next line of its standard output; empty when none comes for so long.
  public Optional<String> line(Duration patience) throws InterruptedException {
    String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (END.equals(line)) {
      throw new AssertionError("It has ended; on standard error: " + errors());
    }
    return Optional.ofNullable(line);
  }

  /// Lets it do nothing, as in a computer that sleeps, until [#wake].
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

  /// What it has printed to standard output and nobody has read yet; all of it once it has ended.
  public List<String> rest() {
    List<String> rest = new ArrayList<>();
    lines.drainTo(rest);
    rest.remove(END);
    return rest;
  }

  /// What it has printed to standard error so far.
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
    // Process.destroy would also close the stream with what it says last.
    process.toHandle().destroy();
    return exitCode();
  }

  /// Waits until it has ended and has been read to the end.
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end; on standard error: " + errors());
    }
    reader.join();
    return process.exitValue();
  }

  /// Takes care that nothing is left of it.
  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // It was killed in the middle of a line.
    }
    lines.add(END);
  }
}
