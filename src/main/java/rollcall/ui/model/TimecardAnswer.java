package rollcall.ui.model;

import java.util.Map;
import rollcall.presence.UserId;
import rollcall.timecard.DaySpans;
import rollcall.timecard.TotalsByDay;

/// Result of a query for timecards.
public sealed interface TimecardAnswer {
  /// The totals of the requested people.
  record Totals(Map<UserId, TotalsByDay> people) implements TimecardAnswer {
    public Totals {
      people = Map.copyOf(people);
    }
  }

  /// The record of the requested day.
  record Day(DaySpans day) implements TimecardAnswer {}

  /// Nothing could be read.
  ///
  /// @param sentence the problem and the remedy, for the user
  record Failed(String sentence) implements TimecardAnswer {}
}
