package rollcall.app.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rollcall.app.terminal.BrokenPipeException;
import rollcall.app.terminal.BrokenPipeMonitor;
import rollcall.app.terminal.CleanedOutput;
import rollcall.files.OutputPath;

/// Runs one command and ends the process in order: when the command is done, on Ctrl+C or SIGTERM,
/// when standard output is closed, and when the parent process is gone.
///
/// Thread: main; the shutdown hook only reads [#done].
public final class ProgramRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramRunner.class);

  private final CliCommand command;
  private final ProcessContext process;
  private volatile boolean done;
  private volatile int failure;

  public ProgramRunner(CliCommand command, ProcessContext process) {
    this.command = command;
    this.process = process;
  }

  /// Runs the command, and ends in order if it is interrupted.
  ///
  /// @return the exit code
  public int run() {
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(this::onShutdown));
    int code = attempt(command, process);
    done = true;
    command.close();
    process.temporary().close();
    return failure == 0 ? code : failure;
  }

  /// Ends the program when standard output fails: silently when the reader of a pipe is gone, with
  /// a sentence when a command that only prints cannot do so.
  public void watch(CleanedOutput out) {
    if (isPiped()) {
      out.onFailure(_ -> stop(BrokenPipeException.EXIT_CODE));
      if (command.runsUntilStopped()) {
        BrokenPipeMonitor.whenGone(() -> stop(BrokenPipeException.EXIT_CODE));
      }
      return;
    }
    out.onFailure(why -> {
      printUnwritable(process.err(), why);
      if (command.onlyPrints()) {
        stop(1);
      }
    });
  }

  /// Prints a text; when standard output cannot be written, ends the process as [#watch] does.
  public static void print(String text, CleanedOutput out, PrintStream err) {
    out.onFailure(why -> {
      if (isPiped()) {
        System.exit(BrokenPipeException.EXIT_CODE);
      }
      printUnwritable(err, why);
      System.exit(1);
    });
    out.print(text);
    out.flush();
  }

  private static boolean isPiped() {
    return new OutputPath(Path.of("-"), Path.of("-"), true).pipe();
  }

  private static void printUnwritable(PrintStream err, IOException why) {
    err.println("rollcall: Standard output cannot be written: " + why.getMessage() + ".");
  }

  /// Ends in order, from any thread, without waiting for the end.
  private void stop(int code) {
    failure = code;
    Thread.ofVirtual().name("output-failed").start(command::close);
  }

  /// Runs the command; a failure is printed as one sentence.
  static int attempt(CliCommand command, ProcessContext process) {
    PrintStream err = process.err();
    try {
      return command.run(process);
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

  /// Ends this process in order when its parent process is gone: Maven does not stop the processes
  /// it started.
  public static void withParent() {
    Optional<CompletableFuture<ProcessHandle>> gone =
        ProcessHandle.current().parent().map(ProcessHandle::onExit);
    gone.ifPresent(parent -> {
      var _ = parent.thenRun(() -> System.exit(0));
    });
  }

  private void onShutdown() {
    boolean interrupted = !done;
    command.close();
    process.temporary().close();
    if (interrupted) {
      // Stopping is how these commands are done; the JVM would say 130 or 143.
      Runtime.getRuntime().halt(command.runsUntilStopped() && !command.hasUnsaved() ? 0 : 1);
    }
  }
}
