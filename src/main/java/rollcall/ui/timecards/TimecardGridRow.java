package rollcall.ui.timecards;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.timecard.DayTotals;
import rollcall.ui.model.PersonRow;

/// Row of the grid.
sealed interface TimecardGridRow {
  /// The name in the first column.
  String title();

  /// The sum over the days of the range.
  TotalsSum sum();

  /// The id of the person; null for a group.
  default @Nullable UserId user() {
    return this instanceof Member(PersonRow person, _, _, _, _) ? person.id() : null;
  }

  /// Heading of a group.
  ///
  /// @param people the number of people in it
  record Heading(String title, int people, TotalsSum sum) implements TimecardGridRow {}

  /// Person with the totals of their days.
  ///
  /// @param zone the time zone that splits their days
  /// @param days the totals by date; days on which the person was not watched are absent
  /// @param kept the days of which only the totals are kept, with the time zones that split them
  record Member(
      PersonRow person,
      ZoneId zone,
      Map<LocalDate, DayTotals> days,
      Map<LocalDate, ZoneId> kept,
      TotalsSum sum)
      implements TimecardGridRow {
    /// The time zone in which the times of this day are shown.
    ZoneId zone(LocalDate day) {
      return kept.getOrDefault(day, zone);
    }

    @Override
    public String title() {
      return person.state().person().name();
    }
  }
}
