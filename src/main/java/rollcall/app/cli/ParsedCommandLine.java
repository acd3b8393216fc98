package rollcall.app.cli;

/// What became of the words on the command line.
public sealed interface ParsedCommandLine {
  /// They ask for this.
  record Run(Command command) implements ParsedCommandLine {}

  /// They ask to be told something: help, or the version.
  ///
  /// @param text for standard output, with its line breaks
  record PrintText(String text) implements ParsedCommandLine {}

  /// They cannot be understood.
  ///
  /// @param sentence what is wrong and where to read on, for standard error
  record UsageError(String sentence) implements ParsedCommandLine {}
}
