package rollcall.ui.model;

/// What became of an erasure.
public sealed interface EraseResult {
  /// It is gone.
  ///
  /// @param sightings how many there were
  record Erased(long sightings) implements EraseResult {}

  /// It could not be done everywhere; it may be tried again.
  ///
  /// @param sentence what is wrong and what to do, for a person
  record Failed(String sentence) implements EraseResult {}
}
