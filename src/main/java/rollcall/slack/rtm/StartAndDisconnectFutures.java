package rollcall.slack.rtm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.SlackException.NotSent;
import rollcall.slack.web.ConnectResponse;

/// Pending futures of `start()` and `disconnect()`. Thread: event loop.
final class StartAndDisconnectFutures {
  private final List<CompletableFuture<ConnectResponse>> starting = new ArrayList<>();
  private final List<CompletableFuture<Void>> leaving = new ArrayList<>();
  private @Nullable ConnectResponse data;

  void awaitStart(CompletableFuture<ConnectResponse> started) {
    if (data == null) {
      starting.add(started);
    } else {
      started.complete(data);
    }
  }

  void awaitEnd(CompletableFuture<Void> left) {
    leaving.add(left);
  }

  /// Slack accepted the token.
  void onStarted(ConnectResponse known) {
    data = known;
    starting.forEach(started -> started.complete(known));
    starting.clear();
  }

  /// The connection is gone, and another will be made.
  void onLost() {
    data = null;
  }

  /// Completes the futures at the end of the connection, with a reason if there is one.
  void onEnded(@Nullable SlackException problem) {
    data = null;
    SlackException why =
        problem == null
            ? new NotSent(
                NotSent.Reason.DISCONNECTED, "Disconnected before Slack had accepted the token.")
            : problem;
    starting.forEach(started -> started.completeExceptionally(why));
    starting.clear();
    leaving.forEach(left -> left.complete(null));
    leaving.clear();
  }
}
