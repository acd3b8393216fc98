package rollcall.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.SlackSimulator;
import rollcall.testkit.PostgresServer;
import rollcall.testkit.RollcallProcess;

/// Last words of a recorder of a shared record, as a process.
@Timeout(600)
class RecorderEndTest {
  @TempDir Path scratch;
  @AutoClose private PostgresServer server;
  @AutoClose private SlackSimulator workspace;

  @BeforeEach
  void open() throws Exception {
    server = PostgresServer.start();
    server.useNewRecord();
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withoutLimits().withFrozenPeople());
  }

  @Test
  void atItsEndItDoesNotSayThatRecordingContinues() throws Exception {
    try (RollcallProcess recorder = recorder("recorder")) {
      assertTrue(recorder.nextLine().matches("U\\w+: (active|away)"));
      assertEquals(0, recorder.stop(), recorder.errors());
      assertFalse(recorder.errors().contains("Recording continues"), recorder.errors());
    }
  }

  @Test
  void theReasonOfARefusalIsItsLastLine() throws Exception {
    server.sql("create role viewer login", "grant rollcall_viewer to viewer");
    try (RollcallProcess recorder = recorder("viewer")) {
      assertEquals(1, recorder.exitCode(), recorder.errors());
      String last = recorder.errors().lines().toList().getLast();
      assertTrue(last.contains("rollcall_recorder"), recorder.errors());
    }
  }

  private RollcallProcess recorder(String user) throws Exception {
    return RollcallProcess.start(
        workspace.token(),
        scratch,
        "record",
        "--history",
        "postgresql://%s@localhost:%s/%s".formatted(user, server.port(), server.database()),
        "--name",
        "berlin-1",
        "--everyone",
        "--api-url",
        workspace.apiUrl().toString(),
        "--data-dir",
        scratch.resolve("data").toString());
  }
}
