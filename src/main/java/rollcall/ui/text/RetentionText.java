package rollcall.ui.text;

import java.util.stream.Collectors;
import rollcall.presence.RecordingHours;
import rollcall.settings.Settings;

/// When people are recorded and how long that is kept, in one sentence. Pure.
public final class RetentionText {
  private RetentionText() {}

  /// Such as "Recorded always, kept 400 days."
  public static String of(Settings wishes) {
    int days = wishes.books().keepDays();
    String kept =
        !wishes.keepKnown()
            ? Messages.of("kept.unknown")
            : days == 0 ? Messages.of("kept.ever") : Messages.of("kept.days", days);
    String recorded = wishes.hoursKnown() ? hours(wishes.hours()) : Messages.of("kept.never");
    return Messages.of("kept", recorded, kept);
  }

  private static String hours(RecordingHours hours) {
    if (hours.isAlways()) {
      return Messages.of("kept.always");
    }
    String days =
        hours.days().stream()
            .map(day -> Messages.of("day." + day.getValue()))
            .collect(Collectors.joining(", "));
    return Messages.of("kept.hours", days, hours.from().toString(), hours.to().toString());
  }
}
