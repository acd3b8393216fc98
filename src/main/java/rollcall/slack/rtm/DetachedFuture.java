package rollcall.slack.rtm;

import java.util.concurrent.CompletableFuture;

/// A future as it is given to a caller: what depends on it runs on a thread of its own, and so may
/// take its time and wait for others, even when a lane completes it.
final class DetachedFuture {
  private DetachedFuture() {}

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
