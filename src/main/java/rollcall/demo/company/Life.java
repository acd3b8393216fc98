package rollcall.demo.company;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// When people are active: a pure function of the seed, the person and the time. The same question
/// always has the same answer, for the past and for the future.
public record Life(long seed) {
  /// The stretches in which the person is active that touch the time from `from` until `to`,
  /// sorted, without overlap and with a pause between any two.
  public List<Stretch> active(Employee person, Instant from, Instant to) {
    List<Stretch> found = new ArrayList<>();
    LocalDate last = LocalDate.ofInstant(to, person.zone());
    // A night shift and a late look reach into the next date.
    LocalDate date = LocalDate.ofInstant(from, person.zone()).minusDays(1);
    for (; !date.isAfter(last); date = date.plusDays(1)) {
      if (Day.mayTouch(person, date, from, to)) {
        found.addAll(Day.of(seed, person, date));
      }
    }
    return joined(found).stream()
        .filter(stretch -> stretch.end().isAfter(from) && stretch.start().isBefore(to))
        .toList();
  }

  /// Whether the person is active at this instant.
  public boolean isActive(Employee person, Instant at) {
    return active(person, at, at.plusNanos(1)).stream().anyMatch(stretch -> stretch.contains(at));
  }

  private static List<Stretch> joined(List<Stretch> stretches) {
    stretches.sort(Comparator.comparing(Stretch::start));
    List<Stretch> joined = new ArrayList<>();
    for (Stretch next : stretches) {
      if (joined.isEmpty() || joined.getLast().end().isBefore(next.start())) {
        joined.add(next);
      } else if (next.end().isAfter(joined.getLast().end())) {
        joined.set(joined.size() - 1, new Stretch(joined.getLast().start(), next.end()));
      }
    }
    return joined;
  }
}
