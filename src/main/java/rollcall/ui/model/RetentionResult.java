package rollcall.ui.model;

/// Result of a retention change.
public sealed interface RetentionResult {
  /// The retention is set and older history is deleted.
  ///
  /// @param shortened the number of people whose history was shortened
  record Kept(int shortened) implements RetentionResult {}

  /// Older history could not be deleted everywhere; this is retried daily.
  ///
  /// @param sentence the problem and the remedy, for the user
  record Failed(String sentence) implements RetentionResult {}
}
