package rollcall.simulator.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Simulated activity of people: a pure function of the seed, the person and the time. The same
/// arguments always give the same result, for the past and for the future.
public record ActivityModel(long seed) {
  /// The intervals in which the person is active that touch the time from `from` until `to`,
  /// sorted, without overlap and with a pause between any two.
  public List<Interval> active(Employee person, Instant from, Instant to) {
    List<Interval> found = new ArrayList<>();
    LocalDate last = LocalDate.ofInstant(to, person.zone());
    // A night shift and a late check of messages extend into the next date.
    LocalDate date = LocalDate.ofInstant(from, person.zone()).minusDays(1);
    for (; !date.isAfter(last); date = date.plusDays(1)) {
      if (DayPlan.overlaps(person, date, from, to)) {
        found.addAll(DayPlan.of(seed, person, date));
      }
    }
    return joined(found).stream()
        .filter(stretch -> stretch.end().isAfter(from) && stretch.start().isBefore(to))
        .toList();
  }

  /// Returns whether the person is active at this instant.
  public boolean isActive(Employee person, Instant at) {
    return active(person, at, at.plusNanos(1)).stream().anyMatch(stretch -> stretch.contains(at));
  }

  private static List<Interval> joined(List<Interval> stretches) {
    stretches.sort(Comparator.comparing(Interval::start));
    List<Interval> joined = new ArrayList<>();
    for (Interval next : stretches) {
      if (joined.isEmpty() || joined.getLast().end().isBefore(next.start())) {
        joined.add(next);
      } else if (next.end().isAfter(joined.getLast().end())) {
        joined.set(joined.size() - 1, new Interval(joined.getLast().start(), next.end()));
      }
    }
    return joined;
  }
}
