package rollcall.ui.settings;

/// What reading a form gives.
///
/// @param <T> what can be meant
/// @param <F> the fields of the form
sealed interface FormResult<T, F extends Enum<F>> {
  /// All is well.
  record Valid<T, F extends Enum<F>>(T value) implements FormResult<T, F> {}

  /// Something is wrong.
  ///
  /// @param field the first that is
  /// @param key of the sentence that says what to do
  record Invalid<T, F extends Enum<F>>(F field, String key) implements FormResult<T, F> {}
}
