package rollcall.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
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

  @Test
  void aTokenIsTakenFromTheEnvironment() {
    assertEquals(
        new SlackToken("xoxb-1"),
        SlackToken.fromEnvironment(Map.of("SLACK_TOKEN", " xoxb-1 ", "SLACK_API_TOKEN", "xoxb-2")));
    assertEquals(
        new SlackToken("xoxb-2"),
        SlackToken.fromEnvironment(Map.of("SLACK_TOKEN", " ", "SLACK_API_TOKEN", "xoxb-2")));
  }

  @Test
  void aMissingOrUselessVariableIsSaidWithoutItsValue() {
    assertEquals(
        "The environment variable SLACK_TOKEN is not set: set it to a Slack token, which starts with"
            + " xoxb- or xoxp-.",
        assertThrows(IllegalStateException.class, () -> SlackToken.fromEnvironment(Map.of()))
            .getMessage());
    assertEquals(
        "The environment variable SLACK_TOKEN holds no Slack token: a token has no blanks, and"
            + " starts with xoxb- or xoxp-.",
        assertThrows(
                IllegalStateException.class,
                () -> SlackToken.fromEnvironment(Map.of("SLACK_TOKEN", "xoxb-1 2")))
            .getMessage());
  }
}
