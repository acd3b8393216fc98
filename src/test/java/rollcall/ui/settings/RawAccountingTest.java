package rollcall.ui.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rollcall.settings.RetentionAndAccounting;

class RawAccountingTest {
  private static final RetentionAndAccounting BEFORE =
      new RetentionAndAccounting(90, 5, 90, LocalTime.MIDNIGHT);

  @Test
  void validInputKeepsTheRetention() {
    assertEquals(
        new FormResult.Valid<>(new RetentionAndAccounting(90, 10, 0, LocalTime.of(4, 0))),
        new RawAccounting(" 10 ", "0", "4").read(BEFORE));
    assertEquals(
        new FormResult.Valid<>(new RetentionAndAccounting(90, 1440, 3600, LocalTime.of(23, 59))),
        new RawAccounting("1440", "3600", "23:59").read(BEFORE));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 90, 00:00, BREAK, settings.counting.error.break",
    "1441, 90, 00:00, BREAK, settings.counting.error.break",
    "five, 90, 00:00, BREAK, settings.counting.error.break",
    "-5, 90, 00:00, BREAK, settings.counting.error.break",
    "5, 3601, 00:00, BRIDGE, settings.counting.error.bridge",
    "5, 99999999999, 00:00, BRIDGE, settings.counting.error.bridge",
    "5, 90, 24:00, DAY_START, settings.recording.error.time",
    "5, 90, '', DAY_START, settings.recording.error.time"
  })
  void firstInvalidFieldIsReported(
      String pause, String bridge, String dayStart, RawAccounting.Field field, String key) {
    assertEquals(
        new FormResult.Invalid<>(field, key),
        new RawAccounting(pause, bridge, dayStart).read(BEFORE));
  }
}
