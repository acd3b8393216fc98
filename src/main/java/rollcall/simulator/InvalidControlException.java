package rollcall.simulator;

/// Control input that cannot be understood, with the sentence that says why.
final class InvalidControlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidControlException(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
