package rollcall.ui.setup;

import static rollcall.ui.controls.Controls.consumeIf;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.model.Commands;
import rollcall.ui.model.HostDesktop;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.Problem;
import rollcall.watch.WatchStatus;

/// Set-up assistant: the steps from the first start to the first recorded person, with a picture of
/// the result. Thread: FX.
public final class SetupView extends BorderPane {
  /// The least width of window for words and picture side by side, at a text size of 100 %.
  private static final double WIDE = 820;

  private final PresenceModel model;
  private final HostDesktop desktop;
  private final String version;
  private final Consumer<NoticeAction> onAction;
  private final Runnable onDone;
  private final StepBar bar = new StepBar(this::choose);
  private final TokenPage tokenPage;
  private final CheckPage checkPage;
  private final Map<SetupStep, SetupPage> pages = new EnumMap<>(SetupStep.class);
  private final NoticeCard problem = new NoticeCard(this::act);
  private final FlowPane actions = styled(new FlowPane(), "actions");
  private final Button demo = new Button(Messages.of("welcome.demo"));
  private final VBox words = styled(new VBox(), "setup-words");
  private final ScrollPane scroll = new ScrollPane(words);
  private final ExampleTimeline picture = new ExampleTimeline();
  private final StackPane frame = styled(new StackPane(picture), "setup-frame");
  private final Button back = new Button(Messages.of("setup.back"));
  private final Label escape = styled(new Label(), "muted");
  private final HBox footer = styled(new HBox(), "setup-footer");
  private final Instant opened;
  private SetupStep step = SetupStep.WELCOME;
  private boolean isInProgress;

  /// @param version of Rollcall, for the text for IT
  /// @param onAction called for the buttons of notices that lead elsewhere
  /// @param onDone shows the recording
  public SetupView(
      PresenceModel model,
      Commands commands,
      HostDesktop desktop,
      String version,
      Consumer<NoticeAction> onAction,
      Runnable onDone) {
    this.model = model;
    this.desktop = desktop;
    this.version = version;
    this.onAction = onAction;
    this.onDone = onDone;
    opened = model.now().get();
    tokenPage = new TokenPage(model, this::check, this::act);
    checkPage = new CheckPage(model, commands, this::forward, this::act, this::showState);
    pages.put(SetupStep.WELCOME, new WelcomePage(this::forward));
    pages.put(SetupStep.TOKEN, tokenPage);
    pages.put(SetupStep.CHECK, checkPage);
    pages.put(SetupStep.PEOPLE, new PeoplePage(model, commands, desktop, this::act, this::finish));
    setId("setup");
    getStyleClass().add("setup");
    problem.setId("setup-problem");
    demo.setId("demo");
    demo.setOnAction(_ -> {
      isInProgress = false;
      commands.demo(true);
    });
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    HBox.setHgrow(scroll, Priority.ALWAYS);
    HBox.setHgrow(frame, Priority.ALWAYS);
    setTop(bar);
    setCenter(new HBox(scroll, frame));
    fillFooter();
    setBottom(footer);
    addEventHandler(KeyEvent.KEY_PRESSED, this::onKey);
  }

  private void fillFooter() {
    back.setId("setup-back");
    back.setOnAction(_ -> choose(step.before()));
    back.setMinWidth(USE_PREF_SIZE);
    escape.setId("setup-escape");
    footer.getChildren().setAll(back, escape);
  }

  /// Subscribes to the model.
  public Subscription follow() {
    show(step);
    Subscription following =
        Subscription.combine(
            model.signInState().subscribe(_ -> onSignIn()),
            model.status().subscribe((_, status) -> onStatus(status)),
            model.counts().subscribe((before, after) -> onPeople(before.all(), after.all())),
            model.now().subscribe(this::onTick),
            model.settings().subscribe(_ -> fit()),
            widthProperty().subscribe(_ -> fit()));
    return pages.values().stream().map(SetupPage::follow).reduce(following, Subscription::and);
  }

  /// Shows a step, and focuses its first control.
  void show(SetupStep next) {
    if (step != next && step == SetupStep.CHECK) {
      checkPage.cancel();
    }
    step = next;
    SetupPage page = page();
    words.getChildren().setAll(page, problem, actions);
    Node details = page.details();
    if (details != null) {
      words.getChildren().add(details);
    }
    actions.getChildren().setAll(page.buttons());
    actions.getChildren().add(demo);
    actions.getChildren().forEach(button -> ((Button) button).setMinWidth(USE_PREF_SIZE));
    scroll.setVvalue(0);
    showState();
    fit();
    focusFirst();
  }

  /// Focuses the first control of the step.
  public void focusFirst() {
    // Before its skin exists, a scroll pane does not have its content in the window.
    applyCss();
    page().first().requestFocus();
  }

  /// Asks for a token, also when everything else is set up.
  public void connect() {
    isInProgress = true;
    tokenPage.clear();
    show(SetupStep.TOKEN);
  }

  /// Whether the user has begun, and not finished.
  public boolean isInProgress() {
    return isInProgress;
  }

  /// Begins at the first step, also when everything is set up.
  public void restart() {
    isInProgress = true;
    show(SetupStep.WELCOME);
  }

  private SetupPage page() {
    return pages.getOrDefault(step, tokenPage);
  }

  private void choose(SetupStep next) {
    if (next != step && canShow(next)) {
      isInProgress = true;
      show(next);
      if (next == SetupStep.CHECK && !checkPage.hasRun() && isSignedIn()) {
        checkPage.check(null);
      }
    }
  }

  private void forward() {
    if (step == SetupStep.CHECK && model.counts().get().all() > 0) {
      finish();
    } else {
      choose(step.after());
    }
  }

  private void check(@Nullable String token) {
    isInProgress = true;
    show(SetupStep.CHECK);
    checkPage.check(token);
  }

  private void finish() {
    isInProgress = false;
    onDone.run();
  }

  private boolean isSignedIn() {
    return model.signInState().get().kind() == SignInState.Kind.SLACK;
  }

  private boolean canShow(SetupStep other) {
    return switch (other) {
      case WELCOME, TOKEN -> true;
      case CHECK -> step == SetupStep.CHECK || checkPage.hasRun() || isSignedIn();
      case PEOPLE -> !model.signInState().get().signedOut();
    };
  }

  /// A token is done when it has been accepted.
  private boolean isDone(SetupStep other) {
    return other != SetupStep.TOKEN || (isSignedIn() && !checkPage.needsToken());
  }

  /// Shows the step where the last start ended.
  private void onSignIn() {
    SignInState signIn = model.signInState().get();
    setShown(demo, !signIn.demo());
    boolean isChecked = step == SetupStep.CHECK && checkPage.hasRun();
    if (!isInProgress && !isChecked && signIn.signedOut() == (step == SetupStep.PEOPLE)) {
      show(signIn.signedOut() ? SetupStep.WELCOME : SetupStep.PEOPLE);
    }
    showState();
  }

  /// Shows the check when the last start left a token with which nothing has been reached.
  private void onStatus(WatchStatus status) {
    boolean connects =
        status instanceof WatchStatus.Connecting
            || (status instanceof WatchStatus.Stopped(Problem why, _) && !isOfThisComputer(why));
    if (connects
        && !isInProgress
        && step == SetupStep.WELCOME
        && model.signInState().get().kind() == SignInState.Kind.NONE) {
      show(SetupStep.CHECK);
    }
    showNotice();
  }

  private static boolean isOfThisComputer(Problem problem) {
    return problem instanceof Problem.NoHistory
        || problem instanceof Problem.NoSettings
        || problem instanceof Problem.NewerHistory
        || problem instanceof Problem.Bug;
  }

  /// The first people end the assistant: they are recorded from now on.
  private void onPeople(int before, int after) {
    if (isInProgress && step == SetupStep.PEOPLE && before == 0 && after > 0) {
      finish();
    }
  }

  private void onTick(Instant now) {
    showNotice();
    if (getScene() != null && !Platform.getPreferences().isReducedMotion()) {
      picture.show(Duration.between(opened, now).toSeconds());
    }
  }

  private void showState() {
    bar.show(step, this::isDone, this::canShow);
    boolean first = step == SetupStep.WELCOME;
    setShown(back, !first);
    escape.setText(
        !first
            ? Messages.of("setup.escape.back")
            : canClose() ? Messages.of("setup.escape.close") : "");
    setShown(footer, !escape.getText().isEmpty());
    showNotice();
  }

  private void showNotice() {
    Notice own = page().notice();
    boolean isChecked = step == SetupStep.CHECK && checkPage.hasRun();
    boolean needsToken =
        model.status().get() instanceof WatchStatus.Stopped(Problem why, _) && why.needsToken();
    tokenPage.show(needsToken ? status() : null);
    problem.show(
        own != null || isChecked ? own : step == SetupStep.TOKEN && needsToken ? null : status());
  }

  /// The problem of the connection as long as the window has no other place for it. Polling is
  /// explained by the check.
  private @Nullable Notice status() {
    WatchStatus status = model.status().get();
    return status instanceof WatchStatus.Polling
        ? null
        : model.problemText().of(status).orElse(null);
  }

  /// Shows the picture where it has room beside the words.
  private void fit() {
    double scale = model.settings().get().appearance().textScale();
    boolean isCheck = step == SetupStep.CHECK;
    boolean wide = getWidth() >= WIDE * scale * (isCheck ? 1.3 : 1);
    double share = isCheck ? 0.58 : 0.5;
    setShown(frame, wide);
    scroll.setPrefWidth(wide ? getWidth() * share : getWidth());
    frame.setPrefWidth(getWidth() * (1 - share));
  }

  private boolean canClose() {
    return !model.signInState().get().signedOut() && model.counts().get().all() > 0;
  }

  private void onKey(KeyEvent key) {
    boolean used =
        switch (key.getCode()) {
          case ESCAPE -> goBack() || close();
          case LEFT -> key.isAltDown() && goBack();
          case RIGHT -> key.isAltDown() && goOn();
          default -> false;
        };
    consumeIf(used, key);
  }

  private boolean goBack() {
    boolean possible = step != SetupStep.WELCOME;
    choose(step.before());
    return possible;
  }

  private boolean goOn() {
    choose(step.after());
    return true;
  }

  private boolean close() {
    boolean possible = canClose();
    if (possible) {
      finish();
    }
    return possible;
  }

  private void act(NoticeAction action) {
    switch (action) {
      case PASTE_TOKEN -> {
        choose(SetupStep.TOKEN);
        tokenPage.select();
      }
      case RETRY -> retry();
      case USE_CERTIFICATES -> forward();
      case DISCONNECT -> {
        onAction.accept(action);
        choose(SetupStep.TOKEN);
      }
      case COPY_DETAILS -> copyDetails(action);
      default -> onAction.accept(action);
    }
  }

  private void retry() {
    if (step == SetupStep.CHECK && checkPage.hasRun()) {
      checkPage.start();
    } else {
      onAction.accept(NoticeAction.RETRY);
    }
  }

  private void copyDetails(NoticeAction action) {
    String details = checkPage.details(version);
    if (details.isEmpty()) {
      onAction.accept(action);
    } else {
      desktop.copy(details);
    }
  }
}
