package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.files.IoFunctions;
import rollcall.history.ReadableHistory;
import rollcall.ui.model.CommandResult;

class HistoryReaderTest {
  private final HistoryReader reader = new HistoryReader("test");

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void aFailureIsAnsweredAsItsSentence() throws Exception {
    assertEquals(
        new CommandResult.Failed<>("The disk is full."),
        answer(() -> {
          throw new IOException("The disk is full.");
        }));
  }

  @Test
  void aBugIsAnsweredWithItsType() throws Exception {
    assertEquals(
        new CommandResult.Failed<>("java.lang.IllegalStateException: a bug"),
        answer(() -> {
          throw new IllegalStateException("a bug");
        }));
  }

  private CommandResult<Integer> answer(IoFunctions.Supplier<ReadableHistory> opening)
      throws Exception {
    CompletableFuture<CommandResult<Integer>> answer = new CompletableFuture<>();
    reader.read(CompletableFuture.completedFuture(opening), _ -> 1, answer::complete);
    return answer.get(5, TimeUnit.SECONDS);
  }
}
