package rollcall.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import rollcall.presence.TimelineTotals;
import rollcall.timecard.DayRange;
import rollcall.timecard.DayTotals;
import rollcall.timecard.KeptDay;
import rollcall.timecard.Timecard.Status;

/// Totals of the days whose entries the retention has deleted. Thread: that of its [History].
final class DayTotalTable {
  private final SqlConnection sql;

  DayTotalTable(SqlConnection sql) {
    this.sql = sql;
  }

  /// Returns one person's days in order of date.
  List<KeptDay> of(int person, DayRange days) throws SQLException {
    return sql.list(
        """
        select day, zone, day_start, length, active, away, unknown, away_in_span, unknown_in_span, sessions,
          longest_session, breaks, on_break, longest_break, first_active, last_active, dnd, rtm,
          observed
        from day_total where person = ? and day between ? and ? order by day, zone, day_start\
        """,
        DayTotalTable::day,
        person,
        days.first().toEpochDay(),
        days.last().toEpochDay());
  }

  private static KeptDay day(ResultSet row) throws SQLException {
    int active = row.getInt(5);
    int away = row.getInt(6);
    int unknown = row.getInt(7);
    DayTotals totals =
        new DayTotals(
            row.getInt(4),
            active,
            away,
            unknown,
            row.getInt(8),
            row.getInt(9),
            row.getInt(10),
            row.getInt(11),
            row.getInt(12),
            row.getInt(13),
            row.getInt(14),
            row.getLong(15),
            row.getLong(16),
            TimelineTotals.isComplete(active + away, active + away + unknown)
                ? Status.COMPLETE
                : Status.PARTIAL);
    return new KeptDay(
        LocalDate.ofEpochDay(row.getLong(1)),
        ZoneId.of(row.getString(2)),
        LocalTime.ofSecondOfDay(row.getInt(3)),
        totals,
        row.getInt(17),
        row.getInt(18),
        row.getInt(19));
  }

  /// Adds days of one person. A part of a day that has a row is added to it.
  void add(int person, List<KeptDay> days) throws SQLException {
    if (days.isEmpty()) {
      return;
    }
    List<KeptDay> before = of(person, new DayRange(days.getFirst().date(), days.getLast().date()));
    for (KeptDay day : days) {
      store(person, before.stream().filter(day::isSameDay).reduce(day, KeptDay::plus));
    }
  }

  private void store(int person, KeptDay day) throws SQLException {
    DayTotals totals = day.totals();
    sql.update(
        """
        insert or replace into day_total (person, day, zone, day_start, length, active, away, unknown,
          away_in_span, unknown_in_span, sessions, longest_session, breaks, on_break,
          longest_break, first_active, last_active, dnd, rtm, observed)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        person,
        day.date().toEpochDay(),
        day.zone().getId(),
        day.dayStart().toSecondOfDay(),
        totals.day(),
        totals.active(),
        totals.away(),
        totals.unknown(),
        totals.awayInSpan(),
        totals.unknownInSpan(),
        totals.sessions(),
        totals.longestSession(),
        totals.breaks(),
        totals.onBreak(),
        totals.longestBreak(),
        totals.firstActive(),
        totals.lastActive(),
        day.dnd(),
        day.rtm(),
        day.observed());
  }

  /// Returns the first day of anyone; empty when there is none.
  Optional<LocalDate> first() throws SQLException {
    return sql.first(
        """
        select day from (
          select (select min(day) from day_total where person = person.n) as day from person)
        where day is not null order by day limit 1\
        """,
        row -> LocalDate.ofEpochDay(row.getLong(1)));
  }

  /// Returns the time at which the last day of anyone ends; empty when there is none.
  Optional<Instant> end() throws SQLException {
    return sql
        .list(
            """
            select day, day_total.zone, day_start from person join day_total on person = n
            where day = (select max(day) from day_total where person = n)\
            """,
            row ->
                KeptDay.end(
                    LocalDate.ofEpochDay(row.getLong(1)),
                    ZoneId.of(row.getString(2)),
                    LocalTime.ofSecondOfDay(row.getInt(3))))
        .stream()
        .max(Instant::compareTo);
  }

  /// Returns the time at which the last day of a person ends; the epoch when there is none.
  Instant end(int person) throws SQLException {
    long last = sql.numberOr(0, "select max(day) from day_total where person = ?", person);
    // In another time zone, the day before may end later.
    LocalDate day = LocalDate.ofEpochDay(last);
    return of(person, new DayRange(day.minusDays(1), day)).stream()
        .map(KeptDay::end)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  /// Deletes the days of a person that end after `cut`.
  void deleteFrom(int person, Instant cut) throws SQLException {
    LocalDate first = LocalDate.ofInstant(cut, ZoneOffset.UTC).minusDays(2);
    for (KeptDay day : of(person, new DayRange(first, DayRange.ALL.last()))) {
      if (day.end().isAfter(cut)) {
        sql.update(
            "delete from day_total where person = ? and day = ? and zone = ? and day_start = ?",
            person,
            day.date().toEpochDay(),
            day.zone().getId(),
            day.dayStart().toSecondOfDay());
      }
    }
  }

  void delete(int person) throws SQLException {
    sql.update("delete from day_total where person = ?", person);
  }

  /// Deletes the days of all people.
  ///
  /// @return numbers of the people who had such days
  List<Integer> clear() throws SQLException {
    List<Integer> people = sql.ints("select distinct person from day_total");
    sql.update("delete from day_total");
    return people;
  }
}
