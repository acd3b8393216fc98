package rollcall.ui;

import java.util.stream.Collectors;
import rollcall.presence.RecordingHours;
import rollcall.settings.Settings;

/// When people are recorded and how long that is kept, in one sentence. Pure.
public final class KeptWords {
  private KeptWords() {}

  /// Such as "Recorded always, kept 400 days."
  public static String of(Settings wishes) {
    int days = wishes.books().keepDays();
    String kept =
        !wishes.keepKnown()
            ? Words.of("kept.unknown")
            : days == 0 ? Words.of("kept.ever") : Words.of("kept.days", days);
    String recorded = wishes.hoursKnown() ? hours(wishes.hours()) : Words.of("kept.never");
    return Words.of("kept", recorded, kept);
  }

  private static String hours(RecordingHours hours) {
    if (hours.always()) {
      return Words.of("kept.always");
    }
    String days =
        hours.days().stream()
            .map(day -> Words.of("day." + day.getValue()))
            .collect(Collectors.joining(", "));
    return Words.of("kept.hours", days, hours.from().toString(), hours.to().toString());
  }
}
