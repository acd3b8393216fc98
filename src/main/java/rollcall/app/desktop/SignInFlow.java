package rollcall.app.desktop;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import rollcall.app.environment.ErrorText;
import rollcall.app.environment.WorkspaceContext;
import rollcall.presence.Workspace;
import rollcall.settings.Secrets;
import rollcall.slack.AuthTest;
import rollcall.slack.SlackException;
import rollcall.slack.web.SlackWebClient;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.Commands.TokenPlace;
import rollcall.ui.model.PresenceFeed;
import rollcall.ui.text.LocalNotice;
import rollcall.watch.Problem;
import rollcall.watch.ProblemMapper;
import rollcall.watch.SlackAccess;
import rollcall.watch.WatchStatus;

/// Sign-in with a pasted token: from its first check until it is stored or rejected.
///
/// Thread: ui-commands.
final class SignInFlow {
  private final WorkspaceContext context;
  private final WorkspaceSession session;
  private final PresenceFeed feed;
  private final CommandQueue commands;
  private final DesktopController.OtherWorkspaces others;
  private final DesktopController own;
  private @Nullable SlackTask<Workspace> check;

  /// @param others the sessions of other workspaces
  /// @param own the controller of this one
  SignInFlow(
      WorkspaceContext context,
      WorkspaceSession session,
      PresenceFeed feed,
      CommandQueue commands,
      DesktopController.OtherWorkspaces others,
      DesktopController own) {
    this.context = context;
    this.session = session;
    this.feed = feed;
    this.commands = commands;
    this.others = others;
    this.own = own;
  }

  /// Checks this token with Slack instead of any earlier one; if it is accepted, stores it and
  /// opens its workspace.
  void start(String token, CompletableFuture<TokenAnswer> answer) {
    try {
      checkToken(context.checkToken(session.settings().now(), token), answer);
    } catch (IOException e) {
      reject(problem(e), answer);
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
    SlackTask<Workspace> started = SlackTask.start("token-check", () -> ask(access));
    check = started;
    var _ =
        started
            .result()
            .whenComplete((workspace, failure) ->
                commands.complete(
                    answer,
                    () -> {
                      if (started.equals(check)) {
                        check = null;
                        decide(access, workspace, failure, answer);
                      } else {
                        answer.cancel(false);
                      }
                    },
                    SignInFlow::failed));
  }

  /// Asks Slack (`auth.test`).
  private static Workspace ask(SlackAccess access) throws SlackException, InterruptedException {
    try (SlackWebClient web = access.web().unpaced().build()) {
      AuthTest self = web.auth().test();
      return new Workspace(self.teamId(), self.team());
    }
  }

  /// Applies the result of a check. An unchecked token is stored only if no token was stored
  /// before.
  private void decide(
      SlackAccess access,
      Workspace workspace,
      @Nullable Throwable failure,
      CompletableFuture<TokenAnswer> answer)
      throws IOException {
    switch (failure) {
      case null -> {
        if (!others.passToken(own, access, workspace, answer)) {
          accept(access, workspace, answer);
        }
      }
      case SlackException refusal -> refuse(access, refusal, answer);
      case RuntimeException bug -> throw bug;
      default ->
          throw new IllegalStateException("The check of a token failed: " + failure, failure);
    }
  }

  private void refuse(
      SlackAccess access, SlackException refusal, CompletableFuture<TokenAnswer> answer)
      throws IOException {
    Problem problem = ProblemMapper.of(refusal, access, false, context.clock().instant());
    if (refusal.fatal()) {
      reject(problem, answer);
    } else if (context.hasToken(session.settings().now())) {
      showStopped(problem);
      answer.complete(new TokenAnswer.Unchecked(problem));
    } else {
      accept(access, null, answer);
    }
  }

  /// Stores a token of this session, and opens its workspace.
  ///
  /// @param workspace its workspace, or null when Slack could not be asked
  void accept(
      SlackAccess access, @Nullable Workspace workspace, CompletableFuture<TokenAnswer> answer)
      throws IOException {
    TokenPlace kept;
    try {
      kept = storedIn(context.storeToken(access));
      if (workspace != null) {
        session.saveWorkspace(workspace);
      }
    } catch (IOException e) {
      reject(problem(e), answer);
      return;
    }
    answer.complete(new TokenAnswer.Kept(kept));
    session.open(false);
    if (kept == TokenPlace.SESSION_ONLY) {
      feed.onLocalNotice(new LocalNotice.NoPasswordStore());
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

  /// The answer when a command for a token has failed.
  static TokenAnswer failed(Throwable e) {
    return new TokenAnswer.Refused(problem(e));
  }

  /// The problem that is behind the failure of a command for the token.
  static Problem problem(Throwable e) {
    return e instanceof IOException
        ? new Problem.TokenUnusable(ErrorText.of(e))
        : new Problem.Bug(e.toString());
  }

  private static TokenPlace storedIn(Secrets.Place secrets) {
    return switch (secrets) {
      case KEYCHAIN -> TokenPlace.KEYCHAIN;
      case FILE -> TokenPlace.FILE;
      case SESSION -> TokenPlace.SESSION_ONLY;
    };
  }
}
