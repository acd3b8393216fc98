package rollcall.app.environment;

/// Text of an exception for a person, in the language in use: its message, or that of its cause
/// where it has none.
public final class ErrorText {
  private ErrorText() {}

  public static String of(Throwable e) {
    Throwable root = e.getCause() != null && e.getMessage() == null ? e.getCause() : e;
    return String.valueOf(root.getLocalizedMessage());
  }
}
