package rollcall.ui.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.settings.Triggers;
import rollcall.testkit.Acme;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SlackAnswer;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.Problem;
import rollcall.watch.SendPermission;

@ExtendWith(FxExtension.class)
class MessageWhenActivePaneTest {
  private static final Person GRACE = Acme.people().getFirst();

  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private final RecordedCommands commands = new RecordedCommands();
  private final List<NoticeAction> actions = new ArrayList<>();
  private Stage stage;
  private MessageWhenActivePane pane;
  private boolean closed;

  @Start
  void start(Stage stage) {
    this.stage = stage;
  }

  @AfterEach
  void english() {
    Messages.use(Locale.US);
  }

  @Test
  void withoutTheScopeItIsSaidHowToAddItAndNothingCanBeSent() {
    open(new SlackAnswer.Found<>(new SendPermission.Missing("chat:write")));
    write("Hello");
    assertTrue(send().isDisabled());
    assertTrue(
        texts()
            .contains(
                "This token may not send messages: it lacks the scope “chat:write”, and Rollcall's"
                    + " manifest does not ask for it."));
    press("Open Slack's apps page");
    assertEquals(List.of(NoticeAction.SLACK_APPS), actions);
  }

  @Test
  void withoutTheScopeItIsSaidInGerman() {
    Messages.use(Locale.GERMANY);
    open(new SlackAnswer.Found<>(new SendPermission.Missing("chat:write")));
    assertTrue(
        texts()
            .contains(
                "Dieses Token darf keine Nachrichten senden: Ihm fehlt die Berechtigung"
                    + " „chat:write“"));
  }

  @Test
  void aLargerScopeNeedsTheConsentOfTheUserOnce() {
    open(new SlackAnswer.Found<>(new SendPermission.Included("rollcall", "bot")));
    write("Hello");
    assertTrue(send().isDisabled());
    CheckBox consent = Fx.find(pane, "message-consent", CheckBox.class);
    assertEquals("Rollcall may send messages as rollcall", consent.getText());
    Fx.run(consent::fire);
    Fx.run(() -> send().fire());
    assertEquals(
        List.of(
            "allow sending",
            "message Hello for " + GRACE.id() + " until " + Acme.NOW.plus(Duration.ofDays(7))),
        commands.log);
    assertTrue(closed);
    Fx.run(() -> model.setTriggers(new Triggers(true, List.of())));
    open(new SlackAnswer.Found<>(new SendPermission.Included("rollcall", "bot")));
    write("Again");
    assertFalse(send().isDisabled());
  }

  @Test
  void onlyATextThatSlackAcceptsCanBeSent() {
    open(new SlackAnswer.Found<>(new SendPermission.Granted("ada")));
    assertTrue(send().isDisabled());
    write("  \n");
    assertTrue(send().isDisabled());
    write("x".repeat(4001));
    assertTrue(send().isDisabled());
    assertTrue(texts().contains("The message is too long: at most 4,000 characters."));
    write("x".repeat(4000));
    assertFalse(send().isDisabled());
    assertTrue(texts().contains("Sent by ada."));
    Fx.run(() -> days().setValue(1));
    Fx.run(() -> send().fire());
    assertTrue(commands.log.getLast().endsWith(" until " + Acme.NOW.plus(Duration.ofDays(1))));
  }

  @Test
  void whileSlackCannotBeAskedNothingCanBeSentUntilItAnswers() {
    open(new SlackAnswer.Refused<>(new Problem.Offline("no route")));
    write("Hello");
    assertTrue(send().isDisabled());
    commands.sendAnswer =
        CompletableFuture.completedStage(
            new SlackAnswer.Found<>(new SendPermission.Granted("ada")));
    press("Ask again");
    assertFalse(send().isDisabled());
  }

  @SuppressWarnings("unchecked")
  private ComboBox<Integer> days() {
    return Fx.find(pane, "message-days", ComboBox.class);
  }

  private void open(SlackAnswer<SendPermission> answer) {
    commands.sendAnswer = CompletableFuture.completedStage(answer);
    Fx.run(() -> {
      pane = new MessageWhenActivePane(GRACE, model, commands, actions::add, () -> closed = true);
      stage.setScene(new Scene(pane, 580, 440));
      pane.follow();
      stage.show();
    });
  }

  private void write(String text) {
    Fx.run(() -> Fx.find(pane, "message-text", TextArea.class).setText(text));
  }

  private Button send() {
    return Fx.find(pane, "message-send", Button.class);
  }

  private void press(String text) {
    Fx.run(() ->
        pane.lookupAll(".button").stream()
            .map(Button.class::cast)
            .filter(button -> button.getText().equals(text))
            .findFirst()
            .orElseThrow()
            .fire());
  }

  private String texts() {
    return Fx.get(() ->
        pane.lookupAll(".label").stream()
            .filter(Label.class::isInstance)
            .map(node -> ((Label) node).getText())
            .collect(Collectors.joining("\n")));
  }
}
