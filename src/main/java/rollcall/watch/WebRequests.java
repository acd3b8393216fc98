package rollcall.watch;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import rollcall.slack.SlackException;

/// Web API requests of a presence source: sent on the executor, answered through the inbox.
record WebRequests(Executor executor, Consumer<WatcherMessage> inbox) {
  /// Sends a request. After an interrupt there is no answer.
  <T> void send(Callable<T> call, Function<Future<T>, WatcherMessage> message) {
    FutureTask<T> task = new FutureTask<>(call);
    executor.execute(() -> {
      task.run();
      if (task.state() == Future.State.FAILED
          && task.exceptionNow() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      } else {
        inbox.accept(message.apply(task));
      }
    });
  }

  /// Returns the failure of a completed request; empty if it succeeded.
  static Optional<SlackException> failure(Future<?> outcome) {
    try {
      var _ = result(outcome);
      return Optional.empty();
    } catch (SlackException e) {
      return Optional.of(e);
    }
  }

  /// Returns the result of a completed request.
  static <T> T result(Future<T> outcome) throws SlackException {
    if (outcome.state() == Future.State.SUCCESS) {
      return outcome.resultNow();
    }
    switch (outcome.exceptionNow()) {
      case SlackException failure -> throw failure;
      case RuntimeException bug -> throw bug;
      case Throwable bug -> throw new IllegalStateException(bug);
    }
  }
}
