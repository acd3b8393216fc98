package rollcall.settings;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Retention and accounting settings.
///
/// @param keepDays retention in days; 0 for no limit
/// @param breakMinutes minimum length of a break, which ends a session
/// @param bridgeSeconds an unknown gap of at most so many seconds, with the same state on both
///   sides, counts as that state
/// @param dayStart time at which a day begins
/// @param keepDayTotals whether the totals of days are kept when the retention deletes their
///   entries; null while the user has not chosen: then none are added, and none are deleted
public record RetentionAndAccounting(
    int keepDays,
    int breakMinutes,
    int bridgeSeconds,
    LocalTime dayStart,
    @Nullable Boolean keepDayTotals) {
  /// Defaults: 400 days, for a payroll year and its corrections; breaks over five minutes, gaps up
  /// to ninety seconds bridged, days from midnight.
  public static final RetentionAndAccounting DEFAULT =
      new RetentionAndAccounting(400, 5, 90, LocalTime.MIDNIGHT);

  /// Settings without a choice about the totals of deleted days.
  public RetentionAndAccounting(
      int keepDays, int breakMinutes, int bridgeSeconds, LocalTime dayStart) {
    this(keepDays, breakMinutes, bridgeSeconds, dayStart, null);
  }

  /// Upper limit of `keepDays`: a century.
  public static final int MOST_DAYS = 36_500;

  public RetentionAndAccounting {
    if (keepDays < 0
        || keepDays > MOST_DAYS
        || breakMinutes < 0
        || breakMinutes > 24 * 60
        || bridgeSeconds < 0
        || bridgeSeconds > 3600) {
      throw new IllegalArgumentException(
          "keepDays must be between 0 and 36500, was %s; breakMinutes 0 to 1440, was %s; bridgeSeconds 0 to 3600, was %s."
              .formatted(keepDays, breakMinutes, bridgeSeconds));
    }
  }

  public RetentionAndAccounting withKeepDays(int days) {
    return new RetentionAndAccounting(days, breakMinutes, bridgeSeconds, dayStart, keepDayTotals);
  }

  public RetentionAndAccounting withBreakMinutes(int minutes) {
    return new RetentionAndAccounting(keepDays, minutes, bridgeSeconds, dayStart, keepDayTotals);
  }

  public RetentionAndAccounting withBridgeSeconds(int seconds) {
    return new RetentionAndAccounting(keepDays, breakMinutes, seconds, dayStart, keepDayTotals);
  }

  public RetentionAndAccounting withDayStart(LocalTime start) {
    return new RetentionAndAccounting(keepDays, breakMinutes, bridgeSeconds, start, keepDayTotals);
  }

  public RetentionAndAccounting withKeepDayTotals(@Nullable Boolean keep) {
    return new RetentionAndAccounting(keepDays, breakMinutes, bridgeSeconds, dayStart, keep);
  }

  /// Returns whether the totals of days are kept when the retention deletes their entries.
  public boolean keepsDayTotals() {
    return Boolean.TRUE.equals(keepDayTotals);
  }

  /// Reads the retention and accounting; an unreadable retention is unlimited.
  static RetentionAndAccounting read(FieldReader settings) {
    FieldReader books =
        settings.object("books", "nothing is deleted for its age, and time is counted as usual");
    return new RetentionAndAccounting(
        books.number(
            "keepDays", 0, MOST_DAYS, DEFAULT.keepDays, 0, "nothing is deleted for its age"),
        books.numberOrDefault("breakMinutes", 0, 24 * 60, DEFAULT.breakMinutes, FieldReader.COUNTS),
        books.numberOrDefault("bridgeSeconds", 0, 3600, DEFAULT.bridgeSeconds, FieldReader.COUNTS),
        books.plain(
            "dayStart",
            "a time such as 04:00",
            DEFAULT.dayStart,
            FieldReader.COUNTS,
            FieldReader::time),
        books.<@Nullable Boolean>plain(
            "keepDayTotals",
            "true or false",
            null,
            "nothing is deleted for its age",
            FieldReader::isTrue));
  }

  ObjectNode write(ObjectNode json) {
    json.put("keepDays", keepDays)
        .put("breakMinutes", breakMinutes)
        .put("bridgeSeconds", bridgeSeconds)
        .put("dayStart", dayStart.toString());
    return keepDayTotals == null ? json : json.put("keepDayTotals", keepDayTotals);
  }
}
