package rollcall.ui.main;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.dialogButtons;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.spacer;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.textArea;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.slack.rtm.RtmClient;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SlackAnswer;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.Problem;
import rollcall.watch.SendPermission;

/// Dialog content: a message that is sent once when a person is active. It can be added only with a
/// token that may send messages. Thread: FX.
final class MessageWhenActivePane extends BorderPane {
  private static final List<Integer> DAYS = List.of(1, 3, 7, 14, 30);

  private final Person person;
  private final PresenceModel model;
  private final Commands commands;
  private final Consumer<NoticeAction> onAction;
  private final Runnable close;
  private final TextArea text = textArea();
  private final ComboBox<Integer> days =
      comboBox("message-days", DAYS, number -> Messages.of("trigger.message.days", number));
  private final CheckBox consent = new CheckBox();
  private final VBox permission = new VBox(8);
  private final Label error = styled(new Label(), "error");
  private final Button send = button("trigger.message.send", "message-send", this::send);
  private @Nullable SendPermission permitted;

  MessageWhenActivePane(
      Person person,
      PresenceModel model,
      Commands commands,
      Consumer<NoticeAction> onAction,
      Runnable close) {
    this.person = person;
    this.model = model;
    this.commands = commands;
    this.onAction = onAction;
    this.close = close;
    setId("message-when-active");
    getStyleClass().add("dialog");
    Label to = styled(new Label(), "heading");
    to.textProperty()
        .bind(
            model
                .namesHidden()
                .map(_ -> Messages.of("trigger.message.to", model.person(person.id()).name())));
    to.setLabelFor(text);
    text.setId("message-text");
    text.setAccessibleText(Messages.of("trigger.message.text"));
    text.setPromptText(Messages.of("trigger.message.prompt"));
    text.setWrapText(true);
    text.setPrefRowCount(3);
    VBox.setVgrow(text, Priority.ALWAYS);
    consent.setId("message-consent");
    consent.setMnemonicParsing(false);
    consent.setWrapText(true);
    VBox page =
        new VBox(10, to, text, error, expiry(), wrapped("trigger.message.note"), permission);
    page.getStyleClass().add("page");
    setCenter(page);
    setBottom(buttons());
  }

  private Node expiry() {
    days.setValue(7);
    Label label = new Label(Messages.of("trigger.message.expires"));
    label.setLabelFor(days);
    HBox row = new HBox(8, label, days);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Node buttons() {
    send.setDefaultButton(true);
    send.setDisable(true);
    Button cancel = button("button.cancel", close);
    return dialogButtons(spacer(), cancel, send);
  }

  /// Asks Slack for the permission, and subscribes to the input.
  Subscription follow() {
    text.requestFocus();
    ask();
    return Subscription.combine(
        text.textProperty().subscribe(_ -> check()),
        consent.selectedProperty().subscribe(_ -> check()));
  }

  private void ask() {
    permission.getChildren().setAll(wrapped("trigger.message.asking"));
    commands.sendPermission().thenAcceptAsync(this::show, commands.fxExecutor());
  }

  private void show(SlackAnswer<SendPermission> answer) {
    switch (answer) {
      case SlackAnswer.Found(SendPermission known) -> show(known);
      case SlackAnswer.Refused(Problem.NoToken _) ->
          permission.getChildren().setAll(wrapped("trigger.message.no_token"));
      case SlackAnswer.Refused(Problem problem) -> {
        String title = model.problemText().of(problem, null).title();
        Button again = button("trigger.message.again", this::ask);
        permission.getChildren().setAll(wrapped("trigger.message.refused", title), again);
      }
    }
  }

  private void show(SendPermission known) {
    permitted = known;
    switch (known) {
      case SendPermission.Granted(String sender) ->
          permission.getChildren().setAll(wrapped("trigger.message.granted", sender));
      case SendPermission.Included(String sender, String scope) -> {
        consent.setText(Messages.of("trigger.message.consent", sender));
        consent.setSelected(model.triggers().get().maySend());
        permission.getChildren().setAll(wrapped("trigger.message.included", scope), consent);
      }
      case SendPermission.Missing(String scope) -> {
        Button apps =
            button("trigger.message.apps", () -> onAction.accept(NoticeAction.SLACK_APPS));
        permission.getChildren().setAll(wrapped("trigger.message.missing", scope), apps);
      }
    }
    check();
  }

  private void check() {
    String message = text.getText();
    boolean isTooLong = message.codePointCount(0, message.length()) > RtmClient.LONGEST_TEXT;
    error.setText(isTooLong ? Messages.of("trigger.message.too_long", RtmClient.LONGEST_TEXT) : "");
    setShown(error, isTooLong);
    send.setDisable(isTooLong || message.isBlank() || !isPermitted());
  }

  private boolean isPermitted() {
    return switch (permitted) {
      case SendPermission.Granted _ -> true;
      case SendPermission.Included _ -> consent.isSelected();
      case SendPermission.Missing _ -> false;
      case null -> false;
    };
  }

  private void send() {
    if (permitted instanceof SendPermission.Included) {
      commands.allowSending();
    }
    commands.addTrigger(
        person.id(), text.getText(), model.now().get().plus(Duration.ofDays(days.getValue())));
    close.run();
  }

  private static Label wrapped(String key, Object... arguments) {
    return wrappedLabel(Messages.of(key, arguments));
  }
}
