package rollcall.app.desktop;

import java.util.concurrent.CompletableFuture;
import rollcall.slack.SlackException;

/// Task that waits for Slack, on a thread of its own; can be canceled.
final class SlackTask<T> {
  /// Code of the task.
  interface Body<T> {
    T run() throws SlackException, InterruptedException;
  }

  /// Question to Slack.
  ///
  /// @param <S> the way to ask
  interface Question<S, T> {
    T answer(S slack) throws SlackException, InterruptedException;
  }

  private final Body<? extends T> body;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final Thread thread;

  private SlackTask(String name, Body<? extends T> body) {
    this.body = body;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /// Starts the task.
  ///
  /// @param name name of its thread
  static <T> SlackTask<T> start(String name, Body<? extends T> body) {
    SlackTask<T> task = new SlackTask<>(name, body);
    task.thread.start();
    return task;
  }

  /// Result of the task; canceled by [#cancel].
  CompletableFuture<T> result() {
    return result;
  }

  void cancel() {
    result.cancel(false);
    thread.interrupt();
  }

  private void run() {
    try {
      result.complete(body.run());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SlackException | RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}
