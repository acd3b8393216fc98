package rollcall.timecard;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import rollcall.presence.Person;

/// Weekly totals of one person: the sums of the timecards of one ISO week, in seconds.
///
/// @param days the timecards of the days on which the person was watched; at least one
public record WeekCard(Person person, IsoWeek week, ZoneId zone, Map<DayOfWeek, Timecard> days) {
  public WeekCard {
    days = Map.copyOf(days);
  }

  /// One person's timecards, by week and time zone.
  public static List<WeekCard> of(List<Timecard> cards) {
    Map<IsoWeek, Map<ZoneId, Map<DayOfWeek, Timecard>>> weeks = new TreeMap<>();
    for (Timecard card : cards) {
      weeks
          .computeIfAbsent(IsoWeek.of(card.date()), _ -> new LinkedHashMap<>())
          .computeIfAbsent(card.zone(), _ -> new TreeMap<>())
          .merge(card.date().getDayOfWeek(), card, Timecard::plus);
    }
    List<WeekCard> all = new ArrayList<>();
    weeks.forEach((week, zones) ->
        zones.forEach((zone, days) ->
            all.add(new WeekCard(days.values().iterator().next().person(), week, zone, days))));
    return all;
  }

  /// The timecard of the day; empty when the person was not watched, which is not zero.
  public Optional<Timecard> day(DayOfWeek day) {
    return Optional.ofNullable(days.get(day));
  }

  /// The seconds active.
  public int active() {
    return sum(DayTotals::active);
  }

  /// The seconds on the watch list.
  public int watched() {
    return sum(DayTotals::watched);
  }

  /// The part of the watched seconds that was active or away.
  public int observed() {
    return sum(DayTotals::observed);
  }

  private int sum(ToIntFunction<DayTotals> part) {
    return days.values().stream().map(Timecard::totals).mapToInt(part).sum();
  }

  /// The number of days on which the person was active at all.
  public int daysActive() {
    return (int) days.values().stream().filter(day -> day.totals().active() > 0).count();
  }
}
