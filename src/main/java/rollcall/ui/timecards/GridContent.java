package rollcall.ui.timecards;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rollcall.presence.UserId;
import rollcall.timecard.DayRange;
import rollcall.timecard.DayTotals;
import rollcall.timecard.TotalsByDay;
import rollcall.ui.model.PersonRow;

/// Content of the grid: the shown people in order, with their totals. Pure.
///
/// @param days the days, one column each
/// @param rows the rows, group headings included
/// @param people the number of people
/// @param sum the sum over all people
record GridContent(DayRange days, List<TimecardGridRow> rows, int people, TotalsSum sum) {
  GridContent {
    rows = List.copyOf(rows);
  }

  /// The table of these people.
  ///
  /// @param totals the totals of each person; people without an entry were not watched
  /// @param zone the time zone of people without an entry
  static GridContent of(
      DayRange days, List<PeopleGroup> groups, Map<UserId, TotalsByDay> totals, ZoneId zone) {
    List<TimecardGridRow> rows = new ArrayList<>();
    int people = 0;
    TotalsSum sum = TotalsSum.NONE;
    for (PeopleGroup group : groups) {
      List<TimecardGridRow> members = new ArrayList<>();
      TotalsSum groupSum = TotalsSum.NONE;
      for (PersonRow person : group.people()) {
        TimecardGridRow.Member member = member(person, days, totals.get(person.id()), zone);
        members.add(member);
        groupSum = groupSum.plus(member.sum());
      }
      if (!group.title().isBlank()) {
        rows.add(new TimecardGridRow.Heading(group.title(), members.size(), groupSum));
      }
      rows.addAll(members);
      people += members.size();
      sum = sum.plus(groupSum);
    }
    return new GridContent(days, rows, people, sum);
  }

  /// The rows of the people.
  List<TimecardGridRow.Member> members() {
    return rows.stream()
        .filter(TimecardGridRow.Member.class::isInstance)
        .map(TimecardGridRow.Member.class::cast)
        .toList();
  }

  private static TimecardGridRow.Member member(
      PersonRow person, DayRange days, @Nullable TotalsByDay totals, ZoneId zone) {
    if (totals == null) {
      return new TimecardGridRow.Member(person, zone, Map.of(), Map.of(), TotalsSum.NONE);
    }
    Map<LocalDate, DayTotals> shown = new HashMap<>(totals.days());
    shown.keySet().removeIf(day -> !days.contains(day));
    return new TimecardGridRow.Member(
        person, totals.zone(), Map.copyOf(shown), totals.kept(), TotalsSum.of(shown.values()));
  }
}
