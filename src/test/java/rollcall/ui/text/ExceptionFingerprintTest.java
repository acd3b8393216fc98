package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExceptionFingerprintTest {
  @Test
  void theCodeHasThreePartsOfFourDigits() {
    assertTrue(ExceptionFingerprint.of(bug("a")).matches("[0-9A-Z]{4}:[0-9A-Z]{4}:[0-9A-Z]{4}"));
  }

  @Test
  void theSameBugHasTheSameCodeWithAnyMessage() {
    assertEquals(ExceptionFingerprint.of(bug("Grace")), ExceptionFingerprint.of(bug("Ada")));
    assertNotEquals(
        ExceptionFingerprint.of(bug("Grace")),
        ExceptionFingerprint.of(new IllegalStateException("Grace")));
  }

  @Test
  void aBugWithinAnotherExceptionHasTheSameFirstParts() {
    RuntimeException root = bug("Grace");
    String inner = ExceptionFingerprint.of(root);
    String outer = ExceptionFingerprint.of(new IllegalStateException("around", root));
    assertEquals(inner.substring(0, 9), outer.substring(0, 9));
    assertNotEquals(inner, outer);
  }

  @Test
  void theTraceHasNoMessages() {
    String trace =
        ExceptionFingerprint.trace(new IllegalStateException("xoxb-1", bug("Grace Hopper")));
    assertFalse(trace.contains("Grace") || trace.contains("xoxb"), trace);
    assertTrue(trace.startsWith("java.lang.IllegalStateException\n    at "), trace);
    assertTrue(trace.contains("Caused by: java.lang.IllegalArgumentException\n"), trace);
  }

  private static RuntimeException bug(String message) {
    return new IllegalArgumentException(message);
  }
}
