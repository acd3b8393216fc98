package rollcall.timecard;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.SpanArray;
import rollcall.presence.UserId;

/// Totals of one person on some days: the numbers of `timecards.csv` for the same range.
///
/// @param zone the time zone that splits the days
/// @param days the totals by date; days on which the person was not watched are absent
/// @param kept the days of which only the totals are kept, with the time zones that split them
public record TotalsByDay(
    ZoneId zone, Map<LocalDate, DayTotals> days, Map<LocalDate, ZoneId> kept) {
  public TotalsByDay {
    days = Map.copyOf(days);
    kept = Map.copyOf(kept);
  }

  /// Sums these people's days, as the export does.
  ///
  /// @param now where the available time ends
  public static Map<UserId, TotalsByDay> of(
      Collection<Person> people,
      SpanSource source,
      AccountingRules rules,
      DayRange range,
      Instant now)
      throws IOException {
    source.prefetch(
        people.stream().map(Person::id).toList(), range.earliestInput(), range.latestInput());
    Map<UserId, TotalsByDay> totals = new HashMap<>();
    for (Person person : people) {
      totals.put(person.id(), of(person, source, rules, range, now));
    }
    return totals;
  }

  /// Sums one person's days, as the export does.
  ///
  /// @param now where the available time ends
  public static TotalsByDay of(
      Person person, SpanSource source, AccountingRules rules, DayRange range, Instant now)
      throws IOException {
    return source.readConsistently(() -> read(person, source, rules.of(person), range, now));
  }

  private static TotalsByDay read(
      Person person, SpanSource source, AccountingRules own, DayRange range, Instant now)
      throws IOException {
    SpanArray spans =
        source.plainSpans(
            person.id(), own.earliestInput(range.first()), own.latestInput(range.last()));
    @Nullable DayTotals[] totals = TimecardCalculator.totals(spans, own, own.borders(range), now);
    Map<LocalDate, DayTotals> days = new TreeMap<>();
    for (int i = 0; i < totals.length; i++) {
      if (totals[i] != null) {
        days.put(range.day(i), Objects.requireNonNull(totals[i]));
      }
    }
    Map<LocalDate, ZoneId> kept = new TreeMap<>();
    for (KeptDay day : source.keptDays(person.id(), range)) {
      days.merge(day.date(), day.totals(), DayTotals::plus);
      kept.put(day.date(), day.zone());
    }
    return new TotalsByDay(own.zone(), days, kept);
  }
}
