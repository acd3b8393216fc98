package rollcall.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Training run for the JVM's AOT cache: the demo of a new image without a display, until its
/// window has shown rows for some seconds. Later starts load and link the same classes from the
/// cache.
final class AotTraining {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration WITH_ROWS = Duration.ofSeconds(8);

  private AotTraining() {}

  /// Writes the cache into the image.
  ///
  /// @throws IOException when there is no cache afterwards
  static void train(Path image) throws IOException, InterruptedException {
    Path home = image.toAbsolutePath();
    Path cache = home.resolve("lib/rollcall.aot");
    Path log = home.resolveSibling("training.log");
    Path data = home.resolveSibling("training");
    Image.delete(data);
    Process run =
        new ProcessBuilder(
                List.of(
                    home.resolve("bin/java").toString(),
                    "-XX:AOTCacheOutput=" + cache,
                    "-Dglass.platform=Headless",
                    "-Dprism.order=sw",
                    "-m",
                    "rollcall/rollcall.app.Main",
                    "--demo",
                    "--data-dir",
                    data.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean shown = showsRows(run, data);
    run.destroy();
    run.waitFor();
    if (!shown) {
      throw new IOException("The training run showed no rows; see " + log);
    }
    if (Files.notExists(cache)) {
      throw new IOException("The training run wrote no cache; see " + log);
    }
  }

  private static boolean showsRows(Process run, Path data)
      throws IOException, InterruptedException {
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
