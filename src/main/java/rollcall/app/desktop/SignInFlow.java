package rollcall.app.desktop;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.AppContext;
import rollcall.app.environment.ErrorText;
import rollcall.settings.Secrets;
import rollcall.slack.SlackException;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.Commands.TokenPlace;
import rollcall.ui.model.PresenceFeed;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchStatus;

/// A token that somebody has pasted, from the first look at it until it is used or refused.
///
/// Lane: desk.
final class SignInFlow {
  private final AppContext home;
  private final WorkspaceSession place;
  private final PresenceFeed feed;
  private final CommandQueue errands;
  private @Nullable TokenCheck trial;

  SignInFlow(AppContext home, WorkspaceSession place, PresenceFeed feed, CommandQueue errands) {
    this.home = home;
    this.place = place;
    this.feed = feed;
    this.errands = errands;
  }

  /// Asks Slack about this token in the place of any other; if it is accepted, keeps it and opens
  /// its workspace.
  void start(String token, CompletableFuture<TokenAnswer> answer) {
    try {
      checkToken(home.checkToken(place.realSettings(), token), answer);
    } catch (IOException | RuntimeException e) {
      reject(onUnusable(e), answer);
    }
  }

  /// Wants to know no more.
  void cancel() {
    if (trial != null) {
      trial.cancel();
      trial = null;
    }
  }

  private void checkToken(SlackAccess way, CompletableFuture<TokenAnswer> answer) {
    cancel();
    if (place.idle()) {
      feed.onStatus(new WatchStatus.Connecting(1, null, null));
    }
    TokenCheck begun = TokenCheck.start(way);
    trial = begun;
    var _ =
        begun
            .result()
            .whenComplete((refusal, failure) ->
                errands.add(() -> {
                  if (!begun.equals(trial)) {
                    answer.cancel(false);
                  } else if (failure != null) {
                    reject(onUnusable(failure), answer);
                  } else {
                    decide(way, refusal.orElse(null), answer);
                  }
                }));
  }

  /// Where no token is kept, nothing is lost by one that Slack could not be asked about.
  private void decide(
      SlackAccess way, @Nullable SlackException refusal, CompletableFuture<TokenAnswer> answer)
      throws IOException {
    trial = null;
    if (refusal == null) {
      accept(way, answer);
      return;
    }
    Problem problem = ProblemMapper.of(refusal, way, false, home.clock().instant());
    if (refusal.fatal()) {
      reject(problem, answer);
    } else if (home.keepsToken(place.realSettings())) {
      isCurrent(problem);
      answer.complete(new TokenAnswer.Unchecked(problem));
    } else {
      accept(way, answer);
    }
  }

  private void accept(SlackAccess way, CompletableFuture<TokenAnswer> answer) throws IOException {
    TokenPlace kept;
    try {
      kept = storedIn(home.keepToken(way));
    } catch (IOException | RuntimeException e) {
      reject(onUnusable(e), answer);
      return;
    }
    answer.complete(new TokenAnswer.Kept(kept));
    place.open(false);
  }

  private void reject(Problem problem, CompletableFuture<TokenAnswer> answer) {
    trial = null;
    isCurrent(problem);
    answer.complete(new TokenAnswer.Refused(problem));
  }

  /// Where nobody looks, this is why.
  private void isCurrent(Problem problem) {
    if (place.idle()) {
      feed.onStatus(new WatchStatus.Stopped(problem, null));
    }
  }

  private static Problem onUnusable(Throwable e) {
    return new Problem.TokenUnusable(ErrorText.of(e));
  }

  private static TokenPlace storedIn(Secrets.Place secrets) {
    return switch (secrets) {
      case KEYCHAIN -> TokenPlace.KEYCHAIN;
      case FILE -> TokenPlace.FILE;
      case SESSION -> TokenPlace.SESSION_ONLY;
    };
  }
}
