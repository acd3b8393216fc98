package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramRunnerTest {
  @Test
  void aCommandThatIsDoneSaysSo() {
    CountingCommand command = new CountingCommand(0);
    assertEquals(new Outcome(0, ""), attempt(command));
    assertEquals(1, command.runs);
  }

  @Test
  void aFailureIsOneSentence() {
    assertEquals(
        new Outcome(1, "rollcall: Slack can't be reached.\n"),
        attempt(
            new CountingCommand(0) {
              @Override
              public int run(ProcessContext process) throws IOException {
                throw new IOException(
                    "Slack can't be reached.", new IOException("connection refused"));
              }
            }));
  }

  @Test
  void theProgramMayFailInItsOwnWords() {
    assertEquals(new Outcome(1, ""), attempt(new CountingCommand(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', true, false",
    "watch, true, true",
    "record, true, false",
    "demo-server, true, true",
    "export --from 2026-11-02 --to 2026-11-02 --out x, false, false",
    "import x, false, false",
    "erase x, false, false",
    "erase --all, false, false",
    "unblock x, false, false",
    "discard-future, false, false",
    "history init postgresql://host/db, false, false"
  })
  void aCommandKnowsWhetherItRunsUntilItIsStoppedAndWhetherItOnlyPrints(
      String words, boolean runsUntilStopped, boolean onlyPrints) {
    ParsedCommandLine parsed =
        CommandLineParser.read(words.isEmpty() ? new String[0] : words.split(" "));
    CliCommand command = ((ParsedCommandLine.Run) parsed).command();
    assertEquals(runsUntilStopped, command.runsUntilStopped());
    assertEquals(onlyPrints, command.onlyPrints());
  }

  private static Outcome attempt(CliCommand command) {
    var written = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
    int code =
        ProgramRunner.attempt(
            command, new ProcessContext(Map.of(), err, err, InstantSource.system()));
    return new Outcome(
        code, written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }

  private record Outcome(int code, String err) {}

  private static class CountingCommand extends CliCommand {
    private final int code;
    private int runs;

    CountingCommand(int code) {
      this.code = code;
    }

    @Override
    public int run(ProcessContext process) throws IOException {
      runs++;
      return code;
    }
  }
}
