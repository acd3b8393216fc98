package rollcall.app.commands;

/// Result of parsing the command line.
public sealed interface ParsedCommandLine {
  record Run(CliCommand command) implements ParsedCommandLine {}

  /// Help or the version, requested by the user.
  ///
  /// @param text for standard output, with its line breaks
  record PrintText(String text) implements ParsedCommandLine {}

  /// Arguments that cannot be understood.
  ///
  /// @param sentence what is wrong and which help to read, for standard error
  record UsageError(String sentence) implements ParsedCommandLine {}
}
