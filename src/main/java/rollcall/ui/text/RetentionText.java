package rollcall.ui.text;

import java.util.stream.Collectors;
import rollcall.presence.RecordingSchedule;
import rollcall.settings.Settings;

/// Recording hours and retention in one sentence. Pure.
public final class RetentionText {
  private RetentionText() {}

  /// A sentence such as "Recorded always, kept 400 days."
  public static String of(Settings settings) {
    int days = settings.books().keepDays();
    String retention =
        !settings.keepKnown()
            ? Messages.of("retention.unknown")
            : days == 0 ? Messages.of("retention.forever") : Messages.of("retention.days", days);
    String recorded =
        settings.hoursKnown() ? hours(settings.hours()) : Messages.of("retention.never");
    return Messages.of("retention", recorded, retention);
  }

  /// The hours as a part of a sentence, such as "always".
  public static String hours(RecordingSchedule hours) {
    if (hours.isAlways()) {
      return Messages.of("retention.always");
    }
    String days =
        hours.days().stream()
            .map(day -> Messages.of("day." + day.getValue()))
            .collect(Collectors.joining(", "));
    return Messages.of("retention.hours", days, hours.from().toString(), hours.to().toString());
  }
}
