package rollcall.app.desktop;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.ErrorText;
import rollcall.ui.model.CommandResult;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckResult;
import rollcall.watch.ConnectionCheck;

/// Runner of connection checks: a newer check cancels the one that is running. Keeps the last
/// report.
///
/// Thread: ui-commands.
final class ConnectionCheckRunner {
  private final Factory factory;
  private @Nullable SlackTask<CheckReport> running;
  private volatile @Nullable CheckReport lastReport;

  /// Factory of checks.
  interface Factory {
    /// Returns a check that has not started.
    ///
    /// @param token a token that is not stored, or null for the one in use
    ConnectionCheck create(@Nullable String token, Consumer<CheckResult> onResult)
        throws IOException;
  }

  ConnectionCheckRunner(Factory factory) {
    this.factory = factory;
  }

  /// Starts a check.
  ///
  /// @param onResult receives the result of each step, on another thread
  /// @param answer completed with the report; canceled by [#cancel]
  void start(
      @Nullable String token,
      Consumer<CheckResult> onResult,
      CompletableFuture<CommandResult<CheckReport>> answer) {
    cancel();
    SlackTask<CheckReport> task;
    try {
      ConnectionCheck check = factory.create(token, onResult);
      task = SlackTask.start("connection-check", check::run);
    } catch (IOException e) {
      answer.complete(new CommandResult.Failed<>(ErrorText.of(e)));
      return;
    }
    running = task;
    var _ =
        task.result()
            .whenComplete((report, failure) -> {
              switch (failure) {
                case null -> {
                  lastReport = report;
                  answer.complete(new CommandResult.Done<>(report));
                }
                case CancellationException _ -> answer.cancel(false);
                default -> answer.complete(new CommandResult.Failed<>(ErrorText.logged(failure)));
              }
            });
  }

  void cancel() {
    if (running != null) {
      running.cancel();
      running = null;
    }
  }

  /// Report of the last check that ended; null before. From any thread.
  @Nullable CheckReport lastReport() {
    return lastReport;
  }
}
