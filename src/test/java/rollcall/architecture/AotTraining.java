package rollcall.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Training run for the JVM's AOT cache: runs the demo of a new image without a display, which
/// makes later starts faster: `java AotTraining.java target/rollcall`. Run by the profile "image".
final class AotTraining {
  private static final int SECONDS = 20;

  private AotTraining() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path image = Path.of(args[0]).toAbsolutePath();
    Path cache = image.resolve("lib/rollcall.aot");
    Path log = image.resolveSibling("training.log");
    Path data = image.resolveSibling("training");
    Process run =
        new ProcessBuilder(
                List.of(
                    image.resolve("bin/java").toString(),
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
      System.err.println("The image works, but starts slower than it could; see " + log + ".");
    }
  }
}
