package rollcall.app.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rollcall.ui.model.CommandResult;
import rollcall.ui.text.LocalNotice;

class CommandQueueTest {
  private static final String BUG = "java.lang.IllegalStateException: a bug";

  private final List<LocalNotice> reported = new CopyOnWriteArrayList<>();
  private final CommandQueue commands = new CommandQueue(reported::add);

  @AfterEach
  void close() {
    commands.close();
  }

  @Test
  void aBugCompletesTheAnswerAndIsReported() throws Exception {
    assertEquals(
        BUG,
        of(
            commands.start(
                _ -> {
                  throw new IllegalStateException("a bug");
                },
                Throwable::toString)));
    assertReported(new LocalNotice.Bug(BUG));
  }

  @Test
  void aFailureCompletesTheAnswerAndIsReported() throws Exception {
    assertEquals(
        "java.io.IOException: no keychain",
        of(
            commands.start(
                _ -> {
                  throw new IOException("no keychain");
                },
                Throwable::toString)));
    assertReported(new LocalNotice.CommandFailed("no keychain"));
  }

  @Test
  void aCompletedAnswerStaysWhenTheCommandFailsLater() throws Exception {
    assertEquals(
        "done",
        of(
            commands.start(
                answer -> {
                  answer.complete("done");
                  throw new IllegalStateException("a bug");
                },
                Throwable::toString)));
    assertReported(new LocalNotice.Bug(BUG));
  }

  @Test
  void aFailureOfAQuestionIsOnlyItsAnswer() throws Exception {
    assertEquals(
        new CommandResult.Failed<>("The disk is full."),
        of(
            commands.answer(() -> {
              throw new IOException("The disk is full.");
            })));
    assertReported();
  }

  @Test
  void aBugOfAQuestionIsReportedToo() throws Exception {
    assertEquals(
        Optional.of(BUG),
        of(
            commands.attempt(() -> {
              throw new IllegalStateException("a bug");
            })));
    assertReported(new LocalNotice.Bug(BUG));
  }

  private void assertReported(LocalNotice... expected) {
    commands.close();
    assertEquals(List.of(expected), reported);
  }

  private static <T> T of(CompletionStage<T> answer) throws Exception {
    CompletableFuture<T> future = answer.toCompletableFuture();
    return future.get(5, TimeUnit.SECONDS);
  }
}
