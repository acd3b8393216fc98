package rollcall.timecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-09-17T07:00:00Z",
        "2026-09-17T07:00:02.1Z",
        "2026-09-17T07:00:02.123Z",
        "2026-09-17T07:00:02.000000001Z",
        "2024-02-29T23:59:59.999999999Z",
        "2026-12-31T24:00:00Z",
        "2026-09-17T09:00:00+02:00",
        "2026-09-17t07:00:00z",
        "+12026-09-17T07:00:00Z",
        "1969-12-31T23:59:59Z"
      })
  void theResultIsThatOfThePlatform(String text) {
    assertEquals(Instant.parse(text), InstantParser.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-09-17T07:00Z",
        "2026-02-30T07:00:00Z",
        "2026-13-01T07:00:00Z",
        "2026-09-17T25:00:00Z",
        "2026-09-17T07:61:00Z",
        "2026-09-17T07:00:61Z",
        "2026-09-17T07:00:00",
        "2026-09-17 07:00:00Z",
        "2026-09-17T07:00:00.0000000001Z",
        "2026-09-17T07:00:00,5Z",
        "\u0662026-09-17T07:00:00Z"
      })
  void whatIsNoInstantIsRefused(String text) {
    assertThrows(DateTimeException.class, () -> InstantParser.parse(text));
  }

  @Test
  void everyInstantThatAnExportWritesIsReadBack() {
    Random random = new Random(12);
    for (int i = 0; i < 10_000; i++) {
      Instant at = Instant.ofEpochMilli(random.nextLong(946_684_800_000L, 4_102_444_800_000L));
      assertEquals(at, InstantParser.parse(at.toString()));
    }
  }
}
