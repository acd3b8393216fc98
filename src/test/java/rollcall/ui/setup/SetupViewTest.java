package rollcall.ui.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.model.Commands.CheckAnswer;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.FxGate;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.CheckStep;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Set-up assistant without a network: steps, ways back, results of the check.
@ExtendWith(ApplicationExtension.class)
class SetupViewTest {
  private static final String TOKEN = "xoxb-1-2-abc";

  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private final List<NoticeAction> actions = new ArrayList<>();
  private PresenceModel model;
  private SetupView setup;
  private Stage stage;
  private Subscription following;
  private int done;

  @Start
  void start(Stage given) {
    stage = given;
    model = new PresenceModel(Acme.NOW, Acme.BERLIN);
    model.settings(Settings.DEFAULT);
    model.signInState(SignInState.NONE);
    model.status(new WatchStatus.Idle());
    setup =
        new SetupView(model, commands, desktop, "0.1.0", new FxGate(), actions::add, () -> done++);
    stage.setScene(new Scene(setup, 1000, 640));
    following = setup.follow();
    stage.show();
  }

  @BeforeEach
  void classic() {
    commands.prepareCheck();
  }

  @AfterEach
  void close() {
    Fx.run(() -> {
      following.unsubscribe();
      stage.hide();
    });
  }

  @Test
  void everyStepHasAWayBackWithTheMouseAndTheKeyboard(FxRobot robot) {
    robot.clickOn("#connect");
    assertStep(SetupStep.TOKEN);
    robot.clickOn("#setup-back");
    assertStep(SetupStep.WELCOME);
    assertFalse(Fx.get(() -> find("setup-back").isVisible()));
    check();
    assertStep(SetupStep.CHECK);
    signedIn();
    press("setup-continue");
    assertStep(SetupStep.PEOPLE);
    robot.clickOn("#setup-back");
    assertStep(SetupStep.CHECK);
    robot.clickOn("#step-token");
    assertStep(SetupStep.TOKEN);
    assertEquals(TOKEN, Fx.get(() -> ((TextField) find("token")).getText()));
    robot.clickOn("#step-people");
    for (SetupStep before : List.of(SetupStep.CHECK, SetupStep.TOKEN, SetupStep.WELCOME)) {
      robot.push(KeyCode.ALT, KeyCode.LEFT);
      assertStep(before);
    }
    for (SetupStep after : List.of(SetupStep.TOKEN, SetupStep.CHECK, SetupStep.PEOPLE)) {
      robot.push(KeyCode.ALT, KeyCode.RIGHT);
      assertStep(after);
    }
    assertEquals("Esc or Alt+Left: back", text("setup-escape"));
    for (SetupStep before : List.of(SetupStep.CHECK, SetupStep.TOKEN, SetupStep.WELCOME)) {
      robot.push(KeyCode.ESCAPE);
      assertStep(before);
    }
    assertEquals("", text("setup-escape"));
    robot.push(KeyCode.ESCAPE);
    assertStep(SetupStep.WELCOME);
  }

  @Test
  void everyStepLeadsToTheDemo() {
    Fx.run(() -> button("demo").fire());
    press("connect");
    Fx.run(() -> button("demo").fire());
    check();
    Fx.run(() -> button("demo").fire());
    assertFalse(Fx.get(setup::isInProgress));
    signedIn();
    Fx.run(() -> setup.show(SetupStep.PEOPLE));
    Fx.run(() -> button("demo").fire());
    assertEquals(4, commands.log.stream().filter("demo true"::equals).count());
  }

  @Test
  void theKeyboardAloneIsEnough(FxRobot robot) {
    Fx.run(setup::focusFirst);
    robot.type(KeyCode.ENTER);
    assertStep(SetupStep.TOKEN);
    robot.write(TOKEN).type(KeyCode.ENTER);
    assertStep(SetupStep.CHECK);
    signedIn();
    Fx.await(() -> !button("setup-continue").isDisabled());
    robot.type(KeyCode.ENTER);
    assertStep(SetupStep.PEOPLE);
    robot.type(KeyCode.ENTER);
    assertEquals(List.of(NoticeAction.CHOOSE_PEOPLE), actions);
    assertEquals(List.of("check " + TOKEN, "connect " + TOKEN), commands.log);
    Fx.run(() -> {
      model.watchListState(WatchListState.of(WatchList.of(Set.of(Acme.people().getFirst().id()))));
      model.setWatched(Set.of(Acme.people().getFirst().id()));
    });
    assertEquals(1, done);
    assertFalse(Fx.get(setup::isInProgress));
  }

  @Test
  void aTokenOfAnotherKindIsReportedAndNotSent(FxRobot robot) {
    press("connect");
    robot.write("xapp-1-A0").type(KeyCode.ENTER);
    assertTrue(texts(".notice-title").contains("That's a different Slack token"));
    assertTrue(Fx.get(() -> button("token-check").isDisabled()));
    type("xoxc-1-2");
    assertEquals(List.of("Create one", "Cancel"), buttons(".token-field .notice .button"));
    robot.clickOn("Cancel");
    assertEquals("", Fx.get(() -> ((TextField) find("token")).getText()));
    assertEquals(List.of(), commands.log);
  }

  @Test
  void theBrowserTokenLeadsToTheStepsOfAnApp(FxRobot robot) {
    press("connect");
    type("xoxd-1-2");
    robot.clickOn("Create one");
    assertEquals(List.of(NoticeAction.NEW_SLACK_APP), actions);
    assertTrue(Fx.get(() -> find("token-steps").isVisible()));
  }

  @Test
  void aRejectedTokenStaysInTheFieldToBeReplaced() {
    commands.prepareFailure(CheckStep.TOKEN, new Problem.TokenRejected("invalid_auth"));
    commands.tokenAnswer = new TokenAnswer.Refused(new Problem.TokenRejected("invalid_auth"));
    check();
    Fx.await(() -> notice().contains("Slack didn't accept this token"));
    assertTrue(Fx.get(() -> button("setup-continue").isDisabled()));
    Fx.run(() -> noticeButton("Paste again").fire());
    assertStep(SetupStep.TOKEN);
    assertEquals(TOKEN, Fx.get(() -> ((TextField) find("token")).getText()));
    assertTrue(Fx.get(() -> find("token").isFocused()));
  }

  @Test
  void aCheckThatCannotReachSlackIsRepeatedAndTheTokenIsStoredOnce() {
    commands.prepareFailure(CheckStep.NAME, new Problem.Offline("no route"));
    check();
    Fx.await(() -> notice().contains("Can't reach Slack"));
    assertTrue(texts("#setup-problem .notice-body").getFirst().contains("next try in 10 s"));
    assertEquals(List.of("Retry now"), buttons("#setup-problem .button"));
    Fx.run(() -> model.tick(Acme.NOW.plusSeconds(4)));
    assertTrue(texts("#setup-problem .notice-body").getFirst().contains("next try in 6 s"));
    Fx.await(() -> commands.log.contains("connect " + TOKEN));
    commands.prepareCheck();
    Fx.run(() -> model.tick(Acme.NOW.plusSeconds(10)));
    Fx.await(() -> notice().contains("Slack allows polling"));
    assertEquals(List.of("check " + TOKEN, "connect " + TOKEN, "check"), commands.log);
    assertEquals("Continue with polling", Fx.get(() -> button("setup-continue").getText()));
    assertEquals(
        List.of("I have a classic-app token", "Learn more"), buttons("#setup-problem .button"));
  }

  @Test
  void anotherProxyRepeatsAFailedCheck() {
    commands.prepareFailure(CheckStep.PROXY, new Problem.ProxySignIn("proxy.corp:8080"));
    check();
    Fx.await(() -> notice().contains("Your proxy wants a sign-in"));
    Fx.run(() -> model.tick(Acme.NOW.plusSeconds(60)));
    Fx.run(() -> noticeButton("Enter sign-in…").fire());
    assertEquals(List.of(NoticeAction.PROXY_SETTINGS), actions);
    commands.prepareCheck();
    Fx.run(() -> model.settings(Settings.DEFAULT.withProxy(new Proxy.None())));
    Fx.await(() -> notice().contains("Slack allows polling"));
  }

  @Test
  void aCompanyCertificateIsExplainedAndCanBeRefused() {
    check();
    Fx.await(() -> find("setup-certificate").isVisible());
    assertEquals(
        List.of("Use system certificates", "Details", "Cancel"),
        buttons("#setup-certificate .button"));
    Fx.run(() -> ((ButtonBase) find("setup-certificate").lookup(".button:last-child")).fire());
  }

  @Test
  void leavingTheCheckCancelsIt() {
    commands.checkAnswer = new CompletableFuture<CheckAnswer>();
    check();
    Fx.run(() -> button("setup-back").fire());
    assertEquals(List.of("check " + TOKEN, "cancel check"), commands.log);
  }

  @Test
  void oneClickNarrowsTheRecordingToWorkingHoursAndBack() {
    signedIn();
    Fx.run(() -> setup.show(SetupStep.PEOPLE));
    Fx.run(() -> ((ButtonBase) find("setup-hours")).fire());
    Settings working = Settings.DEFAULT.withHours(RecordingSchedule.WORKING_HOURS);
    assertEquals(List.of(working), commands.applied);
    Fx.run(() -> model.settings(working));
    Fx.run(() -> ((ButtonBase) find("setup-always")).fire());
    assertEquals(List.of(working, Settings.DEFAULT), commands.applied);
  }

  @Test
  void theExampleIsTheSameDayOverAndOver() {
    assertEquals(ExamplePeople.time(0), ExamplePeople.time(260));
    assertEquals(
        Duration.ofMinutes(1), Duration.between(ExamplePeople.time(0), ExamplePeople.time(1)));
    List<Integer> active =
        Stream.of(0, 60, 120, 180, 240)
            .map(second ->
                (int)
                    ExamplePeople.until(ExamplePeople.time(second)).stream()
                        .filter(one ->
                            one.presenceAt(ExamplePeople.time(second))
                                == rollcall.presence.Presence.ACTIVE)
                        .count())
            .toList();
    assertTrue(active.stream().allMatch(count -> count > 0), active.toString());
    assertEquals(ExamplePeople.names().size(), ExamplePeople.until(ExamplePeople.DAY).size());
  }

  private void check() {
    Fx.run(() -> setup.show(SetupStep.TOKEN));
    type(TOKEN);
    press("token-check");
  }

  private void signedIn() {
    Fx.run(() ->
        model.signInState(
            new SignInState(SignInState.Kind.SLACK, new Workspace("T1", "Acme"), "rollcall")));
  }

  private void type(String token) {
    Fx.run(() -> ((TextField) find("token")).setText(token));
  }

  private void press(String id) {
    Fx.await(() -> !button(id).isDisabled());
    Fx.run(() -> button(id).fire());
  }

  private void assertStep(SetupStep step) {
    assertTrue(Fx.get(() -> setup.lookup("#setup-" + step.key()) != null), step + " is not shown");
  }

  private Node find(String id) {
    return Fx.find(setup, id, Node.class);
  }

  private Button button(String id) {
    return Fx.find(setup, id, Button.class);
  }

  private String text(String id) {
    return Fx.get(() -> Fx.find(setup, id, Label.class).getText());
  }

  private List<String> notice() {
    return texts("#setup-problem .notice-title").stream()
        .flatMap(title -> Stream.of(title, title.replace("Connected. ", "").split(" for ")[0]))
        .toList();
  }

  private List<String> texts(String selector) {
    return Fx.get(
        () -> setup.lookupAll(selector).stream().map(node -> ((Label) node).getText()).toList());
  }

  private List<String> buttons(String selector) {
    return Fx.get(
        () -> setup.lookupAll(selector).stream().map(node -> ((Button) node).getText()).toList());
  }

  private Button noticeButton(String text) {
    return setup.lookupAll("#setup-problem .button").stream()
        .map(Button.class::cast)
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
