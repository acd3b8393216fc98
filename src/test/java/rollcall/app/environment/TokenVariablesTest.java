package rollcall.app.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rollcall.testkit.RollcallProcess;

@DisabledOnOs(OS.WINDOWS)
class TokenVariablesTest {
  @TempDir Path scratch;

  @Test
  void aProgramStartedByNativeCodeHasNoToken() throws Exception {
    Map<String, String> environment =
        Map.of("SLACK_TOKEN", "xoxb-first", "SLACK_API_TOKEN", "xoxb-second", "OTHER", "kept");
    try (RollcallProcess parent =
        RollcallProcess.startTest(
            ProgramWithChild.class,
            environment,
            scratch,
            "echo child \"$SLACK_TOKEN$SLACK_API_TOKEN$OTHER\"")) {
      assertEquals(0, parent.exitCode(), parent.errors());
      assertEquals(List.of("child kept", "code 0", "Java has xoxb-first"), parent.remainingLines());
    }
  }
}
