package rollcall.ui.model;

/// Answer to a command.
///
/// @param <T> the requested value
public sealed interface Answer<T> {
  /// The command is done.
  record Done<T>(T value) implements Answer<T> {}

  /// The command failed, at least in part.
  ///
  /// @param sentence the problem and the remedy, for the user
  record Failed<T>(String sentence) implements Answer<T> {}
}
