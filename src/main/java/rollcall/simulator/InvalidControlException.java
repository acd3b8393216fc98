package rollcall.simulator;

/// Thrown for invalid control input; the message names the fault.
final class InvalidControlException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidControlException(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
