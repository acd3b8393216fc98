package rollcall.app.recording;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import rollcall.history.ReadableHistory;
import rollcall.presence.Person;
import rollcall.presence.UserId;
import rollcall.timecard.AccountingRules;
import rollcall.timecard.DayRange;
import rollcall.timecard.DaySpans;
import rollcall.timecard.TotalsByDay;

/// Timecards of a history, with the numbers that an export of the same range writes at the same
/// time. Thread: any, with a history of its own.
public final class TimecardReader {
  private final HistoryExportSource past;
  private final Map<UserId, Person> people;

  /// @param now the current time
  public TimecardReader(ReadableHistory history, Instant now) throws IOException {
    past = HistoryExportSource.of(history, now);
    people = history.people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
  }

  /// The totals of each person.
  public Map<UserId, TotalsByDay> totals(Set<UserId> users, AccountingRules rules, DayRange days)
      throws IOException {
    return TotalsByDay.of(users.stream().map(this::person).toList(), past, rules, days, past.end());
  }

  /// The record of one person's day.
  public DaySpans day(UserId user, AccountingRules rules, LocalDate day) throws IOException {
    return DaySpans.of(person(user), past, rules, day, past.end());
  }

  private Person person(UserId user) {
    return people.getOrDefault(user, Person.unknown(user));
  }
}
