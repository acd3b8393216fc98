package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.history.History;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;
import rollcall.settings.FollowedChannelsAndGroups;
import rollcall.settings.KnownWorkspace;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.AppGeneration;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.TokenKind;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.SlackFront;

/// A classic and a modern workspace in one window. Their people have the same IDs.
@ExtendWith(FxExtension.class)
class TwoWorkspacesTest {
  private static final String BETA = "T0BETA";

  @TempDir Path data;
  private final InstantSource clock = InstantSource.system();
  private SlackFront slack;
  private SlackSimulator acme;
  private SlackSimulator beta;
  private String betaToken;
  private Employee grace;
  private RunningApp app;

  @BeforeEach
  void open() throws IOException {
    DemoOptions options = DemoOptions.standard(clock).withoutLimits().withFrozenPeople();
    acme = SlackSimulator.start(options);
    beta = SlackSimulator.start(options.withGeneration(AppGeneration.MODERN));
    betaToken = beta.token(TokenKind.GRANULAR_BOT);
    slack = new SlackFront();
    slack.add(acme, acme.token(), "T0ACME", "Acme");
    slack.add(beta, betaToken, BETA, "Beta");
    grace = acme.people().getFirst();
    acme.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    Path secrets = Files.writeString(data.resolve("secrets.json"), "{}");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    app =
        RunningApp.start(
            slack.apiUrl(),
            clock,
            data,
            acme.token(),
            Settings.DEFAULT.withList(
                new TreeSet<>(List.of(grace.id())), FollowedChannelsAndGroups.NONE));
  }

  @AfterEach
  void close() throws IOException {
    app.close();
    slack.close();
    acme.close();
    beta.close();
  }

  @Test
  void bothAreRecordedAtOnceAndAFaultOfOneLeavesTheOtherComplete(FxRobot robot) throws Exception {
    app.awaitRow(grace, Presence.ACTIVE);
    awaitShown("Acme");

    addBeta();
    awaitShown("Beta");
    app.awaitStatus("Polling .*");
    app.awaitRow(grace, Presence.AWAY);

    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.DIGIT1);
    awaitShown("Acme");
    app.awaitRow(grace, Presence.ACTIVE);
    app.awaitStatus("Live .*");
    assertNull(Fx.get(() -> workspace().getGraphic()));

    NamedFaults.of(beta).plan("users.getPresence", new HttpFault.NotOk("token_revoked"), 1);
    NamedFaults.of(beta).plan("auth.test", new HttpFault.NotOk("token_revoked"), 1);
    RunningApp.await(() -> "the mark of Beta", () -> workspace().getGraphic() != null);
    assertTrue(Fx.get(() -> workspace().getTooltip().getText()).startsWith("Beta: "));
    acme.setPresence(grace.id(), ActiveOrAway.AWAY);
    app.awaitRow(grace, Presence.AWAY);
    assertEquals(
        List.of("unknown watch_started", "active snapshot", "away presence_change"),
        app.storedWords(grace));
    choose("Beta");
    app.awaitRow(grace, Presence.UNKNOWN);
    assertEquals(
        List.of(Presence.UNKNOWN, Presence.AWAY, Presence.UNKNOWN),
        stored(BETA).stream().map(Sighting::presence).toList());

    restart();
    awaitShown("Beta");
    choose("Acme");
    app.awaitRow(grace, Presence.AWAY);
    choose("Beta");
    app.awaitStatus("Polling .*");
    app.awaitRow(grace, Presence.AWAY);

    select("workspace-remove");
    press("workspace-remove-erase");
    awaitShown("Acme");
    app.awaitRow(grace, Presence.AWAY);
    assertEquals(List.of(), stored(BETA));
    assertFalse(Files.readString(data.resolve("secrets.json")).contains(betaToken));
    assertTrue(app.storedWords(grace).contains("active snapshot"));
    assertFalse(Files.readString(betaSettings()).contains(grace.id()));
    assertEquals(
        new KnownWorkspace("T0ACME", "Acme"), app.saved().workspace(), "the first has its name");
  }

  /// Pastes the token as a user does who wants to add a workspace.
  private void addBeta() throws IOException {
    // The people as a removed workspace with kept people would have them: the picker has its own
    // tests.
    new SettingsFile(data.resolve("settings.json"))
        .ofWorkspace(betaSettings())
        .save(
            Settings.DEFAULT
                .withWorkspace(new KnownWorkspace(BETA, "Beta").asRemoved())
                .withList(new TreeSet<>(List.of(grace.id())), FollowedChannelsAndGroups.NONE));
    select("workspace-add");
    TextField token = app.find("token", TextField.class);
    Fx.run(() -> token.setText(betaToken));
    press("token-use");
  }

  private void restart() throws IOException {
    app.close();
    app = RunningApp.startAsItIs(slack.apiUrl(), clock, data, null);
  }

  private Path betaSettings() {
    return data.resolve("workspaces").resolve(BETA).resolve("settings.json");
  }

  private List<Sighting> stored(String workspace) throws IOException {
    Path file = data.resolve("workspaces").resolve(workspace).resolve("history.db");
    try (History history = History.openReadOnly(file)) {
      return history.sightings(
          new UserId(grace.id()),
          Instant.parse("2020-01-01T00:00:00Z"),
          Instant.parse("2040-01-01T00:00:00Z"));
    }
  }

  private MenuButton workspace() {
    return Fx.find(app.root(), "workspace", MenuButton.class);
  }

  private void awaitShown(String name) {
    RunningApp.await(() -> name + " in the title", () -> workspace().getText().equals(name));
  }

  /// Fires the item with this ID in the menu of the title.
  private void select(String id) {
    fireItem(one -> id.equals(one.getId()));
  }

  /// Chooses the workspace with this name in the menu of the title, and waits until it is shown.
  private void choose(String name) {
    fireItem(one -> String.valueOf(one.getText()).startsWith(name + " —"));
    awaitShown(name);
  }

  /// Fires an item of the menu of the title as soon as it is there.
  private void fireItem(Predicate<MenuItem> wanted) {
    RunningApp.await(() -> "the item", () -> workspace().getItems().stream().anyMatch(wanted));
    Fx.run(() -> workspace().getItems().stream().filter(wanted).findFirst().orElseThrow().fire());
  }

  private void press(String id) {
    Button button = app.find(id, Button.class);
    RunningApp.await(() -> "#" + id + " to be enabled", () -> !button.isDisabled());
    Fx.run(button::fire);
  }
}
