package rollcall.ui.timecards;

import java.time.LocalDate;
import rollcall.presence.UserId;
import rollcall.timecard.DayRange;

/// Person and days: the key of a number in the grid, that of a day or the total of the range.
record CellId(UserId user, DayRange days) {
  CellId(UserId user, LocalDate day) {
    this(user, new DayRange(day, day));
  }

  /// The day, or the first one of a total.
  LocalDate day() {
    return days.first();
  }

  /// Whether this is the total of several days.
  boolean isTotal() {
    return days.count() > 1;
  }
}
