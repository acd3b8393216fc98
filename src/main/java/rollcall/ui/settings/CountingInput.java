package rollcall.ui.settings;

import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;
import rollcall.settings.RecordSettings;

/// What was typed for how time is counted, before anybody believed it.
///
/// @param breakMinutes a pause longer than so many minutes ends a session
/// @param bridgeSeconds an unknown gap up to so many seconds counts as what is around it
/// @param dayStart when a day begins
record CountingInput(String breakMinutes, String bridgeSeconds, String dayStart) {

  /// What was meant, or what is wrong with the first wrong field.
  ///
  /// @param before what is kept beside these
  FormResult<RecordSettings, Field> read(RecordSettings before) {
    OptionalInt breakLength = number(breakMinutes, 24 * 60);
    if (breakLength.isEmpty()) {
      return new FormResult.Invalid<>(Field.BREAK, "settings.counting.error.break");
    }
    OptionalInt bridge = number(bridgeSeconds, 3600);
    if (bridge.isEmpty()) {
      return new FormResult.Invalid<>(Field.BRIDGE, "settings.counting.error.bridge");
    }
    Optional<LocalTime> start = HoursInput.parseTime(dayStart, false);
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

  /// A field of the form.
  enum Field {
    BREAK,
    BRIDGE,
    DAY_START
  }
}
