package rollcall.ui.setup;

import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import rollcall.presence.RecordingSchedule;
import rollcall.presence.Workspace;
import rollcall.settings.Proxy;
import rollcall.settings.Settings;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.model.CommandResult;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.CheckReport;
import rollcall.watch.CheckStep;
import rollcall.watch.Problem;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Set-up assistant without a network: steps, ways back, results of the check.
@ExtendWith(FxExtension.class)
class SetupViewTest {
  private static final String TOKEN = "xoxb-1-2-abc";
  private static final Words COMPANY =
      new Words(
          "A company device is checking encrypted traffic",
          "The certificate for Slack was issued by “Corp Root CA 2”, which is trusted by this"
              + " computer but not by Java. We can use this computer's trusted certificates; the"
              + " company can then read the traffic, with the token.",
          "Use system certificates",
          "Details",
          "Cancel");
  private static final Words COMPANY_GERMAN =
      new Words(
          "Ein Gerät der Firma prüft verschlüsselten Datenverkehr",
          "Das Zertifikat für Slack wurde von „Corp Root CA 2“ ausgestellt; dieser Computer"
              + " vertraut dem Aussteller, Java aber nicht. Rollcall kann die vertrauenswürdigen"
              + " Zertifikate dieses Computers verwenden; die Firma kann dann den Datenverkehr"
              + " lesen, auch das Token.",
          "Zertifikate des Systems verwenden",
          "Details",
          "Abbrechen");
  private static final Words BLOCKED =
      new Words(
          "Slack pages load, but the live connection is blocked",
          "A firewall or proxy stops WebSockets to wss-*.slack.com on port 443. You can continue"
              + " with polling now. Slack's own test: your-workspace.slack.com/help/test",
          "Continue with polling",
          "Copy details for IT");
  private static final Words BLOCKED_GERMAN =
      new Words(
          "Slack-Seiten laden, aber die Live-Verbindung ist blockiert",
          "Eine Firewall oder ein Proxy verhindert WebSockets zu wss-*.slack.com auf Port 443. Sie"
              + " können jetzt mit der Abfrage fortfahren. Der Test von Slack:"
              + " your-workspace.slack.com/help/test",
          "Mit Abfrage fortfahren",
          "Details für die IT kopieren");

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
    model.setSettings(Settings.DEFAULT);
    model.setSignInState(SignInState.NONE);
    model.setStatus(new WatchStatus.Idle());
    open();
    stage.show();
  }

  private void open() {
    setup = new SetupView(model, commands, desktop, "0.1.0", actions::add, () -> done++);
    stage.setScene(new Scene(setup, 1000, 640));
    following = setup.follow();
  }

  private void reopen(Locale language) {
    Messages.use(language);
    Fx.run(() -> {
      following.unsubscribe();
      open();
    });
  }

  @BeforeEach
  void classic() {
    commands.prepareCheck();
  }

  @AfterEach
  void close() {
    Messages.use(Locale.US);
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
      model.setWatchListState(
          WatchListState.of(WatchList.of(Set.of(Acme.people().getFirst().id()))));
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

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aTokenWithABlankInsideIsReportedWhileItIsTyped(String language) {
    reopen(Locale.forLanguageTag(language));
    press("connect");
    type("xoxb-1 2-abc");
    assertEquals(List.of(Messages.of("token.broken.title")), texts(".token-field .notice-title"));
    assertTrue(Fx.get(() -> button("token-check").isDisabled()));
    type(" " + TOKEN + " ");
    assertFalse(Fx.get(() -> button("token-check").isDisabled()));
  }

  @Test
  void theTokenIsShownOnRequest() {
    press("connect");
    type(TOKEN);
    assertFalse(shownToken().contains("xoxb"));
    Fx.run(() -> ((ToggleButton) find("token-show")).fire());
    assertEquals(TOKEN, shownToken());
    Fx.run(() -> ((ToggleButton) find("token-show")).fire());
    assertFalse(shownToken().contains("xoxb"));
  }

  private String shownToken() {
    return Fx.get(() -> {
      setup.applyCss();
      setup.layout();
      return find("token").lookupAll(".text").stream()
          .filter(Node::isVisible)
          .map(node -> ((Text) node).getText())
          .filter(text -> !text.isEmpty())
          .findFirst()
          .orElse("");
    });
  }

  @Test
  void aRefusedTokenIsNotDoneAndItsProblemEndsWithAnotherToken() {
    Problem refused = new Problem.TokenRejected("invalid_auth");
    commands.prepareFailure(CheckStep.TOKEN, refused);
    commands.tokenAnswer = new TokenAnswer.Refused(refused);
    check();
    Fx.await(() -> notice().contains("Slack didn't accept this token"));
    Fx.run(() -> model.setStatus(new WatchStatus.Stopped(refused, null)));
    assertEquals("2. Token", Fx.get(() -> button("step-token").getText()));
    Fx.run(() -> noticeButton("Paste again").fire());
    assertTrue(Fx.get(() -> find("token-problem").isVisible()), "beside the field");
    assertFalse(Fx.get(() -> find("setup-problem").isVisible()));
    type("xoxb-1-2-other");
    assertFalse(Fx.get(() -> find("token-problem").isVisible()), "it is about the other token");
  }

  @Test
  void aTextThatIsNoTokenIsNotCheckedAgain() {
    commands.checkResults = List.of();
    commands.checkAnswer =
        CompletableFuture.completedStage(new CommandResult.Failed<>("This cannot be a token."));
    check();
    Fx.await(() -> notice().contains("The token can't be used"));
    assertEquals(List.of("Paste again"), buttons("#setup-problem .button"));
    assertFalse(Fx.get(() -> button("setup-again").isVisible()));
    assertFalse(Fx.get(() -> find("check-name").getParent().getParent().isVisible()), "no results");
  }

  @Test
  void connectAsksForATokenOnly() {
    Fx.run(setup::connect);
    assertStep(SetupStep.TOKEN);
    assertTrue(Fx.get(setup::isInProgress));
  }

  @Test
  void theStatementsNameThePeopleAndSayThatTheyAreOptional() {
    reopen(Locale.GERMANY);
    signedIn();
    assertEquals(
        "Die beobachteten Personen wissen davon.",
        Fx.get(() -> Fx.find(setup, "privacy-informed", ButtonBase.class).getText()));
    assertTrue(
        texts("#privacy-checklist .muted")
            .contains("Das sind Vermerke für Sie selbst. Die Aufzeichnung hängt nicht davon ab."));
  }

  @Test
  void theBrowserTokenLeadsToTheStepsOfAnApp(FxRobot robot) {
    press("connect");
    type("xoxd-1-2");
    robot.clickOn("Create one");
    assertEquals(List.of(NoticeAction.NEW_SLACK_APP), actions);
    assertTrue(Fx.get(() -> find("token-steps").isVisible()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyFailureHasItsWordsAndButtons(String language) {
    reopen(Locale.forLanguageTag(language));
    commands.prepareFailure(CheckStep.NAME, new Problem.Offline(""));
    check();
    for (Failure failure : failures()) {
      commands.prepareFailure(failure.step(), failure.problem());
      press("setup-again");
      Words words = language.equals("de") ? failure.german() : failure.english();
      Fx.await(() -> texts("#setup-problem .notice-title").equals(List.of(words.title())));
      assertEquals(List.of(words.body()), texts("#setup-problem .notice-body"), failure.row());
      assertEquals(List.of(words.buttons()), buttons("#setup-problem .button"), failure.row());
      assertTrue(Fx.get(() -> button("setup-continue").isDisabled()), failure.row());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aCompanyCertificateIsExplainedAndCanBeRefused(String language) {
    reopen(Locale.forLanguageTag(language));
    check();
    Fx.await(() -> find("setup-certificate").isVisible());
    Words words = language.equals("de") ? COMPANY_GERMAN : COMPANY;
    assertEquals(List.of(words.title()), texts("#setup-certificate .notice-title"));
    assertEquals(List.of(words.body()), texts("#setup-certificate .notice-body"));
    assertEquals(List.of(words.buttons()), buttons("#setup-certificate .button"));
    signedIn();
    Fx.run(() -> noticeButton("setup-certificate", words.buttons()[0]).fire());
    assertStep(SetupStep.PEOPLE);
    Fx.run(() -> setup.show(SetupStep.CHECK));
    Fx.run(() -> noticeButton("setup-certificate", words.buttons()[1]).fire());
    Fx.run(() -> noticeButton("setup-certificate", words.buttons()[2]).fire());
    assertEquals(List.of(NoticeAction.PROXY_SETTINGS, NoticeAction.DISCONNECT), actions);
    assertStep(SetupStep.TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void aBlockedLiveConnectionContinuesWithPolling(String language) {
    reopen(Locale.forLanguageTag(language));
    commands.prepareLiveFailure(new Problem.LiveBlocked("timed out"));
    check();
    Words words = language.equals("de") ? BLOCKED_GERMAN : BLOCKED;
    Fx.await(() -> texts("#setup-problem .notice-title").equals(List.of(words.title())));
    assertEquals(List.of(words.body()), texts("#setup-problem .notice-body"));
    assertEquals(words.buttons()[0], Fx.get(() -> button("setup-continue").getText()));
    assertEquals(List.of(words.buttons()[1]), buttons("#setup-problem .button"));
    Fx.run(() -> noticeButton("setup-problem", words.buttons()[1]).fire());
    assertTrue(desktop.done.getLast().startsWith("copy Rollcall 0.1.0"), desktop.done.toString());
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
    Fx.run(() -> model.setSettings(Settings.DEFAULT.withProxy(new Proxy.None())));
    Fx.await(() -> notice().contains("Slack allows polling"));
  }

  @Test
  void continueWaitsUntilTheWorkspaceIsOpen() {
    check();
    Fx.await(() -> notice().contains("Slack allows polling"));
    Fx.await(() -> commands.log.contains("connect " + TOKEN));
    assertTrue(Fx.get(() -> button("setup-continue").isDisabled()));
    signedIn();
    Fx.await(() -> !button("setup-continue").isDisabled());
    assertTrue(Fx.get(() -> button("setup-continue").isFocused()));
  }

  @Test
  void leavingTheCheckCancelsIt() {
    commands.checkAnswer = new CompletableFuture<CommandResult<CheckReport>>();
    check();
    Fx.run(() -> button("setup-back").fire());
    assertEquals(List.of("check " + TOKEN, "cancel check"), commands.log);
  }

  @Test
  void oneClickNarrowsTheRecordingToWorkingHoursAndBack() {
    signedIn();
    Fx.run(() -> setup.show(SetupStep.PEOPLE));
    Fx.run(() -> ((ButtonBase) find("setup-hours")).fire());
    Settings working =
        Settings.DEFAULT.withHours(RecordingSchedule.workingHours(EnumSet.of(SATURDAY, SUNDAY)));
    assertEquals(List.of(working), commands.applied);
    Fx.run(() -> model.setSettings(working));
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

  /// Texts of a notice.
  private record Words(String title, String body, String... buttons) {}

  /// Failure of a check, and its row in the table of texts.
  private record Failure(
      String row, CheckStep step, Problem problem, Words english, Words german) {}

  private static List<Failure> failures() {
    return List.of(
        new Failure(
            "C5",
            CheckStep.PEOPLE,
            new Problem.MissingScope("users:read", "team:read"),
            new Words(
                "One permission is missing",
                "Slack says this token lacks users:read (missing_scope). Add it under OAuth &"
                    + " Permissions ▸ Scopes, choose Reinstall to workspace, then paste the new"
                    + " token.",
                "Open app settings",
                "Paste new token"),
            new Words(
                "Eine Berechtigung fehlt",
                "Laut Slack fehlt diesem Token users:read (missing_scope). Fügen Sie die"
                    + " Berechtigung unter OAuth & Permissions ▸ Scopes hinzu, wählen Sie Reinstall"
                    + " to workspace und fügen Sie dann das neue Token ein.",
                "App-Einstellungen öffnen",
                "Neues Token einfügen")),
        new Failure(
            "C6",
            CheckStep.TOKEN,
            new Problem.TokenRejected("invalid_auth"),
            new Words(
                "Slack didn't accept this token",
                "It may be incomplete or from another place. Copy it again with the copy button on"
                    + " Slack's page. If your company limits Slack to certain networks, connect to"
                    + " that network first. Slack's code: invalid_auth.",
                "Paste again",
                "Where do I find it?"),
            new Words(
                "Slack hat dieses Token nicht angenommen",
                "Vielleicht ist es unvollständig oder stammt von anderer Stelle. Kopieren Sie es"
                    + " noch einmal mit der Schaltfläche zum Kopieren auf der Seite von Slack."
                    + " Falls Ihre Firma Slack auf bestimmte Netzwerke beschränkt, verbinden Sie"
                    + " sich zuerst mit einem davon. Code von Slack: invalid_auth.",
                "Erneut einfügen",
                "Wo finde ich es?")),
        new Failure(
            "C9",
            CheckStep.NAME,
            new Problem.Offline("no route"),
            new Words(
                "Can't reach Slack",
                "This computer seems to be offline. We'll retry by ourselves; next try in 10 s."
                    + " Until then time is recorded as unknown, not as away.",
                "Retry now"),
            new Words(
                "Slack ist nicht erreichbar",
                "Dieser Computer scheint offline zu sein. Rollcall versucht es von selbst wieder;"
                    + " nächster Versuch in 10 s. Bis dahin wird die Zeit als unbekannt"
                    + " aufgezeichnet, nicht als abwesend.",
                "Jetzt erneut versuchen")),
        new Failure(
            "C10",
            CheckStep.TOKEN,
            new Problem.SlackFailing("503"),
            new Words(
                "Slack isn't answering",
                "Slack returned an error (503). This is usually on Slack's side. Retrying with"
                    + " longer pauses; next try in 10 s.",
                "Retry now",
                "Slack status page"),
            new Words(
                "Slack antwortet nicht",
                "Slack hat einen Fehler gemeldet (503). Das liegt meist an Slack selbst. Rollcall"
                    + " versucht es mit längeren Abständen wieder; nächster Versuch in 10 s.",
                "Jetzt erneut versuchen",
                "Statusseite von Slack")),
        new Failure(
            "C12",
            CheckStep.PROXY,
            new Problem.ProxySignIn("proxy.corp.example:8080"),
            new Words(
                "Your proxy wants a sign-in",
                "proxy.corp.example:8080 asked for a user name and password (Basic). The password"
                    + " is kept in this computer's password store; without one, until you quit.",
                "Enter sign-in…"),
            new Words(
                "Ihr Proxy verlangt eine Anmeldung",
                "proxy.corp.example:8080 verlangt Benutzername und Passwort (Basic). Das Passwort"
                    + " liegt im Passwortspeicher dieses Computers; ohne einen solchen gilt es bis"
                    + " zum Beenden.",
                "Anmeldung eingeben…")),
        new Failure(
            "C13",
            CheckStep.PROXY,
            new Problem.ProxyWindowsSignIn("proxy.corp.example:8080"),
            new Words(
                "This proxy uses Windows sign-in",
                "proxy.corp.example:8080 wants NTLM or Kerberos, which this app can't do. Ask IT"
                    + " for a proxy that accepts Basic, or run a local helper proxy and enter it"
                    + " here.",
                "Proxy settings",
                "Copy details for IT"),
            new Words(
                "Dieser Proxy verwendet die Windows-Anmeldung",
                "proxy.corp.example:8080 verlangt NTLM oder Kerberos, das beherrscht diese App"
                    + " nicht. Bitten Sie die IT um einen Proxy, der Basic annimmt, oder betreiben"
                    + " Sie einen lokalen Hilfsproxy und tragen Sie ihn hier ein.",
                "Proxy-Einstellungen",
                "Details für die IT kopieren")),
        new Failure(
            "C15",
            CheckStep.CERTIFICATE,
            new Problem.CertificateUntrusted("slack.com", "gateway.local"),
            new Words(
                "The connection isn't private",
                "The certificate for slack.com comes from “gateway.local”, and neither this"
                    + " computer nor Java trusts it. No token was sent. If your company checks"
                    + " encrypted traffic, ask IT for its certificate file and name it under"
                    + " Certificates….",
                "Retry now",
                "Certificates…",
                "Copy details for IT"),
            new Words(
                "Die Verbindung ist nicht vertraulich",
                "Das Zertifikat für slack.com stammt von „gateway.local“; weder dieser Computer"
                    + " noch Java vertraut ihm. Es wurde kein Token gesendet. Falls Ihre Firma"
                    + " verschlüsselten Verkehr prüft, bitten Sie die IT um ihre Zertifikatsdatei"
                    + " und geben Sie sie unter „Zertifikate…“ an.",
                "Jetzt erneut versuchen",
                "Zertifikate…",
                "Details für die IT kopieren")));
  }

  private void check() {
    Fx.run(() -> setup.show(SetupStep.TOKEN));
    type(TOKEN);
    press("token-check");
  }

  private void signedIn() {
    Fx.run(() ->
        model.setSignInState(
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
    Fx.await(() -> setup.lookup("#setup-" + step.key()) != null);
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
    return noticeButton("setup-problem", text);
  }

  private Button noticeButton(String id, String text) {
    return setup.lookupAll("#" + id + " .button").stream()
        .map(Button.class::cast)
        .filter(button -> button.getText().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
