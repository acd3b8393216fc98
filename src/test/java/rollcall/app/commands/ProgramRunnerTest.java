package rollcall.app.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollcall.app.cli.Command;
import rollcall.app.cli.Command.Erase;
import rollcall.app.cli.Command.EraseAll;
import rollcall.app.cli.Command.Export;
import rollcall.app.cli.Command.Import;
import rollcall.app.cli.Command.PeopleSelection;
import rollcall.app.cli.Command.RecordPeople;
import rollcall.app.cli.Command.ServeDemo;
import rollcall.app.cli.Command.SetAside;
import rollcall.app.cli.Command.ShowWindow;
import rollcall.app.cli.Command.Unblock;
import rollcall.app.cli.Command.WatchPeople;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.simulator.DemoOptions;

class ProgramRunnerTest {
  private static final Command WATCH =
      new WatchPeople(WorkspaceOptions.NONE, PeopleSelection.SAVED);

  @Test
  void aCommandThatIsDoneSaysSo() {
    Log program = new Log(0);
    assertEquals(new Outcome(0, ""), attempt(program, WATCH));
    assertEquals(
        new Outcome(0, ""),
        attempt(program, new RecordPeople(WorkspaceOptions.NONE, PeopleSelection.SAVED)));
    assertEquals(new Outcome(0, ""), attempt(program, new ShowWindow(WorkspaceOptions.NONE)));
    assertEquals(
        new Outcome(0, ""),
        attempt(program, new ServeDemo(DemoOptions.standard(InstantSource.system()))));
    assertEquals(List.of("watch", "record", "window", "demo"), program.ran);
  }

  @Test
  void aFailureIsOneSentence() {
    Log program =
        new Log(0) {
          @Override
          public int run(WatchPeople command) throws IOException {
            throw new IOException("Slack can't be reached.", new IOException("connection refused"));
          }
        };
    assertEquals(new Outcome(1, "rollcall: Slack can't be reached.\n"), attempt(program, WATCH));
  }

  @Test
  void theProgramMayFailInItsOwnWords() {
    assertEquals(new Outcome(1, ""), attempt(new Log(1), WATCH));
  }

  private static Outcome attempt(CommandRunner program, Command command) {
    var err = new ByteArrayOutputStream();
    int code =
        ProgramRunner.attempt(program, command, new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Outcome(
        code, err.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
  }

  private record Outcome(int code, String err) {}

  /// A program that notes what it is asked.
  private static class Log implements CommandRunner {
    final List<String> ran = new ArrayList<>();
    private final int code;

    Log(int code) {
      this.code = code;
    }

    @Override
    public int run(ShowWindow command) throws IOException {
      return note("window");
    }

    @Override
    public int run(WatchPeople command) throws IOException {
      return note("watch");
    }

    @Override
    public int run(RecordPeople command) throws IOException {
      return note("record");
    }

    @Override
    public int run(Export command) throws IOException {
      return note("export");
    }

    @Override
    public int run(Import command) throws IOException {
      return note("import");
    }

    @Override
    public int run(Erase command) throws IOException {
      return note("erase");
    }

    @Override
    public int run(EraseAll command) throws IOException {
      return note("erase all");
    }

    @Override
    public int run(SetAside command) throws IOException {
      return note("set-aside");
    }

    @Override
    public int run(Unblock command) throws IOException {
      return note("unblock");
    }

    @Override
    public int run(ServeDemo command) throws IOException {
      return note("demo");
    }

    @Override
    public void close() {
      ran.add("close");
    }

    private int note(String what) {
      ran.add(what);
      return code;
    }
  }
}
