package rollcall.app.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.cli.Command;
import rollcall.app.terminal.BrokenPipeException;
import rollcall.app.terminal.PipeReader;
import rollcall.app.terminal.TerminalStream;
import rollcall.settings.OutputPath;

/// One run of the program, and the ways in which it ends: the command is done, someone presses
/// Ctrl+C or sends SIGTERM, or the process that started it is gone. It ends in order each time.
///
/// Lane: main; the shutdown hook only reads [#done].
public final class ProgramRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramRunner.class);

  private final CommandRunner program;
  private final Command command;
  private volatile boolean done;
  private volatile int failure;

  public ProgramRunner(CommandRunner program, Command command) {
    this.program = program;
    this.command = command;
  }

  /// Runs the command, and ends in order if it is interrupted.
  ///
  /// @return the exit code
  public int run(PrintStream err) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(this::hook));
    int code = attempt(program, command, err);
    done = true;
    program.close();
    return failure == 0 ? code : failure;
  }

  /// Ends the program when its standard output is of no use any more: quietly when the reader of a
  /// pipe went away; with a sentence when a command that only prints cannot do so.
  public void watch(TerminalStream out, PrintStream err) {
    OutputPath output = new OutputPath(Path.of("-"), Path.of("-"), true);
    if (output.pipe()) {
      out.onFailure(_ -> stop(BrokenPipeException.EXIT_CODE));
      if (goesOn()) {
        PipeReader.whenGone(() -> stop(BrokenPipeException.EXIT_CODE));
      }
      return;
    }
    out.onFailure(why -> {
      err.println("rollcall: Standard output cannot be written: " + why.getMessage() + ".");
      if (command instanceof Command.WatchPeople || command instanceof Command.ServeDemo) {
        stop(1);
      }
    });
  }

  /// Ends in order, from any thread, and without waiting for it.
  private void stop(int code) {
    failure = code;
    Thread.ofVirtual().name("output-failed").start(program::close);
  }

  /// Does what was asked; a failure is one sentence.
  static int attempt(CommandRunner program, Command command, PrintStream err) {
    try {
      return program.run(command);
    } catch (BrokenPipeException e) {
      return BrokenPipeException.EXIT_CODE;
    } catch (IOException e) {
      String sentence = e.getMessage();
      err.println("rollcall: " + (sentence == null ? e.getClass().getSimpleName() : sentence));
    } catch (RuntimeException e) {
      LOG.error("A bug ended the program", e);
      err.println("rollcall: Something went wrong inside Rollcall (" + e + ").");
    }
    return 1;
  }

  /// Ends this process in order when the one that started it is gone: Maven does not take what it
  /// started with it.
  public static void withParent() {
    Optional<CompletableFuture<ProcessHandle>> gone =
        ProcessHandle.current().parent().map(ProcessHandle::onExit);
    gone.ifPresent(parent -> {
      var _ = parent.thenRun(() -> System.exit(0));
    });
  }

  private void hook() {
    boolean interrupted = !done;
    program.close();
    if (interrupted) {
      // Stopping is how these commands are done; the JVM would say 130 or 143.
      Runtime.getRuntime().halt(goesOn() && !program.lost() ? 0 : 1);
    }
  }

  /// Whether it goes on until it is stopped; the others have something to finish.
  private boolean goesOn() {
    return switch (command) {
      case Command.Export _,
          Command.Import _,
          Command.Erase _,
          Command.EraseAll _,
          Command.Unblock _,
          Command.SetAside _ ->
          false;
      case Command.ShowWindow _,
          Command.WatchPeople _,
          Command.RecordPeople _,
          Command.ServeDemo _ ->
          true;
    };
  }
}
