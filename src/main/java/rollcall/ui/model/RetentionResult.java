package rollcall.ui.model;

/// What became of a wish to keep the record for another time.
public sealed interface RetentionResult {
  /// It is so from now on, and what was older is gone.
  ///
  /// @param shortened of how many people something was deleted
  record Kept(int shortened) implements RetentionResult {}

  /// What was older could not be deleted everywhere; it is tried again every day.
  ///
  /// @param sentence what is wrong and what to do, for a person
  record Failed(String sentence) implements RetentionResult {}
}
