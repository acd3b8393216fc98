package rollcall.ui.text;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rollcall.presence.RecordingSchedule;
import rollcall.settings.Settings;

/// Recording hours and retention in words. Pure.
public final class RecordingPolicyText {
  private RecordingPolicyText() {}

  /// A sentence such as "Recorded always, kept 400 days."
  public static String of(Settings settings) {
    return Messages.of("retention", recorded(settings), kept(settings));
  }

  /// The recording hours, such as "always".
  public static String recorded(Settings settings) {
    return settings.hoursKnown() ? hours(settings.hours()) : Messages.of("retention.never");
  }

  /// The retention of one person, such as "30 days".
  public static String kept(Settings settings, String id) {
    Integer own = settings.people().keepDays().get(id);
    return own == null || !settings.retentionKnown() ? kept(settings) : kept(settings, own);
  }

  /// The settings of a person that differ from the general ones, such as "Paused · kept 30 days";
  /// blank when there are none.
  public static String own(Settings settings, String id) {
    return Stream.of(
            settings.people().isPaused(id) ? Messages.of("person.paused") : "",
            settings.people().keepDays().containsKey(id)
                ? Messages.of("person.kept", kept(settings, id))
                : "")
        .filter(Predicate.not(String::isEmpty))
        .collect(Collectors.joining(" · "));
  }

  /// A sentence about the retention of one person, with the day on which the oldest entry is
  /// deleted: "Kept 30 days: the oldest entry, of 3 Nov 2026, is deleted on 3 Dec 2026."
  ///
  /// @param oldest time of the oldest entry, or null when it is not known
  public static String next(
      Settings settings, String id, @Nullable Instant oldest, Instant now, ZoneId zone) {
    String kept = kept(settings, id);
    int days = settings.people().keepDays().getOrDefault(id, settings.books().keepDays());
    if (oldest == null || days == 0 || !settings.retentionKnown()) {
      return Messages.of("retention.person", kept);
    }
    LocalDate tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
    // With totals, a day is deleted when it is over.
    LocalDate due =
        LocalDate.ofInstant(oldest.plus(days, ChronoUnit.DAYS), zone)
            .plusDays(settings.books().keepsDayTotals() ? 1 : 0);
    return Messages.of(
        "retention.person.next",
        kept,
        TimeFormat.date(LocalDate.ofInstant(oldest, zone)),
        TimeFormat.date(due.isBefore(tomorrow) ? tomorrow : due));
  }

  /// The general retention, such as "400 days".
  public static String kept(Settings settings) {
    return settings.retentionKnown()
        ? kept(settings, settings.books().keepDays())
        : Messages.of("retention.unknown");
  }

  private static String kept(Settings settings, int days) {
    return days == 0
        ? Messages.of("retention.forever")
        : Messages.of(
            settings.books().keepsDayTotals() ? "retention.days.totals" : "retention.days", days);
  }

  /// A sentence about the day of the next deletion for its age.
  ///
  /// @param first the start of the history, or null when it is empty
  public static String nextPurge(
      Settings settings, @Nullable Instant first, Instant now, ZoneId zone) {
    int days = settings.books().keepDays();
    if (!settings.retentionKnown() || days == 0) {
      return Messages.of("retention.purge.never");
    }
    if (first == null) {
      return Messages.of("retention.purge.empty");
    }
    LocalDate day = LocalDate.ofInstant(first.plus(days, ChronoUnit.DAYS), zone).plusDays(1);
    LocalDate tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
    return Messages.of("retention.purge", TimeFormat.date(day.isBefore(tomorrow) ? tomorrow : day));
  }

  /// The recording hours, such as "always".
  public static String hours(RecordingSchedule hours) {
    if (hours.isAlways()) {
      return Messages.of("retention.always");
    }
    return Messages.of(
        "retention.hours",
        days(hours.days()),
        TimeFormat.time(hours.from()),
        TimeFormat.time(hours.to()));
  }

  /// The days in words: three and more in a row as "Mon – Fri", also across the end of a week.
  private static String days(Set<DayOfWeek> days) {
    DayOfWeek first =
        days.stream()
            .filter(day -> !days.contains(day.minus(1)))
            .findFirst()
            .orElse(DayOfWeek.MONDAY);
    List<String> parts = new ArrayList<>();
    int row = 0;
    for (int i = 0; i < DayOfWeek.values().length; i++) {
      row = days.contains(first.plus(i)) ? row + 1 : 0;
      boolean ends = !days.contains(first.plus(i + 1L)) || i == DayOfWeek.values().length - 1;
      if (row >= 3 && ends) {
        parts.add(name(first.plus(i - row + 1L)) + " – " + name(first.plus(i)));
      } else if (row > 0 && ends) {
        IntStream.range(i - row + 1, i + 1).forEach(day -> parts.add(name(first.plus(day))));
      }
    }
    return String.join(", ", parts);
  }

  private static String name(DayOfWeek day) {
    return Messages.of("day." + day.getValue());
  }
}
