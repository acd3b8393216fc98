package rollcall.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Training run for the JVM's AOT cache: the demo of a new image without a display. Later starts
/// load and link the same classes from the cache.
final class AotTraining {
  private static final int SECONDS = 20;

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
    if (!run.waitFor(SECONDS, TimeUnit.SECONDS)) {
      run.destroy();
      run.waitFor();
    }
    if (Files.notExists(cache)) {
      throw new IOException("The training run wrote no cache; see " + log);
    }
  }
}
