package rollcall.app.commands;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import rollcall.app.cli.GlobalOptions;
import rollcall.app.cli.PeopleOptions;
import rollcall.app.cli.PeopleSelection;
import rollcall.app.cli.SharedRecordOptions;
import rollcall.app.cli.WorkspaceOptions;

/// `rollcall watch`: prints each change of presence and stores nothing, until it is stopped.
@Command(
    name = "watch",
    description = {
      "Prints a line for each change of presence, such as 'U123: active', and stores nothing.",
      "",
      "Changes go to standard output, everything else to standard error. Ctrl+C ends it."
    })
sealed class WatchCommand extends CliCommand permits RecordCommand {
  @Mixin private final GlobalOptions global = new GlobalOptions();
  @Mixin private final PeopleOptions people = new PeopleOptions();

  final WorkspaceOptions options() {
    return merge(global);
  }

  final PeopleSelection selection() {
    return people.selection();
  }

  /// Returns whether sightings are written to the history.
  boolean records() {
    return false;
  }

  /// Returns the record on a server to hand over to; null for that of the history, if it has one.
  SharedRecordOptions.@Nullable SharedRecord sharedRecord() {
    return null;
  }

  @Override
  final void validate() {
    people.selection();
    sharedRecord();
  }

  @Override
  public final int run(ProcessContext process) throws IOException {
    HeadlessSessionRunner sessions =
        HeadlessSessionRunner.of(
            process.context(options()),
            options(),
            process.terminal(),
            records(),
            sharedRecord(),
            selection());
    closeWith(sessions::close, sessions::unsavedSentence);
    return sessions.run();
  }

  @Override
  final boolean runsUntilStopped() {
    return true;
  }

  @Override
  boolean onlyPrints() {
    return true;
  }
}
