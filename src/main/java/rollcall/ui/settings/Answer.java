package rollcall.ui.settings;

/// What reading a form gives.
///
/// @param <T> what can be meant
/// @param <F> the fields of the form
sealed interface Answer<T, F extends Enum<F>> {
  /// All is well.
  record Right<T, F extends Enum<F>>(T meant) implements Answer<T, F> {}

  /// Something is wrong.
  ///
  /// @param field the first that is
  /// @param key of the sentence that says what to do
  record Wrong<T, F extends Enum<F>>(F field, String key) implements Answer<T, F> {}
}
