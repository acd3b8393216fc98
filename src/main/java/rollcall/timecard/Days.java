package rollcall.timecard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Some days in a row, which are read and written together so that no range needs more memory than
/// another.
///
/// @param first the first day
/// @param last the last day, inclusive
record Days(LocalDate first, LocalDate last) {
  /// So many rows are in memory at a time, whatever the range.
  private static final int IN_MEMORY = 50_000;

  /// How many days fit into memory when each of so many people has so many rows a day.
  static int atATime(int people, int rowsADay) {
    return Math.max(1, IN_MEMORY / rowsADay / Math.max(1, people));
  }

  /// These days in parts of so many; the first part ends with a week if whole weeks are meant.
  List<Days> inParts(int length) {
    List<Days> parts = new ArrayList<>();
    LocalDate begin = first;
    while (!begin.isAfter(last)) {
      LocalDate end = (length % 7 == 0 ? Week.of(begin).monday() : begin).plusDays(length - 1L);
      parts.add(new Days(begin, end.isAfter(last) ? last : end));
      begin = end.plusDays(1);
    }
    return parts;
  }
}
