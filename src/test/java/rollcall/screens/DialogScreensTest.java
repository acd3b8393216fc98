package rollcall.screens;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.Start;
import rollcall.presence.Person;
import rollcall.presence.Workspace;
import rollcall.settings.Appearance;
import rollcall.settings.Settings;
import rollcall.settings.ViewState;
import rollcall.testkit.Acme;
import rollcall.testkit.FakeDesktop;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.RecordedCommands;
import rollcall.ui.controls.AppTheme;
import rollcall.ui.main.CrashDialog;
import rollcall.ui.main.MainWindow;
import rollcall.ui.model.AboutModel;
import rollcall.ui.model.Diagnostics;
import rollcall.ui.model.LogLine;
import rollcall.ui.model.PresenceModel;
import rollcall.ui.model.SignInState;
import rollcall.ui.model.UserList;
import rollcall.ui.model.Workspaces;
import rollcall.ui.settings.SettingsView;
import rollcall.ui.text.Messages;
import rollcall.watch.WatchList;
import rollcall.watch.WatchListState;
import rollcall.watch.WatchStatus;

/// Screenshots of the dialogs of closing, crashing, the log and diagnostics: `target/screens`.
@Tag("screens")
@ExtendWith(FxExtension.class)
class DialogScreensTest {
  private final PresenceModel model = new PresenceModel(Acme.NOW, Acme.BERLIN);
  private final RecordedCommands commands = new RecordedCommands();
  private final FakeDesktop desktop = new FakeDesktop();
  private Stage stage;
  private MainWindow window;

  @Start
  void start(Stage stage) {
    Fx.screen(1920, 1200);
    desktop.folder = Optional.of(Path.of("target"));
    this.stage = stage;
    model.setSettings(Settings.DEFAULT);
    model.setSignInState(
        new SignInState(SignInState.Kind.SLACK, new Workspace("T1", "Acme"), "rollcall"));
    model.setUserList(new UserList(Acme.people(), 0, UserList.State.COMPLETE));
    model.setWatchListState(
        WatchListState.of(
            WatchList.of(Set.copyOf(Acme.people().stream().map(Person::id).toList()))));
    model.onHistory(Acme.timelines());
    model.setStatus(new WatchStatus.Live(3, Acme.NOW, Acme.NOW));
  }

  @AfterEach
  void close() {
    Fx.run(() -> {
      Messages.use(Locale.ENGLISH);
      AppTheme.apply(false);
      List.copyOf(Window.getWindows()).forEach(Window::hide);
    });
  }

  @TestFactory
  Stream<DynamicTest> everyDialog() {
    return Stream.of(Locale.ENGLISH, Locale.GERMAN)
        .flatMap(language ->
            Stream.of(false, true)
                .map(dark ->
                    DynamicTest.dynamicTest(
                        language + (dark ? " dark" : " light"), () -> take(language, dark))));
  }

  private void take(Locale language, boolean dark) {
    String suffix = "-" + language.getLanguage() + (dark ? "-dark" : "-light");
    Fx.run(() -> {
      Messages.use(language);
      AppTheme.apply(dark);
      window =
          new MainWindow(
              stage,
              model,
              commands,
              desktop,
              new AboutModel("0.1.0", Path.of("history"), Path.of("settings"), null),
              new Workspaces(model));
      window.restore(ViewState.DEFAULT);
      stage.show();
    });
    Fx.run(() -> AppTheme.apply(dark, Appearance.DEFAULT.withTextPercent(150)));
    requestClose();
    save("dialog-close-150" + suffix);
    Fx.run(() -> top().hide());
    crash("-150" + suffix);
    Fx.run(() -> AppTheme.apply(dark));
    requestClose();
    save("dialog-close" + suffix);
    press("close-keep");
    save("dialog-no-tray" + suffix);
    press("close-ok");
    crash(suffix);
    log(suffix);
    diagnostics(suffix);
    Fx.run(() -> stage.setIconified(false));
    Fx.run(() -> window.settings(SettingsView.Topic.RECORDING));
    save("dialog-settings-recording" + suffix);
    Fx.run(() -> top().hide());
    Fx.run(() -> window.release());
  }

  private void crash(String suffix) {
    Fx.run(() ->
        new CrashDialog(stage, new FakeDesktop(), "Rollcall 0.1.0 · Java 25 · JavaFX 26 · Linux")
            .show(new IllegalStateException("Grace"), true, () -> {}));
    save("dialog-crash" + suffix);
    press("crash-show");
    save("dialog-crash-report" + suffix);
    Fx.run(() -> top().hide());
  }

  private void log(String suffix) {
    for (int i = 0; i < 40; i++) {
      commands.messages.add(
          new LogLine(
              Acme.NOW.plusMillis(i * 712L),
              i % 9 == 7 ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
              i % 3 == 0 ? "RtmSource" : "WorkspaceContext",
              i % 9 == 7
                  ? "The connection was lost: no frame for 30 s\n"
                      + "java.io.IOException: closed\n"
                      + "    at rollcall.slack.rtm.RtmSocket.read"
                  : "Slack (slack.com) is reached with no proxy: the system has none"));
    }
    Fx.chooseMenuItem(stage.getScene().getRoot(), "help.log");
    Fx.run(() ->
        Fx.find(top().getScene().getRoot(), "log-table", TableView.class)
            .getSelectionModel()
            .select(34));
    save("dialog-log" + suffix);
    Fx.run(() -> top().hide());
  }

  private void diagnostics(String suffix) {
    String lines =
        "2026-11-29T10:32:19.832 INFO    rollcall.watch.RtmSource: person-1 changed to away\n";
    commands.diagnostics =
        _ ->
            new Diagnostics(
                Stream.of("environment", "settings", "connection", "database", "log")
                    .map(name -> new Diagnostics.Part(name + ".txt", lines.repeat(20)))
                    .toList());
    Fx.chooseMenuItem(stage.getScene().getRoot(), "help.diagnostics");
    press("diagnostics-save");
    save("dialog-diagnostics" + suffix);
    Fx.run(() -> top().hide());
  }

  private void requestClose() {
    Fx.run(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
  }

  private void press(String id) {
    Fx.run(() -> Fx.find(top().getScene().getRoot(), id, ButtonBase.class).fire());
  }

  private void save(String name) {
    Fx.run(() -> Fx.save(Fx.picture(top().getScene()), Path.of("target/screens/" + name + ".png")));
  }

  private Window top() {
    return Window.getWindows().stream()
        .filter(one -> one instanceof Stage && one != stage && one.isShowing())
        .reduce((_, last) -> last)
        .orElseThrow();
  }
}
