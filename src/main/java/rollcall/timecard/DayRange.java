package rollcall.timecard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Range of consecutive days. An export reads and writes one range as a batch, so that memory does
/// not grow with the exported range.
///
/// @param first the first day
/// @param last the last day, inclusive
public record DayRange(LocalDate first, LocalDate last) {
  /// All days of a record.
  public static final DayRange ALL = new DayRange(LocalDate.EPOCH, LocalDate.of(9999, 12, 31));

  /// The maximum number of detailed rows in memory at a time, for any range.
  private static final int IN_MEMORY = 50_000;

  /// The maximum number of day totals in memory, which are a tenth as large. More would gain
  /// little: only the edges of a batch are read twice.
  private static final int TOTALS_IN_MEMORY = 10 * IN_MEMORY;

  /// The number of days that fit into memory with this many people and rows a person and day.
  static int batchSize(int people, int rowsADay) {
    return Math.max(1, IN_MEMORY / rowsADay / Math.max(1, people));
  }

  /// The number of days that fit into memory when only the totals of each person and day are kept.
  static int totalsBatchSize(int people) {
    return Math.max(1, TOTALS_IN_MEMORY / Math.max(1, people));
  }

  /// The number of days.
  public int count() {
    return (int) (last.toEpochDay() - first.toEpochDay() + 1);
  }

  /// The day at this index, from 0.
  public LocalDate day(int index) {
    return first.plusDays(index);
  }

  /// Start of the time that can affect the totals of these days, in every time zone and with every
  /// start of the day.
  Instant earliestInput() {
    return first.minusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /// End of the time that can affect the totals of these days, in the same sense.
  Instant latestInput() {
    return last.plusDays(4).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  /// All days, in order.
  public List<LocalDate> toList() {
    return first.datesUntil(last.plusDays(1)).toList();
  }

  /// These days in batches of at most `length`; the first batch ends with a week when `length` is
  /// whole weeks.
  List<DayRange> split(int length) {
    List<DayRange> parts = new ArrayList<>();
    LocalDate begin = first;
    while (!begin.isAfter(last)) {
      LocalDate end = (length % 7 == 0 ? IsoWeek.of(begin).monday() : begin).plusDays(length - 1L);
      parts.add(new DayRange(begin, end.isAfter(last) ? last : end));
      begin = end.plusDays(1);
    }
    return parts;
  }
}
