package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import rollcall.presence.Presence;
import rollcall.simulator.ActiveOrAway;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.simulator.people.Employee;
import rollcall.testkit.Fx;
import rollcall.testkit.FxExtension;

/// A bug in the window, while people are recorded.
@ExtendWith(FxExtension.class)
class CrashWindowTest {
  private static final String NAME = "Grace Hopper";

  private static final String BODY =
      "Recording continues\\. Error code [0-9A-Z]{4}:[0-9A-Z]{4}:[0-9A-Z]{4}\\. The report contains"
          + " no token and no names; look before you share it\\.";

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
    app.awaitStatus("Live · 1 person · .*");
  }

  @AfterEach
  void close() {
    app.close();
    workspace.close();
  }

  @Test
  void recordingContinuesAndTheWindowCanBeFilledAgain() throws Exception {
    app.awaitRow(grace, Presence.ACTIVE);
    app.throwInWindow(new IllegalStateException("no row for " + NAME));
    app.find("crash-restart", Button.class);
    assertEquals("Something went wrong", text(".title-3"));
    assertTrue(text(".message-body").matches(BODY), text(".message-body"));
    workspace.setPresence(grace.id(), ActiveOrAway.AWAY);
    RunningApp.await(
        () -> "a sighting while the dialog is open",
        () -> !app.stored(grace, seen -> seen.presence() == Presence.AWAY).isEmpty());
    Fx.run(() -> app.find("crash-restart", Button.class).fire());
    app.awaitRow(grace, Presence.AWAY);
    workspace.setPresence(grace.id(), ActiveOrAway.ACTIVE);
    app.awaitRow(grace, Presence.ACTIVE);
  }

  @Test
  void theReportHasNoMessage() {
    app.throwInWindow(new IllegalStateException("no row for " + NAME));
    app.find("crash-show", Button.class);
    Fx.run(() -> app.find("crash-show", Button.class).fire());
    String report = app.find("crash-report", TextArea.class).getText();
    Fx.run(() -> app.find("crash-copy", Button.class).fire());
    assertEquals("copy " + report, app.desktop.done.getLast());
    assertTrue(report.contains("java.lang.IllegalStateException\n    at rollcall"), report);
    assertFalse(report.contains(NAME), report);
    app.closeDialog();
  }

  @Test
  void aBugThatRepeatsIsShownOnce() {
    IllegalStateException bug = new IllegalStateException("again");
    app.throwInWindow(bug);
    app.find("crash-restart", Button.class);
    app.closeDialog();
    app.throwInWindow(bug);
    app.throwInWindow(bug);
    Fx.run(() -> {});
    assertEquals(
        1, Fx.get(() -> Window.getWindows().stream().filter(Stage.class::isInstance).count()));
  }

  private String text(String selector) {
    return Fx.get(() ->
        ((Label) app.find("crash-restart", Button.class).getScene().getRoot().lookup(selector))
            .getText());
  }
}
