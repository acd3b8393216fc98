package rollcall.timecard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Some days in a row, which are read and written together so that no range needs more memory than
/// another.
///
/// @param first the first day
/// @param last the last day, inclusive
record DayRange(LocalDate first, LocalDate last) {
  /// So many rows with all that belongs to them are in memory at a time, whatever the range.
  private static final int IN_MEMORY = 50_000;

  /// And so many totals, which are a tenth as large. More would not be faster by much: what is read
  /// twice is at the borders of a part.
  private static final int TOTALS_IN_MEMORY = 10 * IN_MEMORY;

  /// How many days fit into memory when each of so many people has so many rows a day.
  static int batchSize(int people, int rowsADay) {
    return Math.max(1, IN_MEMORY / rowsADay / Math.max(1, people));
  }

  /// How many days fit into memory when there are but totals of each of so many people's days.
  static int totalsBatchSize(int people) {
    return Math.max(1, TOTALS_IN_MEMORY / Math.max(1, people));
  }

  /// How many there are.
  int count() {
    return (int) (last.toEpochDay() - first.toEpochDay() + 1);
  }

  /// The day that many days after the first.
  LocalDate day(int index) {
    return first.plusDays(index);
  }

  /// These days in parts of so many; the first part ends with a week if whole weeks are meant.
  List<DayRange> split(int length) {
    List<DayRange> parts = new ArrayList<>();
    LocalDate begin = first;
    while (!begin.isAfter(last)) {
      LocalDate end = (length % 7 == 0 ? Week.of(begin).monday() : begin).plusDays(length - 1L);
      parts.add(new DayRange(begin, end.isAfter(last) ? last : end));
      begin = end.plusDays(1);
    }
    return parts;
  }
}
