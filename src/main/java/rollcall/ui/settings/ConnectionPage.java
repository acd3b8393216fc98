package rollcall.ui.settings;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.comboBox;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.ConnectionMode;
import rollcall.presence.Workspace;
import rollcall.settings.Settings;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.controls.TokenField;
import rollcall.ui.model.Commands;
import rollcall.ui.model.Commands.TokenAnswer;
import rollcall.ui.model.Commands.TokenPlace;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;
import rollcall.watch.Problem;

/// Connection page: workspace, mode and token. Thread: FX.
final class ConnectionPage extends SettingsPage {
  private final @Nullable URI apiUrlOverride;
  private final Label workspace = new Label();
  private final Label id = new Label();
  private final Label user = new Label();
  private final Label status = wrappedLabel("");
  private final ComboBox<ConnectionMode> mode =
      comboBox("connection-mode", List.of(ConnectionMode.values()), ConnectionPage::text);
  private final Label address = new Label();
  private final Label replace = label("settings.connection.replace", "heading");
  private final Label replaceHelp = label("settings.connection.replace.help", "muted");
  private final TokenField token;
  private final Button use = button("settings.connection.use", "token-use", this::connect);
  private final Button remove =
      button("settings.connection.remove", "token-remove", this::confirmRemoval);
  private final VBox removeConfirmation;
  private final Label message = new Label();
  private final NoticeCard problem;
  private final NoticeCard tokenProblem;
  private final Button leave = new Button(Messages.of("settings.connection.leave"));

  /// @param apiUrlOverride Slack API address given for this run, which overrides the settings, or
  ///   null
  /// @param close closes the settings
  ConnectionPage(
      PresenceModel model,
      Commands commands,
      @Nullable URI apiUrlOverride,
      Consumer<NoticeAction> onAction,
      Runnable close) {
    super("settings.connection", model, commands);
    this.apiUrlOverride = apiUrlOverride;
    token = new TokenField(model.problemText(), onAction);
    problem = card(onAction);
    tokenProblem = card(onAction);
    tokenProblem.setId("token-refused");
    removeConfirmation = confirm();
    replace.setId("token-heading");
    message.setId("token-stored");
    message.setWrapText(true);
    token.field().setOnAction(_ -> connect());
    leave.setOnAction(_ -> {
      commands.demo(false);
      close.run();
    });
    FlowPane buttons = styled(new FlowPane(use, remove), "actions");
    getChildren()
        .addAll(
            card(),
            leave,
            modes(),
            replace,
            replaceHelp,
            token,
            buttons,
            message,
            tokenProblem,
            removeConfirmation,
            problem);
    setShown(removeConfirmation, false);
    setShown(message, false);
  }

  @Override
  Subscription follow() {
    show();
    return Subscription.combine(
        model
            .settings()
            .map(settings -> settings.modeKnown() ? settings.mode() : null)
            .subscribe(mode::setValue),
        model.signInState().subscribe(this::show),
        model.status().subscribe(this::show),
        model.now().subscribe(this::show),
        model.settings().subscribe(this::show),
        token.field().textProperty().subscribe(_ -> use.setDisable(!token.isUsable())));
  }

  private NoticeCard card(Consumer<NoticeAction> onAction) {
    return new NoticeCard(action -> {
      if (action == NoticeAction.PASTE_TOKEN) {
        token.clear();
      } else {
        onAction.accept(action);
      }
    });
  }

  /// Clears and focuses the token field.
  void pasteToken() {
    token.clear();
  }

  private GridPane card() {
    GridPane form = styled(form(), "card");
    addRow(form, "settings.connection.workspace", workspace);
    addRow(form, "settings.connection.id", id);
    addRow(form, "settings.connection.user", user);
    addRow(form, "settings.connection.status", status);
    addRow(form, "settings.connection.address", address);
    return form;
  }

  private VBox modes() {
    mode.setOnAction(_ -> useMode());
    GridPane form = form();
    addRow(form, "settings.connection.mode", mode);
    return styled(new VBox(form, label("settings.connection.mode.help", "muted")), "choices");
  }

  private void useMode() {
    Settings settings = model.settings().get();
    ConnectionMode next = mode.getValue();
    if (next != null && (next != settings.mode() || !settings.modeKnown())) {
      commands.apply(settings.withMode(next));
    }
  }

  static String text(ConnectionMode mode) {
    return Messages.of("settings.connection.mode." + mode.word());
  }

  private void confirmRemoval() {
    setShown(removeConfirmation, true);
  }

  private VBox confirm() {
    Button yes =
        styled(
            button(
                "settings.connection.remove.confirm",
                "token-remove-yes",
                () -> {
                  setShown(removeConfirmation, false);
                  commands.disconnect();
                }),
            "danger");
    Button no = button("button.cancel", () -> setShown(removeConfirmation, false));
    HBox buttons = styled(new HBox(no, yes), "actions");
    VBox box =
        new VBox(
            label("settings.connection.remove.title", "heading"),
            label("settings.connection.remove.body", "muted"),
            buttons);
    box.getStyleClass().add("card");
    return box;
  }

  private void connect() {
    if (token.isUsable()) {
      use.setDisable(true);
      tokenProblem.show(null);
      showMessage(Messages.of("welcome.checking"));
      commands.connect(token.token()).whenCompleteAsync(this::onAnswer, commands.fxExecutor());
    }
  }

  private void onAnswer(@Nullable TokenAnswer answer, @Nullable Throwable failure) {
    use.setDisable(!token.isUsable());
    if (answer == null) {
      // canceled: a newer token is being checked.
      return;
    }
    showMessage("");
    switch (answer) {
      case TokenAnswer.Kept(TokenPlace place) -> {
        token.field().clear();
        showMessage(storedText(place));
      }
      case TokenAnswer.Refused(Problem problem) ->
          tokenProblem.show(model.problemText().of(problem, null).as(Notice.Kind.ERROR));
      case TokenAnswer.Unchecked(Problem problem) ->
          tokenProblem.show(model.problemText().tokenUnchecked(problem));
    }
    if (tokenProblem.isVisible()) {
      setShown(replaceHelp, false);
      token.field().requestFocus();
      token.field().selectAll();
    }
  }

  private void showMessage(String text) {
    message.setText(text);
    setShown(message, !text.isEmpty());
    setShown(replaceHelp, text.isEmpty() && !tokenProblem.isVisible());
  }

  private static String storedText(TokenPlace place) {
    return switch (place) {
      case KEYCHAIN -> Messages.of("token.stored.keychain");
      case FILE -> Messages.of("token.stored.file");
      case SESSION_ONLY -> Messages.of("token.stored.session");
    };
  }

  private void show() {
    SignInState signIn = model.signInState().get();
    Workspace known = signIn.workspace();
    workspace.setText(
        switch (signIn.kind()) {
          case OPENING, NONE -> Messages.of("settings.connection.none");
          case SLACK, SHARED -> known == null ? Messages.of("presence.no-value") : known.name();
          case DEMO -> Messages.of("settings.connection.demo");
        });
    id.setText(known == null ? Messages.of("presence.no-value") : known.id());
    user.setText(signIn.user().isEmpty() ? Messages.of("presence.no-value") : signIn.user());
    address.setText(
        signIn.demo()
            ? Messages.of("settings.connection.address.demo")
            : (apiUrlOverride == null ? model.settings().get().apiUrl() : apiUrlOverride)
                .toString());
    boolean first = signIn.kind() != SignInState.Kind.SLACK || model.isWithoutToken();
    replace.setText(
        Messages.of(first ? "settings.connection.first" : "settings.connection.replace"));
    replaceHelp.setText(
        Messages.of(
            signIn.demo()
                ? "settings.connection.first.demo"
                : first ? "settings.connection.first.help" : "settings.connection.replace.help"));
    status.setText(model.statusLine().text());
    setShown(leave, signIn.demo());
    mode.setDisable(signIn.demo());
    remove.setDisable(first);
    problem.show(
        model
            .problemText()
            .of(model.status().get())
            .filter(notice -> notice.kind() == Notice.Kind.ERROR)
            .orElse(null));
  }
}
