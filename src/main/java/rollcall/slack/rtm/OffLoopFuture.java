package rollcall.slack.rtm;

import java.util.concurrent.CompletableFuture;

/// Future for callers: dependent stages run on a thread of their own and may block, even when the
/// event loop completes it.
final class OffLoopFuture {
  private OffLoopFuture() {}

  static <T> CompletableFuture<T> of(CompletableFuture<T> kept) {
    CompletableFuture<T> given = new CompletableFuture<>();
    var _ =
        kept.whenComplete((value, problem) ->
            Thread.ofVirtual()
                .name("slack-rtm-reply")
                .start(() -> complete(given, value, problem)));
    return given;
  }

  private static <T> void complete(CompletableFuture<T> given, T value, Throwable problem) {
    if (problem == null) {
      given.complete(value);
    } else {
      given.completeExceptionally(problem);
    }
  }
}
