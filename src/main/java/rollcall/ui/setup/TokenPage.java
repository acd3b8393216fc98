package rollcall.ui.setup;

import static rollcall.ui.controls.Controls.button;
import static rollcall.ui.controls.Controls.label;
import static rollcall.ui.controls.Controls.setShown;
import static rollcall.ui.controls.Controls.styled;
import static rollcall.ui.controls.Controls.wrappedLabel;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.controls.TokenField;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.text.Messages;
import rollcall.ui.text.Notice;
import rollcall.ui.text.NoticeAction;

/// Second page: a field for the token, and the way to one. Thread: FX.
final class TokenPage extends SetupPage {
  private static final List<Feather> PICTURES =
      List.of(Feather.COPY, Feather.CLIPBOARD, Feather.PLUS_SQUARE, Feather.DOWNLOAD, Feather.KEY);

  private final PresenceModel model;
  private final TokenField token;
  private final NoticeCard problem;
  private final Label hint = wrappedLabel("", "muted");
  private final VBox steps;
  private final Button make = new Button();
  private final Button next = primary("setup.check.start", "token-check");

  /// The token that was checked last.
  private String checked = "";

  private @Nullable Notice refusal;

  /// @param onToken receives the token, or null to check the stored one
  /// @param onAction called for the buttons of the field and of the steps
  TokenPage(
      PresenceModel model, Consumer<@Nullable String> onToken, Consumer<NoticeAction> onAction) {
    super(SetupStep.TOKEN);
    this.model = model;
    steps = steps(onAction);
    token =
        new TokenField(
            model.problemText(),
            action -> {
              if (action == NoticeAction.NEW_SLACK_APP) {
                showSteps(true);
              }
              onAction.accept(action);
            });
    problem = new NoticeCard(onAction);
    problem.setId("token-problem");
    next.setOnAction(_ -> {
      checked = token.token();
      onToken.accept(checked.isEmpty() ? null : checked);
    });
    VBox have =
        styled(new VBox(label("setup.token.have", "heading"), token, problem, hint), "card");
    make.setId("make-token");
    make.setOnAction(_ -> showSteps(!steps.isVisible()));
    showSteps(false);
    VBox help =
        new VBox(label("token.make", "heading"), label("setup.token.make", "muted"), make, steps);
    help.getStyleClass().add("card");
    getChildren()
        .setAll(
            label("setup.token.title", "title-2"), label("setup.token.body", "lead"), have, help);
  }

  @Override
  Subscription follow() {
    return Subscription.combine(
        token.field().textProperty().subscribe(_ -> show()),
        model.signInState().subscribe(_ -> show()),
        model.status().subscribe(_ -> show()));
  }

  @Override
  List<Button> buttons() {
    return List.of(next);
  }

  @Override
  Node first() {
    return token.field();
  }

  /// Empties the field for another token.
  void clear() {
    token.clear();
  }

  /// Selects the token, so that another one can replace it.
  void select() {
    token.field().requestFocus();
    token.field().selectAll();
  }

  /// Shows why the token that was checked last, or the stored one, cannot be used. Another token
  /// hides it.
  void show(@Nullable Notice notice) {
    refusal = notice;
    show();
  }

  private void showSteps(boolean on) {
    setShown(steps, on);
    make.setText(Messages.of(on ? "setup.token.steps.hide" : "setup.token.steps"));
  }

  private void show() {
    boolean stored = isStored() && token.token().isEmpty();
    next.setDisable(!token.isUsable() && !stored);
    hint.setText(
        stored
            ? Messages.of("setup.token.stored", model.signInState().get().name())
            : Messages.of("welcome.token.body"));
    boolean isRefused = token.token().isEmpty() || token.token().equals(checked);
    problem.show(isRefused ? refusal : null);
    setShown(hint, !token.isInvalidShown() && !problem.isVisible());
  }

  /// Whether there is a token that needs no other one.
  private boolean isStored() {
    return model.signInState().get().kind() == SignInState.Kind.SLACK && !model.isWithoutToken();
  }

  /// Numbered steps to a token.
  private static VBox steps(Consumer<NoticeAction> onAction) {
    VBox steps = styled(new VBox(), "token-steps");
    steps.setId("token-steps");
    for (int i = 0; i < PICTURES.size(); i++) {
      FontIcon picture = styled(new FontIcon(PICTURES.get(i)), "token-picture");
      Label line = label("token.make." + (i + 1), "token-step");
      HBox.setHgrow(line, Priority.ALWAYS);
      HBox row = styled(new HBox(picture, line), "token-line");
      steps.getChildren().add(row);
    }
    Button copy =
        button(
            "token.make.copy", "copy-manifest", () -> onAction.accept(NoticeAction.COPY_MANIFEST));
    Button open =
        button(
            "token.make.open",
            "open-slack-apps",
            () -> onAction.accept(NoticeAction.NEW_SLACK_APP));
    FlowPane buttons = styled(new FlowPane(copy, open), "actions");
    steps.getChildren().add(1, buttons);
    return steps;
  }
}
