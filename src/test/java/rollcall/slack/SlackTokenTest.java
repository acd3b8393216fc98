package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackTokenTest {
  @ParameterizedTest
  @CsvSource({
    "xoxb-abcdefghijkl-1234, BOT, xoxb-…1234",
    "xoxp-abcdefghijkl-1234, USER, xoxp-…1234",
    "xapp-1-A0-123456789-abcd, APP, xapp-…abcd",
    "xoxc-123456789012-1234, BROWSER, xoxc-…1234",
    "xoxe.xoxp-1-123456789-9z, USER, xoxe.xoxp-…9-9z",
    "xoxb-short, BOT, xoxb-…",
    "correcthorsebattery, OTHER, …tery",
    "hunter2, OTHER, …"
  })
  void aTokenTellsItsKindAndHidesTheRest(String value, SlackToken.Kind kind, String masked) {
    SlackToken token = new SlackToken(" " + value + "\n");
    assertEquals(value, token.value());
    assertEquals(kind, token.kind());
    assertEquals(masked, token.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "xoxb 1", "xoxb-1\r\nX-Evil: 1", "xoxb-…1234"})
  void whatCannotBeATokenIsRefused(String value) {
    assertThrows(IllegalArgumentException.class, () -> new SlackToken(value));
  }
}
