package rollcall.app.commands;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import rollcall.app.cli.GlobalOptions;
import rollcall.app.cli.Version;
import rollcall.app.cli.WorkspaceOptions;
import rollcall.app.environment.WorkspaceContext;
import rollcall.app.environment.WorkspaceSelection;
import rollcall.language.Sentence;
import rollcall.settings.Settings;
import rollcall.settings.SettingsFile;

/// Command of the command line: picocli fills in its options, then it runs itself once.
///
/// Thread: main, except [#close] and [#hasUnsaved], which any thread may call at any time.
@Command(sortOptions = false, mixinStandardHelpOptions = true, versionProvider = Version.class)
public abstract class CliCommand implements AutoCloseable {
  @ParentCommand private @Nullable WindowCommand parent;
  private volatile Runnable onClose = () -> {};
  private volatile Supplier<Optional<String>> unsaved = Optional::empty;

  /// Checks options that depend on each other or have a range.
  ///
  /// @throws IllegalArgumentException when they cannot be used; its message is a sentence
  void validate() {}

  /// Runs the command until it is done or stopped.
  ///
  /// @return the exit code
  /// @throws IOException when the command fails; its message is a sentence for the user
  public abstract int run(ProcessContext process) throws IOException;

  /// Stops the running command in order, closes the history and returns when that is done. A second
  /// call has no effect.
  @Override
  public void close() {
    onClose.run();
  }

  /// Returns whether something that was seen could not be written at the end.
  final boolean hasUnsaved() {
    return unsaved.get().isPresent();
  }

  /// Returns whether the command runs until it is stopped: stopping is success then.
  boolean runsUntilStopped() {
    return false;
  }

  /// Returns whether the command is pointless when standard output cannot be written.
  boolean onlyPrints() {
    return false;
  }

  /// @param onClose stops the running command
  /// @param unsaved sentence on what could not be written at the end
  final void closeWith(Runnable onClose, Supplier<Optional<String>> unsaved) {
    this.onClose = onClose;
    this.unsaved = unsaved;
  }

  /// Context of the demo, or of the one workspace that the options name.
  static WorkspaceContext oneWorkspace(WorkspaceContext first, WorkspaceOptions options)
      throws IOException {
    return options.demo() ? first : WorkspaceSelection.of(first).one(options.workspace()).context();
  }

  /// Settings of the workspace; what cannot be read of them is printed.
  static Settings settings(WorkspaceContext context, TerminalListener terminal) throws IOException {
    SettingsFile.Loaded loaded = context.profile().settings().load();
    loaded.complaint().map(Sentence::english).ifPresent(terminal::print);
    return loaded.settings();
  }

  /// Options of this command, with the gaps filled from those before the command's name.
  final WorkspaceOptions merge(GlobalOptions own) {
    return (parent == null ? own : own.over(parent.global())).options();
  }
}
