package rollcall.demo;

/// Control input that cannot be understood, with the sentence that says why.
final class Unclear extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unclear(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
