package rollcall.app.desktop;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.environment.ErrorText;
import rollcall.files.IoFunctions;
import rollcall.ui.model.CommandResult;
import rollcall.ui.text.LocalNotice;

/// Queue of the window's commands: one thread runs them in order. A failure is reported, and the
/// next command runs.
public final class CommandQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommandQueue.class);

  private final Consumer<LocalNotice> dropped;
  // Commands after the end are dropped.
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofVirtual().name("ui-commands").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /// @param dropped receives, on this thread, why a command failed
  CommandQueue(Consumer<LocalNotice> dropped) {
    this.dropped = dropped;
  }

  /// Runs a command after all commands added before. From any thread.
  void add(IoFunctions.Action command) {
    executor.execute(() -> {
      try {
        command.run();
      } catch (IOException e) {
        LOG.warn("{}", ErrorText.of(e));
        dropped.accept(new LocalNotice.CommandFailed(ErrorText.of(e)));
      } catch (RuntimeException e) {
        LOG.error("A bug ended a command", e);
        dropped.accept(new LocalNotice.Bug(e.toString()));
      }
    });
  }

  /// Runs a command after all commands added before, and returns the answer that it completes. From
  /// any thread.
  ///
  /// @param failed the answer when the command fails, which is reported, too
  <T> CompletionStage<T> start(
      IoFunctions.Consumer<CompletableFuture<T>> command, Function<Throwable, ? extends T> failed) {
    var answer = new CompletableFuture<T>();
    complete(answer, () -> command.accept(answer), failed);
    return answer;
  }

  /// Runs a command that completes this answer after all commands added before. From any thread.
  ///
  /// @param failed as in [#start]
  <T> void complete(
      CompletableFuture<T> answer,
      IoFunctions.Action command,
      Function<Throwable, ? extends T> failed) {
    add(() -> {
      try {
        command.run();
      } catch (IOException | RuntimeException e) {
        answer.complete(failed.apply(e));
        throw e;
      }
    });
  }

  /// Runs a command after all commands added before, and completes the answer with its result or
  /// with its failure as a sentence. A bug is reported, too. From any thread.
  <T> CompletionStage<T> ask(
      IoFunctions.Supplier<? extends T> question, Function<String, ? extends T> failed) {
    return start(
        answer -> {
          try {
            answer.complete(question.get());
          } catch (IOException e) {
            answer.complete(failed.apply(ErrorText.of(e)));
          }
        },
        bug -> failed.apply(bug.toString()));
  }

  /// Runs a command after all commands added before, and completes the answer with its result or
  /// failure. From any thread.
  <T> CompletionStage<CommandResult<T>> answer(IoFunctions.Supplier<T> question) {
    return this.<CommandResult<T>>ask(
        () -> new CommandResult.Done<>(question.get()), CommandResult.Failed::new);
  }

  /// Runs a command after all commands added before. From any thread.
  ///
  /// @return empty on success; else the reason as a sentence
  CompletionStage<Optional<String>> attempt(IoFunctions.Action command) {
    return this.<Optional<String>>ask(
        () -> {
          command.run();
          return Optional.empty();
        },
        Optional::of);
  }

  boolean isClosed() {
    return executor.isShutdown();
  }

  /// Accepts no more commands, and returns when all have run.
  @Override
  public void close() {
    executor.close();
  }
}
