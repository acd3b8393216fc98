package rollcall.slack.rtm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceFrameDecoderTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String BATCH =
      "{\"type\":\"presence_change\",\"users\":[\"U1\",\"W2\",\"U3\"],\"presence\":\"away\"}";
  private static final String BATCH_TURNED =
      "{\"type\":\"presence_change\",\"presence\":\"active\",\"users\":[\"U1\"]}";
  private static final String SINGLE =
      "{\"type\":\"presence_change\",\"user\":\"U1\",\"presence\":\"active\"}";

  @ParameterizedTest
  @ValueSource(strings = {BATCH, BATCH_TURNED, SINGLE})
  void theFormsThatSlackWritesAreReadWithoutTheParser(String json) throws Exception {
    assertNotNull(PresenceFrameDecoder.read(json, NOON));
    assertEquals(RtmEventDecoder.parse(json, NOON), PresenceFrameDecoder.read(json, NOON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"type\":\"presence_change\"}",
        "{\"type\":\"presence_change\",\"users\":[],\"presence\":\"away\"}",
        "{\"type\":\"presence_change\",\"users\":[\"\"],\"presence\":\"away\"}",
        "{\"type\":\"presence_change\",\"users\":[\"U\\u0031\"],\"presence\":\"away\"}",
        "{\"type\":\"presence_change\",\"users\":[\"U1\",],\"presence\":\"away\"}",
        "{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"busy\"}",
        "{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"away\",\"x\":1}",
        "{\"type\":\"presence_change\",\"users\":[\"U1\"],\"presence\":\"away\"} ",
        "{\"type\":\"presence_change\", \"users\":[\"U1\"],\"presence\":\"away\"}",
        "{\"type\":\"presence_change\",\"users\":[\"U1\"],\"users\":[\"U2\"],\"presence\":\"away\"}",
        "{\"type\":\"presence_changes\",\"users\":[\"U1\"],\"presence\":\"away\"}"
      })
  void whateverElseIsLeftToTheParser(String json) {
    assertNull(PresenceFrameDecoder.read(json, NOON));
  }

  @Test
  void whereItReadsAnythingTheParserReadsTheSame() throws Exception {
    Random random = new Random(1);
    String[] seeds = {BATCH, BATCH_TURNED, SINGLE};
    String spice = "\"\\{}[]:, U1a\u0000\n";
    int read = 0;
    for (int i = 0; i < 300_000; i++) {
      StringBuilder json = new StringBuilder(seeds[i % seeds.length]);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int where = random.nextInt(json.length());
        switch (random.nextInt(4)) {
          case 0 -> json.deleteCharAt(where);
          case 1 -> json.insert(where, spice.charAt(random.nextInt(spice.length())));
          case 2 -> json.setCharAt(where, spice.charAt(random.nextInt(spice.length())));
          default -> json.insert(where, json.charAt(random.nextInt(json.length())));
        }
      }
      RtmEvent hot = PresenceFrameDecoder.read(json.toString(), NOON);
      if (hot != null) {
        read++;
        assertEquals(RtmEventDecoder.parse(json.toString(), NOON), hot);
      }
    }
    assertEquals(true, read > 1000, read + " frames read");
  }
}
