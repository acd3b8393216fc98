package rollcall.ui.settings;

import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;
import rollcall.settings.RetentionAndAccounting;

/// Unvalidated input for the accounting rules.
///
/// @param breakMinutes a longer pause ends a session
/// @param bridgeSeconds an unknown gap up to this length counts as the state around it
/// @param dayStart the start of a day
record RawAccounting(String breakMinutes, String bridgeSeconds, String dayStart) {

  /// Validates the input.
  ///
  /// @param before supplies the other settings
  FormResult<RetentionAndAccounting, Field> read(RetentionAndAccounting before) {
    OptionalInt breakLength = number(breakMinutes, 24 * 60);
    if (breakLength.isEmpty()) {
      return new FormResult.Invalid<>(Field.BREAK, "settings.counting.error.break");
    }
    OptionalInt bridge = number(bridgeSeconds, 3600);
    if (bridge.isEmpty()) {
      return new FormResult.Invalid<>(Field.BRIDGE, "settings.counting.error.bridge");
    }
    Optional<LocalTime> start = RawRecordingHours.parseTime(dayStart, false);
    return start.isEmpty()
        ? new FormResult.Invalid<>(Field.DAY_START, "settings.recording.error.time")
        : new FormResult.Valid<>(
            before
                .withBreakMinutes(breakLength.getAsInt())
                .withBridgeSeconds(bridge.getAsInt())
                .withDayStart(start.get()));
  }

  private static OptionalInt number(String typed, int max) {
    String digits = typed.strip();
    boolean valid = digits.matches("\\d{1,4}") && Integer.parseInt(digits) <= max;
    return valid ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
  }

  /// Input field.
  enum Field {
    BREAK,
    BRIDGE,
    DAY_START
  }
}
