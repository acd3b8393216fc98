package rollcall.ui.welcome;

import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import rollcall.ui.controls.NoticeCard;
import rollcall.ui.controls.TokenField;
import rollcall.ui.model.Commands;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.text.Messages;
import rollcall.ui.text.NoticeAction;
import rollcall.ui.text.ProblemText;
import rollcall.watch.WatchStatus;

/// Welcome screen: introduction, token field and demo. Thread: FX.
public final class WelcomeView extends StackPane {
  private static final int STEPS = 5;

  private final PresenceModel model;
  private final Commands commands;
  private final TokenField token;
  private final Button connect = new Button(Messages.of("welcome.connect"));
  private final HBox checking = checking();
  private final Label hint = text("welcome.token.body", "muted");
  private final NoticeCard problem;

  /// @param onAction called for the buttons of problems, except pasting another token
  public WelcomeView(PresenceModel model, Commands commands, Consumer<NoticeAction> onAction) {
    this.model = model;
    this.commands = commands;
    token = new TokenField(problemText(), onAction);
    problem =
        new NoticeCard(action -> {
          if (action == NoticeAction.PASTE_TOKEN) {
            token.field().selectAll();
            token.field().requestFocus();
          } else {
            onAction.accept(action);
          }
        });
    problem.setId("welcome-problem");
    setId("welcome");
    getStyleClass().add("welcome");
    Hyperlink where = new Hyperlink(Messages.of("token.where"));
    where.setOnAction(_ -> onAction.accept(NoticeAction.SLACK_APPS));
    Hyperlink make = new Hyperlink(Messages.of("token.make"));
    make.setId("make-token");
    VBox steps = steps(onAction);
    make.setOnAction(_ -> setShown(steps, !steps.isVisible()));
    setShown(steps, false);
    connect.setId("connect");
    connect.getStyleClass().add("accent");
    connect.setDefaultButton(true);
    connect.setOnAction(_ -> connect());
    FlowPane actions = new FlowPane(connect, make, where, checking);
    actions.getStyleClass().add("actions");
    VBox slack = new VBox(token, hint, actions, steps, problem);
    slack.getStyleClass().add("card");
    VBox page =
        new VBox(text("welcome.title", "title-1"), text("welcome.body", "lead"), slack, demo());
    page.getStyleClass().add("welcome-page");
    page.setMaxWidth(560);
    StackPane centered = new StackPane(page);
    ScrollPane scroll = new ScrollPane(centered);
    scroll.setFitToWidth(true);
    // Centered if it fits, otherwise scrolled.
    centered
        .minHeightProperty()
        .bind(scroll.viewportBoundsProperty().map(bounds -> bounds.getHeight()));
    getChildren().setAll(scroll);
  }

  /// Subscribes to the model.
  public Subscription follow() {
    show();
    return Subscription.combine(
        model.status().subscribe(this::show),
        model.now().subscribe(this::show),
        token.field().textProperty().subscribe(this::show));
  }

  /// Focuses the token field.
  public void focusToken() {
    token.field().requestFocus();
  }

  private void connect() {
    if (token.isUsable() && !isChecking()) {
      commands.connect(token.token());
    }
  }

  private boolean isChecking() {
    return model.status().get() instanceof WatchStatus.Connecting(_, var failed, _)
        && failed == null;
  }

  private void show() {
    checking.setVisible(isChecking());
    connect.setDisable(!token.isUsable() || isChecking());
    problem.show(problemText().of(model.status().get()).orElse(null));
    boolean noticeShown = problem.isVisible() || token.isInvalidShown();
    setShown(hint, !noticeShown);
  }

  /// Numbered steps to a token.
  private static VBox steps(Consumer<NoticeAction> onAction) {
    VBox steps = new VBox();
    steps.setId("token-steps");
    steps.getStyleClass().add("token-steps");
    for (int step = 1; step <= STEPS; step++) {
      steps.getChildren().add(text("token.make." + step, "token-step"));
    }
    Button copy = new Button(Messages.of("token.make.copy"));
    copy.setId("copy-manifest");
    copy.setOnAction(_ -> onAction.accept(NoticeAction.COPY_MANIFEST));
    Button open = new Button(Messages.of("token.make.open"));
    open.setId("open-slack-apps");
    open.setOnAction(_ -> onAction.accept(NoticeAction.NEW_SLACK_APP));
    FlowPane buttons = new FlowPane(copy, open);
    buttons.getStyleClass().add("actions");
    steps.getChildren().add(1, buttons);
    return steps;
  }

  private static void setShown(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private ProblemText problemText() {
    return new ProblemText(model.now().get(), model.zone().get());
  }

  private HBox demo() {
    Button demo = new Button(Messages.of("welcome.demo"));
    demo.setId("demo");
    demo.setMinWidth(USE_PREF_SIZE);
    demo.setOnAction(_ -> commands.demo(true));
    HBox box = new HBox(demo, text("welcome.demo.body", "muted"));
    box.getStyleClass().add("actions");
    return box;
  }

  private static HBox checking() {
    ProgressIndicator spinner = new ProgressIndicator();
    spinner.setPrefSize(16, 16);
    spinner.setMinSize(16, 16);
    HBox box = new HBox(spinner, new Label(Messages.of("welcome.checking")));
    box.getStyleClass().add("actions");
    return box;
  }

  private static Label text(String key, String style) {
    Label label = new Label(Messages.of(key));
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }
}
