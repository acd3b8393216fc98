package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import rollcall.testkit.FakeProxy;
import rollcall.testkit.FakeSlack;

@Timeout(120)
class CheckCommandTest {
  private static final String TOKEN = "xoxb-abcdefghijkl-secret";

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theDemoIsLiveWithExitCodeZero() {
    assertEquals(0, run(Map.of(), "check", "--demo"));
    assertTrue(printed().contains("Result: Live."), printed());
    assertEquals(8, printed().lines().filter(line -> line.matches(".* ms\\)?  .*")).count());
  }

  @Test
  void aRefusedTokenEndsWithExitCodeOneAndIsNotPrinted() throws Exception {
    try (FakeSlack slack = new FakeSlack()) {
      slack.on("auth.test", "{\"ok\":false,\"error\":\"invalid_auth\"}");
      String url = slack.apiUrl().toString();
      assertEquals(1, run(Map.of("SLACK_TOKEN", TOKEN), "check", "--api-url", url));
    }
    assertTrue(printed().contains("Slack didn't accept this token"), printed());
    assertTrue(printed().contains("Result: Rollcall cannot watch presence now."), printed());
    assertFalse((printed() + err).contains("secret"), printed() + err);
  }

  @Test
  void theProxyOfTheCommandLineIsNamedAsItsOrigin() {
    int code =
        run(
            Map.of("SLACK_TOKEN", TOKEN),
            "check",
            "--api-url",
            "https://slack.invalid/api/",
            "--proxy",
            "http://127.0.0.1:1");
    assertEquals(1, code);
    assertTrue(printed().contains("127.0.0.1:1, from --proxy"), printed());
  }

  @Test
  void aProxyThatWantsASignInIsExplainedWithItsVariable() throws Exception {
    try (FakeProxy proxy =
        new FakeProxy(
            1,
            "HTTP/1.1 407 Proxy Authentication Required\n"
                + "Proxy-Authenticate: Basic realm=\"squid\"")) {
      String address = "http://127.0.0.1:" + proxy.port();
      assertEquals(
          1, run(Map.of("SLACK_TOKEN", TOKEN), "check", "--proxy", address), printed() + err);
    }
    assertTrue(printed().contains("Put both into https_proxy, as in http://user:"), printed());
  }

  private int run(Map<String, String> environment, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--data-dir";
    all[words.length + 1] = directory.toString();
    ParsedCommandLine.Run parsed = (ParsedCommandLine.Run) CommandLineParser.read(all);
    ProcessContext process =
        new ProcessContext(
            environment, new PrintStream(out), new PrintStream(err), InstantSource.system());
    return ProgramRunner.attempt(parsed.command(), process);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
