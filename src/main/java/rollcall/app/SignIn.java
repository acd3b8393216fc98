package rollcall.app;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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
final class SignIn {
  private final Home home;
  private final Workplace place;
  private final PresenceFeed feed;
  private final Errands errands;
  private @Nullable TokenTrial trial;

  SignIn(Home home, Workplace place, PresenceFeed feed, Errands errands) {
    this.home = home;
    this.place = place;
    this.feed = feed;
    this.errands = errands;
  }

  /// Asks Slack about this token in the place of any other; if it is accepted, keeps it and opens
  /// its workspace.
  void begin(String token, CompletableFuture<TokenAnswer> answer) {
    try {
      tryOut(home.trial(place.realSettings(), token), answer);
    } catch (IOException | RuntimeException e) {
      refuse(unusable(e), answer);
    }
  }

  /// Wants to know no more.
  void cancel() {
    if (trial != null) {
      trial.cancel();
      trial = null;
    }
  }

  private void tryOut(SlackAccess way, CompletableFuture<TokenAnswer> answer) {
    cancel();
    if (place.idle()) {
      feed.onStatus(new WatchStatus.Connecting(1, null, null));
    }
    TokenTrial begun = TokenTrial.begin(way);
    trial = begun;
    var _ =
        begun
            .verdict()
            .whenComplete((refusal, failure) ->
                errands.add(() -> {
                  if (!begun.equals(trial)) {
                    answer.cancel(false);
                  } else if (failure != null) {
                    refuse(unusable(failure), answer);
                  } else {
                    decide(way, refusal, answer);
                  }
                }));
  }

  /// Where no token is kept, nothing is lost by one that Slack could not be asked about.
  private void decide(
      SlackAccess way, Optional<SlackException> refusal, CompletableFuture<TokenAnswer> answer)
      throws IOException {
    trial = null;
    Optional<Problem> problem =
        refusal.map(failure -> ProblemMapper.of(failure, way, false, home.clock().instant()));
    if (refusal.filter(SlackException::fatal).isPresent()) {
      refuse(problem.get(), answer);
    } else if (problem.isPresent() && home.keepsToken(place.realSettings())) {
      stand(problem.get());
      answer.complete(new TokenAnswer.Unchecked(problem.get()));
    } else {
      use(way, answer);
    }
  }

  private void use(SlackAccess way, CompletableFuture<TokenAnswer> answer) throws IOException {
    TokenPlace kept;
    try {
      kept = keptIn(home.keepToken(way));
    } catch (IOException | RuntimeException e) {
      refuse(unusable(e), answer);
      return;
    }
    answer.complete(new TokenAnswer.Kept(kept));
    place.enter(false);
  }

  private void refuse(Problem problem, CompletableFuture<TokenAnswer> answer) {
    trial = null;
    stand(problem);
    answer.complete(new TokenAnswer.Refused(problem));
  }

  /// Where nobody looks, this is why.
  private void stand(Problem problem) {
    if (place.idle()) {
      feed.onStatus(new WatchStatus.Stopped(problem, null));
    }
  }

  private static Problem unusable(Throwable e) {
    return new Problem.TokenUnusable(Errands.sentence(e));
  }

  private static TokenPlace keptIn(Secrets.Place secrets) {
    return switch (secrets) {
      case KEYCHAIN -> TokenPlace.KEYCHAIN;
      case FILE -> TokenPlace.FILE;
      case SESSION -> TokenPlace.SESSION_ONLY;
    };
  }
}
