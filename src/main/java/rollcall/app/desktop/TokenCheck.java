package rollcall.app.desktop;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.watch.SlackAccess;

/// Asks Slack whether it accepts a token (`auth.test`), on a lane of its own, and gives up when
/// cancelled.
final class TokenCheck {
  private final SlackAccess access;
  private final CompletableFuture<Optional<SlackException>> verdict = new CompletableFuture<>();
  private final Thread lane = Thread.ofVirtual().name("token-trial").unstarted(this::run);

  private TokenCheck(SlackAccess access) {
    this.access = access;
  }

  static TokenCheck start(SlackAccess access) {
    TokenCheck trial = new TokenCheck(access);
    trial.lane.start();
    return trial;
  }

  /// Why the token was not accepted, or nothing when it was; cancelled when nobody wants to know
  /// any more.
  CompletableFuture<Optional<SlackException>> result() {
    return verdict;
  }

  void cancel() {
    verdict.cancel(false);
    lane.interrupt();
  }

  private void run() {
    try (SlackWebClient web = access.web().unpaced().build()) {
      web.auth().test();
      verdict.complete(Optional.empty());
    } catch (SlackException e) {
      verdict.complete(Optional.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      verdict.completeExceptionally(e);
    }
  }
}
