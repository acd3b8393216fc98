package rollcall.ui.model;

/// Result of a command.
///
/// @param <T> the requested value
public sealed interface CommandResult<T> {
  /// The command is done.
  record Done<T>(T value) implements CommandResult<T> {}

  /// The command failed, at least in part.
  ///
  /// @param sentence the problem and the remedy, for the user
  record Failed<T>(String sentence) implements CommandResult<T> {}
}
