package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.app.cli.Command.Wanted;
import rollcall.app.cli.Options;
import rollcall.settings.SessionSecrets;

class VigilTest {
  @TempDir Path directory;

  @Test
  @Timeout(20)
  void whoeverStopsItWhileItWaitsForATokenDoesNotWaitForThat() throws Exception {
    var asked = new CountDownLatch(1);
    var given = new CountDownLatch(1);
    TokenInput input =
        () -> {
          asked.countDown();
          try {
            given.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return null;
        };
    Vigil vigil = new Vigil(home(input), terminal(), false);
    var ended = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            vigil.run(false, Wanted.SAVED);
          } catch (IOException e) {
            ended.complete(e.getMessage());
          }
        });
    asked.await();
    vigil.close();
    given.countDown();
    assertEquals(
        "There is no token. Put one into SLACK_TOKEN, or give it on standard input.", ended.get());
  }

  private Home home(TokenInput input) {
    Directories directories =
        Directories.of("Linux", Map.of(), directory, Optional.of(directory.resolve("data")));
    return new Home(
        Options.NONE, directories, Map.of(), new SessionSecrets(), input, InstantSource.system());
  }

  private static Terminal terminal() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    return new Terminal(nowhere, nowhere, InstantSource.system());
  }
}
