package rollcall.app.desktop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.watch.SlackAccess;

/// Check of a token with Slack (`auth.test`), on a thread of its own; can be canceled.
final class TokenCheck {
  private final SlackAccess access;
  private final CompletableFuture<Optional<SlackException>> result = new CompletableFuture<>();
  private final Thread thread = Thread.ofVirtual().name("token-check").unstarted(this::run);

  private TokenCheck(SlackAccess access) {
    this.access = access;
  }

  static TokenCheck start(SlackAccess access) {
    TokenCheck check = new TokenCheck(access);
    check.thread.start();
    return check;
  }

  /// Result of the check: the error, or empty when Slack accepted the token; canceled by [#cancel].
  CompletableFuture<Optional<SlackException>> result() {
    return result;
  }

  void cancel() {
    result.cancel(false);
    thread.interrupt();
  }

  private void run() {
    try (SlackWebClient web = access.web().unpaced().build()) {
      web.auth().test();
      result.complete(Optional.empty());
    } catch (SlackException e) {
      result.complete(Optional.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }
}
