package rollcall.app;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.cli.Command;

/// One run of the program, and the ways in which it ends: the command is done, someone presses
/// Ctrl+C or sends SIGTERM, or the process that started it is gone. It ends in order each time.
///
/// Lane: main; the shutdown hook only reads [#done].
final class Ending {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Program program;
  private final Command command;
  private volatile boolean done;

  Ending(Program program, Command command) {
    this.program = program;
    this.command = command;
  }

  /// Runs the command, and ends in order if it is interrupted.
  ///
  /// @return the exit code
  int run(PrintStream err) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(this::hook));
    int code = attempt(program, command, err);
    done = true;
    program.close();
    return code;
  }

  /// Does what was asked; a failure is one sentence.
  static int attempt(Program program, Command command, PrintStream err) {
    try {
      return program.run(command);
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
  static void withParent() {
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
      System.out.flush();
      // Stopping is how these commands are done; the JVM would say 130 or 143.
      Runtime.getRuntime().halt(failedWhenStopped() || program.lost() ? 1 : 0);
    }
  }

  /// Whether it had something to finish: the others go on until they are stopped.
  private boolean failedWhenStopped() {
    return switch (command) {
      case Command.Export _,
          Command.Import _,
          Command.Erase _,
          Command.EraseAll _,
          Command.Unblock _,
          Command.SetAside _ ->
          true;
      case Command.ShowWindow _,
          Command.WatchPeople _,
          Command.RecordPeople _,
          Command.ServeDemo _ ->
          false;
    };
  }
}
