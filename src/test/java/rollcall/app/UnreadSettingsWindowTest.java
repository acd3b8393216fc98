package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javafx.event.ActionEvent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import rollcall.history.History;
import rollcall.presence.Cause;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.Source;
import rollcall.presence.UserId;
import rollcall.presence.Workspace;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// Unreadable settings in the window, and their correction by the user.
@ExtendWith(FxExtension.class)
class UnreadSettingsWindowTest {
  private static final int PEOPLE = 2;
  private static final int RECORDING = 3;

  @TempDir Path data;
  private SlackSimulator workspace;
  private Employee grace;
  private RunningApp app;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
    grace = workspace.people().getFirst();
  }

  @AfterEach
  void close() {
    app.close();
    workspace.close();
  }

  @Test
  void ofAListOnlyThoseWhoCanBeReadAreRecordedAndTheEntryIsNamed() throws Exception {
    start("{\"proxy\": {\"kind\": \"none\"}, \"watched\": [\"" + grace.id() + "\", 7]}");
    app.awaitNotice(
        "local-problem",
        "Some settings can't be read",
        "Some settings cannot be read. watched[1] must be a user id, was 7: until it is corrected,"
            + " the window watches those who can be read, and the command line no one. The file as"
            + " it was is kept as "
            + data.resolve("settings.json.damaged")
            + ".");
    app.awaitRow(grace, Presence.AWAY);
    assertEquals(List.of(Set.of(grace.id())), workspace.subscriptions());
  }

  @Test
  void afterAnEmptyFileNothingIsRecordedOrDeletedUntilEachThingIsChosen(FxRobot robot)
      throws Exception {
    start("");
    app.awaitStatus("Paused");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    app.awaitNotice(
        "local-problem",
        "That could not be done",
        "The recording hours cannot be read, and they protect people: choose them under Settings ▸"
            + " Recording first, and then resume.");
    fire("open-settings");
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(RECORDING));
    RadioButton always = app.find("hours-always", RadioButton.class);
    assertFalse(always.isSelected() || app.find("hours-chosen", RadioButton.class).isSelected());
    assertNull(app.find("retention", ComboBox.class).getValue());
    Fx.run(() -> always.setSelected(true));
    RunningApp.await(() -> "the hours to be known", () -> app.saved().hoursKnown());
    assertFalse(app.saved().keepKnown());
    keep(0);
    RunningApp.await(() -> "for ever", () -> app.saved().keepKnown());
    assertEquals(0, app.saved().books().keepDays());
    assertTrue(app.saved().paused());
    app.closeDialog();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    RunningApp.await(() -> "no pause", () -> !app.saved().paused());
    assertEquals("", Files.readString(data.resolve("settings.json.damaged")));
  }

  @Test
  void withAProxyThatCannotBeReadItDoesNotConnect() throws Exception {
    start("{\"proxy\": {\"kind\": \"socks\"}, \"watched\": [\"" + grace.id() + "\"]}");
    app.awaitStatus("Stopped: Settings can't be read");
    assertEquals(List.of(), workspace.calls());
  }

  @Test
  void onceTheSettingsOfSinglePeopleAreChosenWhatIsTooOldIsDeleted() throws Exception {
    Path history = data.resolve("workspaces/T1/history.db");
    Instant old = Instant.now().minus(Duration.ofDays(100));
    UserId user = new UserId(grace.id());
    try (History record = History.open(history, old)) {
      record.setWorkspace(new Workspace("T1", "acme"));
      record.append(
          List.of(
              Sighting.of(user, Presence.ACTIVE, old, Source.RTM, Cause.PRESENCE_CHANGE),
              Sighting.notWatched(user, old.plusSeconds(9), Cause.WATCH_PAUSED)));
      record.close(old.plusSeconds(9));
    }
    start("{\"paused\": true, \"books\": {\"keepDays\": 30}, \"people\": {\"keepDays\": [7]}}");
    app.awaitStatus("Paused");
    fire("open-settings");
    Fx.run(() -> app.find("topics", ListView.class).getSelectionModel().select(PEOPLE));
    fire("person-unread-use");
    RunningApp.await(() -> "deletion", () -> sightings(history, user).isEmpty());
    app.closeDialog();
  }

  private static List<Sighting> sightings(Path history, UserId user) throws IOException {
    try (History record = History.openReadOnly(history)) {
      return record.sightings(user, Instant.EPOCH, Instant.MAX);
    }
  }

  private void start(String settings) throws Exception {
    Files.writeString(data.resolve("settings.json"), settings);
    app =
        RunningApp.startAsItIs(workspace.apiUrl(), InstantSource.system(), data, workspace.token());
  }

  @SuppressWarnings("unchecked")
  private void keep(int days) {
    ComboBox<Integer> keep = app.find("retention", ComboBox.class);
    Fx.run(() -> keep.setValue(days));
    Fx.run(() -> keep.fireEvent(new ActionEvent()));
  }

  private void fire(String id) {
    ButtonBase button = app.find(id, ButtonBase.class);
    Fx.run(button::fire);
  }
}
