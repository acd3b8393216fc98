package rollcall.ui.settings;

/// Result of validating a form.
///
/// @param <T> the value of the form
/// @param <F> the fields of the form
sealed interface FormResult<T, F extends Enum<F>> {
  /// All fields are valid.
  record Valid<T, F extends Enum<F>>(T value) implements FormResult<T, F> {}

  /// A field is invalid.
  ///
  /// @param field the first invalid field
  /// @param key the message key of the error
  record Invalid<T, F extends Enum<F>>(F field, String key) implements FormResult<T, F> {}
}
