package rollcall.app.cli;

/// What became of the words on the command line.
public sealed interface Parsed {
  /// They ask for this.
  record Run(Command command) implements Parsed {}

  /// They ask to be told something: help, or the version.
  ///
  /// @param text for standard output, with its line breaks
  record Tell(String text) implements Parsed {}

  /// They cannot be understood.
  ///
  /// @param sentence what is wrong and where to read on, for standard error
  record Misused(String sentence) implements Parsed {}
}
