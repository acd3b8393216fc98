package rollcall.ui.setup;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.settings.Settings;
import rollcall.ui.controls.CheckStepList;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.CheckText;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.CheckReport;
import rollcall.watch.Problem;

/// Third page: the connection check with the token of the second one, which is stored as soon as
/// Slack accepts it. A check that failed for a reason that passes by itself is repeated. Thread:
/// FX.
final class CheckPage extends SetupPage {
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final PresenceModel model;
  private final Commands commands;
  private final Runnable onChanged;
  private final CheckStepList steps;
  private final Label title = wrappedLabel("", "title-2");
  private final Label body = label("setup.check.body", "lead");
  private final NoticeCard company;
  private final Button next = primary("setup.continue", "setup-continue");
  private final Button again = button("setup.check.again", "setup-again", this::start);

  /// A token that is not stored yet, or null for the one in use.
  private @Nullable String token;

  private @Nullable CheckReport report;
  private @Nullable Notice refusal;

  /// Whether the token was refused.
  private boolean needsToken;

  /// Whether another check of the same token can have another result.
  private boolean canRepeat = true;

  private @Nullable Instant nextTry;

  /// @param onContinue shows the next step
  /// @param onAction called for the buttons of notices
  /// @param onChanged runs after each change of the notice
  CheckPage(
      PresenceModel model,
      Commands commands,
      Runnable onContinue,
      Consumer<NoticeAction> onAction,
      Runnable onChanged) {
    super(SetupStep.CHECK);
    this.onChanged = onChanged;
    this.model = model;
    this.commands = commands;
    steps = new CheckStepList(model::checkText, commands.fxExecutor());
    company = new NoticeCard(onAction);
    company.setId("setup-certificate");
    next.setOnAction(_ -> onContinue.run());
    getChildren().setAll(title, body, company);
  }

  @Override
  Subscription follow() {
    show();
    return Subscription.combine(
        model.signInState().subscribe((_, _) -> show()),
        model.now().subscribe(this::onTick),
        model.settings().map(CheckPage::connection).subscribe((_, _) -> onConnectionChanged()));
  }

  @Override
  List<Button> buttons() {
    return List.of(next, again);
  }

  @Override
  Node details() {
    return steps;
  }

  /// Checks the connection with this token.
  ///
  /// @param newToken null for the stored one
  void check(@Nullable String newToken) {
    token = newToken;
    start();
  }

  /// Whether a check has been started.
  boolean hasRun() {
    return steps.isRunning() || report != null || refusal != null;
  }

  /// Whether the token was refused.
  boolean needsToken() {
    return needsToken;
  }

  /// Starts the check again.
  void start() {
    report = null;
    refusal = null;
    needsToken = false;
    canRepeat = true;
    nextTry = null;
    steps.start(onResult -> commands.checkConnection(token, onResult), this::onResult);
    show();
  }

  /// Cancels a running check.
  void cancel() {
    nextTry = null;
    if (steps.isRunning()) {
      steps.stop();
      commands.cancelCheck();
      show();
    }
  }

  /// The text for IT; empty before the end of a check.
  ///
  /// @param version version of Rollcall
  String details(String version) {
    return report == null ? "" : model.checkText().text(model.checkText().header(version), report);
  }

  private void onResult(CommandResult<CheckReport> result) {
    switch (result) {
      case CommandResult.Done(CheckReport complete) -> onReport(complete);
      case CommandResult.Failed(String reason) -> {
        // The store of a stored token may answer later.
        canRepeat = token == null;
        onRefused(new Problem.TokenUnusable(reason));
      }
    }
    show();
  }

  private void onReport(CheckReport complete) {
    report = complete;
    needsToken = complete.reason().filter(Problem::needsToken).isPresent();
    nextTry =
        complete
            .reason()
            .filter(_ -> complete.mode() == CheckReport.Mode.NONE)
            .flatMap(problem -> CheckText.nextTry(problem, model.now().get().plus(RETRY)))
            .orElse(null);
    String checked = token;
    if (checked != null) {
      commands
          .connect(checked)
          .thenAcceptAsync(answer -> onTokenAnswer(checked, answer), commands.fxExecutor());
    }
  }

  private void onTokenAnswer(String checked, TokenAnswer answer) {
    if (!checked.equals(token)) {
      return;
    }
    switch (answer) {
      case TokenAnswer.Kept _ -> token = null;
      case TokenAnswer.Refused(Problem problem) -> onRefused(problem);
      case TokenAnswer.Unchecked(Problem problem) ->
          refusal = model.problemText().tokenUnchecked(problem);
    }
    show();
  }

  private void onRefused(Problem problem) {
    steps.clearUnfinished();
    needsToken = problem.needsToken();
    Notice notice =
        CheckText.withoutCheck(model.problemText().of(problem, null)).as(Notice.Kind.ERROR);
    refusal = canRepeat ? notice : notice.without(NoticeAction.RETRY);
  }

  private void onTick(Instant now) {
    Instant due = nextTry;
    if (due != null && getScene() != null && !now.isBefore(due)) {
      start();
    }
  }

  /// Checks a failed connection again as soon as its settings have changed.
  private void onConnectionChanged() {
    if (getScene() != null && report != null && report.mode() == CheckReport.Mode.NONE) {
      start();
    }
  }

  private static List<@Nullable Object> connection(Settings settings) {
    return Arrays.asList(settings.proxy(), settings.caFile(), settings.apiUrl());
  }

  @Override
  @Nullable Notice notice() {
    if (refusal != null) {
      return refusal;
    }
    return report == null ? null : model.checkText().notice(report, nextTry);
  }

  private void show() {
    boolean works = report != null && report.mode() != CheckReport.Mode.NONE;
    boolean polling = report != null && report.mode() == CheckReport.Mode.POLLING;
    title.setText(
        Messages.of(
            steps.isRunning()
                ? "setup.check.running"
                : works
                    ? "setup.check.works"
                    : hasRun() ? "setup.check.fails" : "setup.check.title"));
    setShown(body, report == null && refusal == null);
    next.setText(Messages.of(polling ? "problem.polling.continue" : "setup.continue"));
    boolean isOpen = !model.signInState().get().signedOut();
    boolean isDone = works && refusal == null && token == null && isOpen;
    boolean isNew = next.isDisabled() && isDone;
    next.setDisable(!isDone);
    if (isNew && getScene() != null) {
      next.requestFocus();
    }
    again.setText(Messages.of(hasRun() ? "setup.check.again" : "setup.check.start"));
    again.setDisable(steps.isRunning());
    setShown(again, canRepeat);
    setShown(steps, steps.isRunning() || steps.hasResults());
    company.show(
        report == null || model.settings().get().caFile() != null
            ? null
            : model.checkText().companyCertificate(report).orElse(null));
    onChanged.run();
  }
}
