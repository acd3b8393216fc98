package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.history.History;
import rollcall.presence.Presence;
import rollcall.presence.UserId;
import rollcall.settings.OneTimeTrigger;
import rollcall.settings.Settings;
import rollcall.settings.TriggersFile;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.LoggedCall;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackToken;
import rollcall.slack.rtm.RtmClient;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// Alerts and messages that wait until a person is active, from the menu of a row to Slack and
/// across restarts.
@ExtendWith(FxExtension.class)
class TriggerWindowTest {
  private static final String TEXT = "Five minutes for a question?";

  @TempDir Path data;
  private SlackSimulator workspace;
  private Employee grace;
  private RunningApp app;

  @AfterEach
  void close() {
    app.close();
    workspace.close();
  }

  @Test
  void liveAnAlertAndAMessageFireOnceAcrossARestart(FxRobot robot) throws Exception {
    start(AppGeneration.CLASSIC, TokenKind.CLASSIC_BOT);
    choose(robot, "row-menu-alert");
    await(() -> triggers().size() == 1);
    compose(robot);
    RunningApp.await(
        () -> "the consent", () -> app.find("message-consent", CheckBox.class) != null);
    assertTrue(app.find("message-send", Button.class).isDisabled());
    Fx.run(() -> app.find("message-consent", CheckBox.class).fire());
    Fx.run(() -> app.find("message-send", Button.class).fire());
    await(() -> triggers().size() == 2);
    restart(TokenKind.CLASSIC_BOT);
    await(() -> states().equals(List.of("waiting", "waiting")));
    // The file has them before the restart; the row only after it.
    RunningApp.await(
        () -> "the row to say that both are waiting",
        () ->
            app.rowOf(grace)
                .map(row -> row.queryAccessibleAttribute(AccessibleAttribute.TEXT).toString())
                .filter(text -> text.endsWith("an alert is waiting, a message is waiting"))
                .isPresent());
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    await(() -> states().equals(List.of("done", "done")));
    assertEquals(1, posts());
    app.awaitNotice(
        "trigger", name() + " is active", "You asked for this alert once. It is finished.");
    workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
    app.awaitRow(grace, Presence.AWAY);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    Fx.run(() ->
        notice().lookupAll(".button").stream()
            .findFirst()
            .map(Button.class::cast)
            .orElseThrow()
            .fire());
    app.awaitNotice("trigger", "Message sent to " + name(), "“" + TEXT + "”");
    assertEquals(1, posts());
    workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
    app.awaitRow(grace, Presence.AWAY);
    choose(robot, "row-menu-alert");
    await(() -> states().equals(List.of("done", "waiting")));
    Fx.chooseMenuItem(app.root(), "people.triggers");
    VBox list = app.find("triggers-list", VBox.class);
    await(() -> list.lookupAll(".button").size() >= 2);
    Fx.run(() ->
        list.lookupAll(".button").stream()
            .filter(node -> node instanceof Button button && button.getText().equals("Cancel it"))
            .map(Button.class::cast)
            .findFirst()
            .orElseThrow()
            .fire());
    await(() -> states().equals(List.of("done")));
    app.closeDialog();
    assertBackup();
  }

  private void assertBackup() throws IOException {
    app.desktop.folder = Optional.of(data);
    Fx.chooseMenuItem(app.root(), "file.backup");
    RunningApp.await(
        () -> "the copy",
        () -> !backups().isEmpty() && app.root().lookup("#local-problem").isVisible());
    try (History copy = History.openReadOnly(backups().getFirst())) {
      assertTrue(copy.snapshot().of(new UserId(grace.id())).isPresent());
    }
  }

  private List<Path> backups() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files.filter(file -> file.toString().endsWith(".db")).toList();
    }
  }

  @Test
  void pollingAMessageWaitsWhileSlackRefusesAndSaysSo(FxRobot robot) throws Exception {
    start(AppGeneration.MODERN, TokenKind.GRANULAR_BOT);
    compose(robot);
    await(() -> !Fx.get(() -> app.find("message-send", Button.class).isDisabled()));
    NamedFaults.of(workspace).plan("chat.postMessage", HttpFault.rateLimited(2), 1);
    Fx.run(() -> app.find("message-send", Button.class).fire());
    await(() -> triggers().size() == 1);
    restart(TokenKind.GRANULAR_BOT);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    await(() -> "rate_limited".equals(triggers().getFirst().problem()));
    await(() -> states().equals(List.of("done")));
    assertEquals(2, posts());
  }

  @Test
  void aMessageWithoutAnAnswerIsNotSentAgain(FxRobot robot) throws Exception {
    start(AppGeneration.MODERN, TokenKind.GRANULAR_BOT);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    NamedFaults.of(workspace).plan("chat.postMessage", new HttpFault.Cut(), 1);
    compose(robot);
    await(() -> !Fx.get(() -> app.find("message-send", Button.class).isDisabled()));
    Fx.run(() -> app.find("message-send", Button.class).fire());
    await(() -> states().equals(List.of("uncertain")));
    RunningApp.await(() -> "the notice", () -> notice().isVisible());
    restart(TokenKind.GRANULAR_BOT);
    app.awaitRow(grace, Presence.ACTIVE);
    await(() -> states().equals(List.of("uncertain")));
    assertEquals(1, posts());
  }

  @Test
  void aMessageThatWasBeingSentAtTheEndIsNotSentAgain(FxRobot robot) throws Exception {
    start(AppGeneration.MODERN, TokenKind.GRANULAR_BOT);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
    NamedFaults.of(workspace).plan("chat.postMessage", new HttpFault.Hang(), 1);
    compose(robot);
    await(() -> !Fx.get(() -> app.find("message-send", Button.class).isDisabled()));
    Fx.run(() -> app.find("message-send", Button.class).fire());
    await(() -> posts() == 1);
    restart(TokenKind.GRANULAR_BOT);
    app.awaitRow(grace, Presence.ACTIVE);
    RunningApp.await(() -> "the notice", () -> notice().isVisible());
    assertEquals(List.of("uncertain"), states());
    assertEquals(1, posts());
  }

  @Test
  void aUserTokenForLiveConnectionsSendsOverTheSocket(FxRobot robot) throws Exception {
    start(AppGeneration.CLASSIC, TokenKind.CLASSIC_USER);
    List<String> heard = new CopyOnWriteArrayList<>();
    try (RtmClient other = observer(heard)) {
      compose(robot);
      RunningApp.await(
          () -> "the consent", () -> app.find("message-consent", CheckBox.class) != null);
      Fx.run(() -> app.find("message-consent", CheckBox.class).fire());
      Fx.run(() -> app.find("message-send", Button.class).fire());
      await(() -> triggers().size() == 1);
      workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
      await(() -> states().equals(List.of("done")));
      await(() -> heard.stream().anyMatch(frame -> frame.contains(TEXT)));
    }
    assertEquals(1, heard.stream().filter(frame -> frame.contains(TEXT)).count());
    assertEquals(0, posts());
  }

  private RtmClient observer(List<String> heard) {
    RtmClient other =
        RtmClient.builder(new SlackToken(workspace.token(TokenKind.CLASSIC_USER)))
            .apiUrl(workspace.apiUrl())
            .proxy(new ProxySettings.None())
            .build();
    other.onRawMessage(heard::add);
    other.start().join();
    await(() -> heard.stream().anyMatch(frame -> frame.contains("hello")));
    return other;
  }

  private void start(AppGeneration generation, TokenKind token) throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system())
                .withoutLimits()
                .withFrozenPeople()
                .withGeneration(generation));
    // The first one is the user of a user token.
    grace = workspace.people().get(1);
    app = RunningApp.start(workspace, InstantSource.system(), data, workspace.token(token), grace);
    app.awaitRow(grace, Presence.AWAY);
  }

  private void restart(TokenKind token) throws IOException {
    Settings settings = app.saved();
    app.close();
    app =
        RunningApp.start(
            workspace.apiUrl(), InstantSource.system(), data, workspace.token(token), settings);
  }

  private String name() {
    return grace.displayName().isEmpty() ? grace.realName() : grace.displayName();
  }

  private void compose(FxRobot robot) {
    choose(robot, "row-menu-message");
    TextArea text = app.find("message-text", TextArea.class);
    Fx.run(() -> text.setText(TEXT));
  }

  private void choose(FxRobot robot, String id) {
    robot.rightClickOn(Fx.get(() -> app.rowOf(grace).orElseThrow()));
    Fx.run(() -> {
      ContextMenu menu =
          Window.getWindows().stream()
              .filter(ContextMenu.class::isInstance)
              .map(ContextMenu.class::cast)
              .findFirst()
              .orElseThrow();
      MenuItem item =
          menu.getItems().stream()
              .flatMap(one -> one instanceof Menu sub ? sub.getItems().stream() : Stream.of(one))
              .filter(one -> id.equals(one.getId()))
              .findFirst()
              .orElseThrow();
      menu.hide();
      item.fire();
    });
  }

  private Node notice() {
    return app.root().lookup("#trigger");
  }

  /// The triggers as they are on the disk.
  private List<OneTimeTrigger> triggers() throws IOException {
    Path folder = app.context().profile().workspaces().getFirst();
    return new TriggersFile(folder).load(Instant.now()).triggers().all();
  }

  private List<String> states() throws IOException {
    return triggers().stream().map(one -> one.state().name().toLowerCase(Locale.ROOT)).toList();
  }

  private void await(Callable<Boolean> condition) {
    RunningApp.await(() -> "the condition, but the triggers are " + shown(), condition);
  }

  private String shown() {
    try {
      return triggers().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private long posts() {
    return workspace.calls().stream()
        .map(LoggedCall::method)
        .filter("chat.postMessage"::equals)
        .count();
  }
}
