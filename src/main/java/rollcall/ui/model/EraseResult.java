package rollcall.ui.model;

/// Result of an erasure.
public sealed interface EraseResult {
  /// Everything is erased.
  ///
  /// @param sightings the number of erased sightings
  record Erased(long sightings) implements EraseResult {}

  /// The erasure is incomplete; it can be retried.
  ///
  /// @param sentence the problem and the remedy, for the user
  record Failed(String sentence) implements EraseResult {}
}
