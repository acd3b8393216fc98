package rollcall.app.desktop;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.AppContext;
import rollcall.app.environment.ErrorText;
import rollcall.settings.Secrets;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.Commands.TokenPlace;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.text.LocalProblem;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchStatus;

/// Sign-in with a pasted token: from its first check until it is stored or rejected.
///
/// Thread: ui-commands.
final class SignInFlow {
  private final AppContext context;
  private final WorkspaceSession session;
  private final PresenceFeed feed;
  private final CommandQueue commands;
  private @Nullable SlackTask<Optional<SlackException>> check;

  SignInFlow(
      AppContext context, WorkspaceSession session, PresenceFeed feed, CommandQueue commands) {
    this.context = context;
    this.session = session;
    this.feed = feed;
    this.commands = commands;
  }

  /// Checks this token with Slack instead of any earlier one; if it is accepted, stores it and
  /// opens its workspace.
  void start(String token, CompletableFuture<TokenAnswer> answer) {
    try {
      checkToken(context.checkToken(session.realSettings(), token), answer);
    } catch (IOException | RuntimeException e) {
      reject(onUnusable(e), answer);
    }
  }

  /// Cancels the running check.
  void cancel() {
    if (check != null) {
      check.cancel();
      check = null;
    }
  }

  private void checkToken(SlackAccess access, CompletableFuture<TokenAnswer> answer) {
    cancel();
    if (session.isStoppedByProblem()) {
      feed.onStatus(new WatchStatus.Connecting(1, null, null));
    }
    SlackTask<Optional<SlackException>> started =
        SlackTask.start("token-check", () -> refusal(access));
    check = started;
    var _ =
        started
            .result()
            .whenComplete((refusal, failure) ->
                commands.add(() -> {
                  if (!started.equals(check)) {
                    answer.cancel(false);
                  } else if (failure != null) {
                    reject(onUnusable(failure), answer);
                  } else {
                    decide(access, refusal.orElse(null), answer);
                  }
                }));
  }

  /// Asks Slack (`auth.test`) and returns why it does not accept the token; empty if it does.
  private static Optional<SlackException> refusal(SlackAccess access) throws InterruptedException {
    try (SlackWebClient web = access.web().unpaced().build()) {
      web.auth().test();
      return Optional.empty();
    } catch (SlackException e) {
      return Optional.of(e);
    }
  }

  /// Applies the result of a check. An unchecked token is stored only if no token was stored
  /// before.
  private void decide(
      SlackAccess access, @Nullable SlackException refusal, CompletableFuture<TokenAnswer> answer)
      throws IOException {
    check = null;
    if (refusal == null) {
      accept(access, answer);
      return;
    }
    Problem problem = ProblemMapper.of(refusal, access, false, context.clock().instant());
    if (refusal.fatal()) {
      reject(problem, answer);
    } else if (context.hasToken(session.realSettings())) {
      showStopped(problem);
      answer.complete(new TokenAnswer.Unchecked(problem));
    } else {
      accept(access, answer);
    }
  }

  private void accept(SlackAccess access, CompletableFuture<TokenAnswer> answer)
      throws IOException {
    TokenPlace kept;
    try {
      kept = storedIn(context.storeToken(access));
    } catch (IOException | RuntimeException e) {
      reject(onUnusable(e), answer);
      return;
    }
    answer.complete(new TokenAnswer.Kept(kept));
    session.open(false);
    if (kept == TokenPlace.SESSION_ONLY) {
      feed.onLocalProblem(new LocalProblem.NoPasswordStore());
    }
  }

  private void reject(Problem problem, CompletableFuture<TokenAnswer> answer) {
    check = null;
    showStopped(problem);
    answer.complete(new TokenAnswer.Refused(problem));
  }

  /// Shows the problem as the status unless the watcher is running.
  private void showStopped(Problem problem) {
    if (session.isStoppedByProblem()) {
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
