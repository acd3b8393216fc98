package rollcall.ui.settings;

import java.net.URI;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Workspace;
import rollcall.ui.Account;
import rollcall.ui.Commands;
import rollcall.ui.Commands.TokenAnswer;
import rollcall.ui.Commands.TokenPlace;
import rollcall.ui.Notice;
import rollcall.ui.NoticeCard;
import rollcall.ui.PresenceModel;
import rollcall.ui.ProblemWords;
import rollcall.ui.Remedy;
import rollcall.ui.StatusLine;
import rollcall.ui.TokenField;
import rollcall.ui.Words;
import rollcall.watch.Problem;

/// The workspace and its token. FX lane.
final class ConnectionPage extends Page {
  private final PresenceModel model;
  private final Commands commands;
  private final @Nullable URI given;
  private final Executor home;
  private final Label workspace = new Label();
  private final Label id = new Label();
  private final Label user = new Label();
  private final Label mode = new Label();
  private final Label address = new Label();
  private final Label replace = text("settings.connection.replace", "heading");
  private final Label replaceHelp = text("settings.connection.replace.help", "muted");
  private final TokenField token;
  private final Button use = new Button(Words.of("settings.connection.use"));
  private final Button remove = new Button(Words.of("settings.connection.remove"));
  private final VBox sure;
  private final Label stored = new Label();
  private final NoticeCard problem;
  private final NoticeCard refusal;
  private final Button leave = new Button(Words.of("settings.connection.leave"));

  /// @param given where Slack is looked for in this run whatever the settings say, or null
  /// @param home brings answers to the FX lane
  /// @param close closes the settings
  ConnectionPage(
      PresenceModel model,
      Commands commands,
      @Nullable URI given,
      Executor home,
      Consumer<Remedy> remedies,
      Runnable close) {
    super("settings.connection");
    this.model = model;
    this.given = given;
    this.commands = commands;
    this.home = home;
    token = new TokenField(words(), remedies);
    problem = card(remedies);
    refusal = card(remedies);
    refusal.setId("token-refused");
    sure = sure();
    stored.setId("token-stored");
    stored.setWrapText(true);
    use.setId("token-use");
    use.setOnAction(_ -> connect());
    token.field().setOnAction(_ -> connect());
    remove.setId("token-remove");
    remove.setOnAction(_ -> shown(sure, true));
    leave.setOnAction(_ -> {
      commands.demo(false);
      close.run();
    });
    HBox buttons = new HBox(use, remove);
    buttons.getStyleClass().add("actions");
    getChildren()
        .addAll(
            card(), leave, replace, replaceHelp, token, buttons, stored, refusal, sure, problem);
    shown(sure, false);
    shown(stored, false);
  }

  @Override
  Subscription follow() {
    show();
    return Subscription.combine(
        model.account().subscribe(this::show),
        model.status().subscribe(this::show),
        model.now().subscribe(this::show),
        model.settings().subscribe(this::show),
        token.field().textProperty().subscribe(_ -> use.setDisable(!token.usable())));
  }

  private NoticeCard card(Consumer<Remedy> remedies) {
    return new NoticeCard(remedy -> {
      if (remedy == Remedy.PASTE_TOKEN) {
        token.again();
      } else {
        remedies.accept(remedy);
      }
    });
  }

  /// Where a new token goes.
  void pasteToken() {
    token.again();
  }

  private GridPane card() {
    GridPane form = form();
    form.getStyleClass().add("card");
    line(form, "settings.connection.workspace", workspace);
    line(form, "settings.connection.id", id);
    line(form, "settings.connection.user", user);
    line(form, "settings.connection.mode", mode);
    line(form, "settings.connection.address", address);
    mode.setWrapText(true);
    return form;
  }

  private VBox sure() {
    Button yes = new Button(Words.of("settings.connection.remove.yes"));
    yes.setId("token-remove-yes");
    yes.getStyleClass().add("danger");
    yes.setOnAction(_ -> {
      shown(sure, false);
      commands.disconnect();
    });
    Button no = new Button(Words.of("button.cancel"));
    no.setOnAction(_ -> shown(sure, false));
    HBox buttons = new HBox(no, yes);
    buttons.getStyleClass().add("actions");
    VBox box =
        new VBox(
            text("settings.connection.remove.title", "heading"),
            text("settings.connection.remove.body", "muted"),
            buttons);
    box.getStyleClass().add("card");
    return box;
  }

  private void connect() {
    if (token.usable()) {
      use.setDisable(true);
      refusal.show(null);
      say(Words.of("welcome.checking"));
      commands.connect(token.token()).whenCompleteAsync(this::answered, home);
    }
  }

  private void answered(@Nullable TokenAnswer answer, @Nullable Throwable givenUp) {
    use.setDisable(!token.usable());
    if (answer == null) {
      // It was given up for another, and that one answers.
      return;
    }
    say("");
    switch (answer) {
      case TokenAnswer.Kept(TokenPlace place) -> {
        token.field().clear();
        say(kept(place));
      }
      case TokenAnswer.Refused(Problem problem) ->
          refusal.show(words().of(problem, null).as(Notice.Kind.ERROR));
      case TokenAnswer.Unchecked(Problem problem) -> refusal.show(words().unchecked(problem));
    }
    if (refusal.isVisible()) {
      shown(replaceHelp, false);
      token.field().requestFocus();
      token.field().selectAll();
    }
  }

  private void say(String news) {
    stored.setText(news);
    shown(stored, !news.isEmpty());
    shown(replaceHelp, news.isEmpty() && !refusal.isVisible());
  }

  private static String kept(TokenPlace place) {
    return switch (place) {
      case KEYCHAIN -> Words.of("token.stored.keychain");
      case FILE -> Words.of("token.stored.file");
      case SESSION_ONLY -> Words.of("token.stored.session");
    };
  }

  private void show() {
    Account account = model.account().get();
    Workspace known = account.workspace();
    workspace.setText(
        switch (account.kind()) {
          case OPENING, NONE -> Words.of("settings.connection.none");
          case SLACK -> known == null ? Words.of("roster.none") : known.name();
          case DEMO -> Words.of("settings.connection.demo");
        });
    id.setText(known == null ? Words.of("roster.none") : known.id());
    user.setText(account.user().isEmpty() ? Words.of("roster.none") : account.user());
    address.setText(
        account.demo()
            ? Words.of("settings.connection.address.demo")
            : (given == null ? model.settings().get().apiUrl() : given).toString());
    boolean first = account.kind() != Account.Kind.SLACK;
    replace.setText(Words.of(first ? "settings.connection.first" : "settings.connection.replace"));
    replaceHelp.setText(
        Words.of(
            account.demo()
                ? "settings.connection.first.demo"
                : first ? "settings.connection.first.help" : "settings.connection.replace.help"));
    mode.setText(StatusLine.of(model.status().get(), model.now().get(), model.zone().get()).text());
    shown(leave, account.demo());
    remove.setDisable(account.kind() != Account.Kind.SLACK);
    problem.show(
        words()
            .of(model.status().get())
            .filter(notice -> notice.kind() == Notice.Kind.ERROR)
            .orElse(null));
  }

  private ProblemWords words() {
    return new ProblemWords(model.now().get(), model.zone().get());
  }
}
