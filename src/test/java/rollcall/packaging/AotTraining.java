package rollcall.packaging;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Training run for the JVM's AOT cache: a new image without a display, with a history, connected
/// to the demo workspace of another process, until its window has shown rows for some seconds.
///
/// Later starts load and link the same classes from the cache, and no others: those of the demo
/// server would be loaded at each start, and kept.
final class AotTraining {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration WITH_ROWS = Duration.ofSeconds(8);
  private static final int PEOPLE = 5;

  private final Path home;
  private final Path data;
  private final Path log;

  private AotTraining(Path home) {
    this.home = home;
    data = home.resolveSibling("training");
    log = home.resolveSibling("training.log");
  }

  /// Writes the cache into the image.
  ///
  /// @throws IOException when there is no cache afterwards
  static void train(Path image) throws IOException, InterruptedException {
    AotTraining training = new AotTraining(image.toAbsolutePath());
    Image.delete(training.data);
    Process server = training.rollcall(List.of(), "demo-server", "--speed=60").start();
    try (BufferedReader out = server.inputReader()) {
      String[] words = out.readLine().split("\"");
      training.run(words[3], words[7]);
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private void run(String url, String token) throws IOException, InterruptedException {
    Files.createDirectories(data);
    Files.writeString(
        data.resolve("settings.json"),
        "{\"apiUrl\": \"%s\", \"watched\": [\"%s\"]}"
            .formatted(url, String.join("\", \"", record(token, url))));
    Path cache = home.resolve("lib/rollcall.aot");
    ProcessBuilder window =
        rollcall(
            List.of("-XX:AOTCacheOutput=" + cache, "-Dglass.platform=Headless", "-Dprism.order=sw"),
            "--data-dir=" + data);
    window.environment().put("SLACK_TOKEN", token);
    Process run = window.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean shown = showsRows(run);
    run.destroy();
    run.waitFor();
    if (!shown || Files.notExists(cache)) {
      throw new IOException("The training run showed no rows or wrote no cache; see " + log);
    }
  }

  /// Records until some people have changed, and returns their ids.
  private TreeSet<String> record(String token, String url)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        rollcall(List.of(), "record", "--everyone", "--api-url=" + url, "--data-dir=" + data);
    builder.environment().put("SLACK_TOKEN", token);
    Process recorder = builder.start();
    TreeSet<String> people = new TreeSet<>();
    try (BufferedReader out = recorder.inputReader()) {
      String line = out.readLine();
      while (line != null && people.size() < PEOPLE) {
        if (line.startsWith("U")) {
          people.add(line.replaceFirst("[^A-Z0-9].*", ""));
        }
        line = out.readLine();
      }
    } finally {
      recorder.destroy();
      recorder.waitFor();
    }
    return people;
  }

  private ProcessBuilder rollcall(List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.add("-Drollcall.quit-with-parent=false");
    command.addAll(options);
    command.addAll(List.of("-m", "rollcall/rollcall.app.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private boolean showsRows(Process run) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(end) && !run.waitFor(200, TimeUnit.MILLISECONDS)) {
      for (Path file : Image.all(data, Comparator.naturalOrder())) {
        if (file.toString().endsWith(".log") && Files.readString(file).contains("rows are shown")) {
          return !run.waitFor(WITH_ROWS.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    }
    return false;
  }
}
