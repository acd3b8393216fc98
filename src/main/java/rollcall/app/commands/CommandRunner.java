package rollcall.app.commands;

import java.io.IOException;
import rollcall.app.cli.Command;

/// What the front door opens to: one method a command. Each returns when the command is done, with
/// the exit code, and fails with an [IOException] whose message is a sentence for a person.
///
/// [#close] may come at any time and from another thread (Ctrl+C, SIGTERM): it ends in order
/// whatever runs, closes the history cleanly, returns when that is done, and may come twice.
public interface CommandRunner extends AutoCloseable {
  /// Shows the window until it is closed.
  int run(Command.ShowWindow command) throws IOException;

  /// Prints changes of presence to standard output until it is stopped.
  int run(Command.WatchPeople command) throws IOException;

  /// Prints and records changes of presence until it is stopped.
  int run(Command.RecordPeople command) throws IOException;

  /// Writes a part of the record to a file.
  int run(Command.Export command) throws IOException;

  /// Brings a record into an empty history.
  int run(Command.Import command) throws IOException;

  /// Erases a person.
  int run(Command.Erase command) throws IOException;

  /// Erases everybody.
  int run(Command.EraseAll command) throws IOException;

  /// Lets an erased person be recorded again.
  int run(Command.Unblock command) throws IOException;

  /// Sets aside what was recorded by a clock that was ahead.
  int run(Command.SetAside command) throws IOException;

  /// Serves the demo workspace until it is stopped.
  int run(Command.ServeDemo command) throws IOException;

  @Override
  void close();

  /// Whether something that was seen could not be kept when it ended.
  default boolean lost() {
    return false;
  }

  /// Does what was asked.
  default int run(Command command) throws IOException {
    return switch (command) {
      case Command.ShowWindow window -> run(window);
      case Command.WatchPeople watch -> run(watch);
      case Command.RecordPeople record -> run(record);
      case Command.Export export -> run(export);
      case Command.Import bringIn -> run(bringIn);
      case Command.Erase erase -> run(erase);
      case Command.EraseAll all -> run(all);
      case Command.Unblock unblock -> run(unblock);
      case Command.SetAside aside -> run(aside);
      case Command.ServeDemo demo -> run(demo);
    };
  }
}
