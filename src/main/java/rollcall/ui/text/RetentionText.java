package rollcall.ui.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

  /// A sentence about the day of the next deletion for its age.
  ///
  /// @param first the start of the history, or null when it is empty
  public static String nextPurge(
      Settings settings, @Nullable Instant first, Instant now, ZoneId zone) {
    int days = settings.books().keepDays();
    if (!settings.keepKnown() || days == 0) {
      return Messages.of("retention.purge.never");
    }
    if (first == null) {
      return Messages.of("retention.purge.empty");
    }
    LocalDate day = LocalDate.ofInstant(first.plus(days, ChronoUnit.DAYS), zone).plusDays(1);
    LocalDate tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
    return Messages.of(
        "retention.purge", TimeFormat.date(day.isBefore(tomorrow) ? tomorrow : day));
  }

  /// The recording hours, such as "always".
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
