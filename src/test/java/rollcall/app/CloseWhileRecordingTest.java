package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import javafx.scene.control.Button;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.history.History;
import rollcall.presence.Presence;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;
import rollcall.testkit.Histories;

/// The window is closed while people are recorded.
@ExtendWith(FxExtension.class)
class CloseWhileRecordingTest {
  @TempDir Path data;
  private SlackSimulator workspace;
  private Employee grace;
  private RunningApp app;

  @BeforeEach
  void open() throws IOException {
    InstantSource clock = InstantSource.system();
    workspace =
        SlackSimulator.start(DemoOptions.standard(clock).withoutLimits().withFrozenPeople());
    grace = workspace.people().getFirst();
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app = RunningApp.start(workspace, clock, data, workspace.token(), grace);
    app.desktop.hasTray = true;
    app.awaitRow(grace, Presence.ACTIVE);
  }

  @AfterEach
  void close() {
    app.close();
    workspace.close();
  }

  @Test
  void recordingContinuesInTheTrayAreaAndTheWindowComesBackUpToDate() throws Exception {
    Fx.run(app::requestClose);
    Fx.run(() -> app.find("close-keep", Button.class).fire());
    RunningApp.await(() -> "the icon", () -> !app.desktop.trayItems.isEmpty());
    RunningApp.await(() -> "the window to be hidden", () -> !app.isShowing());
    workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
    RunningApp.await(
        () -> "a sighting while the window is hidden",
        () -> !app.stored(grace, seen -> seen.presence() == Presence.AWAY).isEmpty());
    app.desktop.trayItems.getFirst().action().run();
    RunningApp.await(() -> "the window", app::isShowing);
    app.awaitRow(grace, Presence.AWAY);
  }

  @Test
  void aSignalDuringTheQuestionWaitsForNoAnswer() throws Exception {
    Fx.run(app::requestClose);
    app.find("close-keep", Button.class);
    Path file = app.context().profile().latestHistory().orElseThrow();
    app.terminate();
    try (History history = History.open(file, Instant.now())) {
      assertEquals(0, Histories.crashes(history));
    }
    assertTrue(Fx.get(app::isShowing));
  }
}
