package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.presence.Presence;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.HttpFault;
import rollcall.simulator.NamedFaults;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.WorkspaceChange;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// A channel as the list, as a person in front of the window follows it.
@ExtendWith(FxExtension.class)
class FollowWindowTest {
  private static final String CREW = "C0CREW00000";

  @TempDir Path data;
  private SlackSimulator workspace;
  private Employee grace;
  private Employee kai;
  private Employee maya;
  private RunningApp app;

  @BeforeEach
  void open() throws IOException {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().get(0);
    kai = workspace.people().get(1);
    maya = workspace.people().get(2);
    workspace.apply(
        new WorkspaceChange.CreateChannel(
            CREW, "crew", false, List.of(grace.id(), kai.id(), workspace.botUserId())));
    app = RunningApp.start(workspace, InstantSource.system(), data, workspace.token(), maya);
    app.awaitRow(maya, Presence.AWAY);
  }

  @AfterEach
  void close() {
    app.close();
    workspace.close();
  }

  @Test
  void aChannelIsFollowedWithTheMouseAndWhoJoinsAndLeavesIsInTheRecordToTheSecond(FxRobot robot)
      throws Exception {
    robot.clickOn(app.find("open-people", Node.class));
    robot.clickOn(app.find("add-channel", Node.class));
    choices(8);
    robot.clickOn(app.find("chooser-search", Node.class)).write("crew");
    choices(1);
    robot.clickOn(Fx.get(() -> app.find("chooser-list", Node.class).lookup(".list-cell")));
    RunningApp.await(() -> "three chosen", () -> chosen() == 3);
    robot.clickOn(app.find("save", Node.class));
    app.awaitRow(grace, Presence.AWAY);
    app.awaitRow(kai, Presence.AWAY);
    Instant left = workspace.now().truncatedTo(ChronoUnit.MILLIS);
    workspace.apply(new WorkspaceChange.LeaveChannel(kai.id(), CREW));
    RunningApp.await(() -> "kai to leave", () -> !followed().contains(kai.id()));
    assertEquals(Set.of(grace.id()), followed());
    RunningApp.await(
        () -> "the end of kai's watch", () -> app.storedWords(kai).getLast().startsWith("not"));
    assertEquals(
        List.of("unknown watch_started", "away snapshot", "not_watched watch_stopped"),
        app.storedWords(kai));
    Instant closed = app.stored(kai, _ -> true).getLast().at();
    assertFalse(closed.isBefore(left) || closed.isAfter(workspace.now()), left + " " + closed);
    RunningApp.await(
        () -> "kai's subscription to end",
        () -> workspace.subscriptions().equals(List.of(Set.of(maya.id(), grace.id()))));
    workspace.apply(new WorkspaceChange.JoinChannel(kai.id(), CREW));
    app.awaitRow(kai, Presence.AWAY);
    RunningApp.await(() -> "kai to be kept", () -> followed().equals(Set.of(grace.id(), kai.id())));
    assertEquals(Set.of(maya.id()), app.saved().watched());
  }

  @Test
  void withTheKeyboardAJoinerIsOfferedWhereThatIsWanted(FxRobot robot) throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.P);
    Fx.run(() -> app.find("add-channel", Button.class).requestFocus());
    robot.type(KeyCode.SPACE);
    choices(8);
    // The headless platform calls the window below focused too.
    robot.targetWindow(app.find("chooser-search", Node.class));
    robot.write("crew");
    choices(1);
    robot.type(KeyCode.DOWN, KeyCode.ENTER);
    RunningApp.await(() -> "three chosen", () -> chosen() == 3);
    Fx.run(() -> app.find("auto-add", CheckBox.class).requestFocus());
    robot.type(KeyCode.SPACE);
    robot.type(KeyCode.ENTER);
    app.awaitRow(grace, Presence.AWAY);
    Employee zoe = workspace.people().get(3);
    workspace.apply(new WorkspaceChange.JoinChannel(zoe.id(), CREW));
    app.awaitNotice(
        "follow",
        "1 person joined #crew",
        zoe.displayName().isEmpty()
            ? zoe.realName() + ". No one is recorded until you decide."
            : zoe.displayName() + ". No one is recorded until you decide.");
    robot.clickOn(
        Fx.get(() -> app.find("follow", Node.class).lookupAll(".button").iterator().next()));
    app.awaitRow(zoe, Presence.AWAY);
    app.awaitNotice("follow", "", "");
  }

  @Test
  void aMissingScopeIsSaidWithHowToMendItAndTheRestWorks(FxRobot robot) {
    NamedFaults.of(workspace).plan("usergroups.list", new HttpFault.NotOk("missing_scope"), 1);
    robot.clickOn(app.find("open-people", Node.class));
    robot.clickOn(app.find("add-group", Node.class));
    RunningApp.await(
        () -> "the notice",
        () ->
            app.find("chooser", Node.class).lookup(".notice-body") instanceof Node body
                && body.isVisible());
    robot.clickOn(app.find("chooser-back", Node.class));
    robot.clickOn(app.find("add-group", Node.class));
    choices(5);
    robot.clickOn(app.find("chooser-back", Node.class));
    robot.clickOn(app.find("save", Node.class));
    app.awaitRow(maya, Presence.AWAY);
  }

  private Set<String> followed() throws IOException {
    return app.saved().follows().all().stream()
        .flatMap(one -> one.members().stream())
        .collect(Collectors.toSet());
  }

  private int chosen() {
    return Fx.get(() -> app.find("watching", ListView.class).getItems().size());
  }

  private void choices(int many) {
    RunningApp.await(
        () -> many + " to choose from",
        () -> app.find("chooser-list", ListView.class).getItems().size() == many);
  }
}
