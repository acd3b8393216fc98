package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ErrorCodeTest {
  @Test
  void theCodeHasThreePartsOfFourDigits() {
    assertTrue(ErrorCode.of(bug("a")).matches("[0-9A-Z]{4}:[0-9A-Z]{4}:[0-9A-Z]{4}"));
  }

  @Test
  void theSameBugHasTheSameCodeWithAnyMessage() {
    assertEquals(ErrorCode.of(bug("Grace")), ErrorCode.of(bug("Ada")));
    assertNotEquals(ErrorCode.of(bug("Grace")), ErrorCode.of(new IllegalStateException("Grace")));
  }

  @Test
  void aBugWithinAnotherExceptionHasTheSameFirstParts() {
    RuntimeException root = bug("Grace");
    String inner = ErrorCode.of(root);
    String outer = ErrorCode.of(new IllegalStateException("around", root));
    assertEquals(inner.substring(0, 9), outer.substring(0, 9));
    assertNotEquals(inner, outer);
  }

  @Test
  void theTraceHasNoMessages() {
    String trace = ErrorCode.trace(new IllegalStateException("xoxb-1", bug("Grace Hopper")));
    assertFalse(trace.contains("Grace") || trace.contains("xoxb"), trace);
    assertTrue(trace.startsWith("java.lang.IllegalStateException\n    at "), trace);
    assertTrue(trace.contains("Caused by: java.lang.IllegalArgumentException\n"), trace);
  }

  private static RuntimeException bug(String message) {
    return new IllegalArgumentException(message);
  }
}
