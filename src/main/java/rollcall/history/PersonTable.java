package rollcall.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import rollcall.presence.Person;
import rollcall.presence.UserId;

/// Table of the people with sightings. In the file, each has a small number. Only the display name,
/// the time zone and the kind of account of a user are stored. Thread: that of its [History].
final class PersonTable {
  /// Tables that refer to people by number.
  private static final List<String> REFERRING =
      List.of("sighting", "pack", "happening", "day_total");

  private final SqlConnection sql;
  private final Map<UserId, Integer> numbers = new HashMap<>();
  // In memory only: most users of a workspace are never watched.
  private final Map<UserId, Person> described = new HashMap<>();

  PersonTable(SqlConnection sql) {
    this.sql = sql;
  }

  /// Stores the details of people in the history; those of the others are written with their first
  /// sighting. A time zone stays when Slack no longer reports it.
  void describe(Collection<Person> people) throws SQLException {
    try (PreparedStatement statement =
        sql.prepare(
            """
            update person set name = ?, zone = coalesce(?, zone), bot = ?, deactivated = ?
            where id = ?\
            """)) {
      for (Person person : people) {
        described.merge(person.id(), person, (before, now) -> now.withZoneOf(before));
        set(statement, person);
        statement.executeUpdate();
      }
    }
  }

  /// Takes over the details that the table of the same history before has in memory.
  void describeAs(PersonTable before) {
    described.putAll(before.described);
  }

  private void add(Person person) throws SQLException {
    try (PreparedStatement statement =
        sql.prepare(
            """
            insert into person (name, zone, bot, deactivated, id, real_name, title)
            values (?, ?, ?, ?, ?, '', '')\
            """)) {
      set(statement, person);
      statement.executeUpdate();
    }
  }

  /// Stores a person under a number that no one else has, or that is the person's.
  void mirror(int number, Person person) throws SQLException {
    try (PreparedStatement statement =
        sql.prepare(
            """
            insert into person (name, zone, bot, deactivated, id, n, real_name, title)
            values (?, ?, ?, ?, ?, ?, '', '')
            on conflict (n) do update set name = excluded.name, zone = excluded.zone,
              bot = excluded.bot, deactivated = excluded.deactivated\
            """)) {
      set(statement, person);
      statement.setInt(6, number);
      statement.executeUpdate();
    }
  }

  private static void set(PreparedStatement statement, Person person) throws SQLException {
    statement.setString(1, SqlConnection.withoutZero(person.name()));
    statement.setString(2, person.clock().map(ZoneId::getId).orElse(null));
    statement.setBoolean(3, person.bot());
    statement.setBoolean(4, person.deactivated());
    statement.setString(5, person.id().value());
  }

  /// Returns whether more is stored than needed: people without sightings, full names or titles, as
  /// Rollcall 0.1 stored them.
  static boolean holdTooMuch(SqlConnection sql) throws SQLException {
    return sql.isTrue(
        "select exists (select 1 from person where real_name <> '' or title <> '' or "
            + unseen(sql)
            + ")");
  }

  /// Condition for people of a file who have more than totals of days.
  static final String HAS_ENTRIES =
      """
      (exists (select 1 from sighting where person = person.n)
        or exists (select 1 from pack where person = person.n)
        or exists (select 1 from happening where person = person.n))\
      """;

  /// Deletes what is not needed; works for any format.
  static void deleteUnneededPeopleAndDetails(SqlConnection sql) throws SQLException {
    forgetUnseen(sql);
    sql.update("update person set real_name = '', title = '' where real_name <> '' or title <> ''");
  }

  /// Deletes people without sightings.
  void forgetUnseen() throws SQLException {
    numbers.clear();
    forgetUnseen(sql);
  }

  private static void forgetUnseen(SqlConnection sql) throws SQLException {
    sql.update("delete from person where " + unseen(sql));
  }

  /// Older formats have fewer tables.
  private static String unseen(SqlConnection sql) throws SQLException {
    List<String> conditions = new ArrayList<>();
    for (String table : REFERRING) {
      if (sql.hasTable(table)) {
        conditions.add("not exists (select 1 from " + table + " where person = person.n)");
      }
    }
    return "(" + String.join(" and ", conditions) + ")";
  }

  List<Person> all() throws SQLException {
    return List.copyOf(
        sql.list(
            "select id, name, real_name, title, zone, bot, deactivated, n from person order by n",
            row -> {
              UserId user = new UserId(row.getString(1));
              // Callers request the number of each person next.
              numbers.put(user, row.getInt(8));
              return new Person(
                  user,
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  Person.zoneOf(row.getString(5)),
                  row.getBoolean(6),
                  row.getBoolean(7));
            }));
  }

  /// Returns the time zone of a person; empty when Slack reported none.
  Optional<ZoneId> zone(int person) throws SQLException {
    return sql.text("select zone from person where n = ? and zone is not null", person)
        .map(Person::zoneOf);
  }

  /// Returns the person's number; empty for a person who is not in this history.
  OptionalInt numberOf(UserId user) throws SQLException {
    Integer known = numbers.get(user);
    if (known != null) {
      return OptionalInt.of(known);
    }
    Optional<Integer> stored =
        sql.first("select n from person where id = ?", row -> row.getInt(1), user.value());
    stored.ifPresent(number -> numbers.put(user, number));
    return stored.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /// Returns the person's number; adds a new person.
  int number(UserId user) throws SQLException {
    OptionalInt known = numberOf(user);
    if (known.isPresent()) {
      return known.getAsInt();
    }
    add(described.getOrDefault(user, Person.unknown(user)));
    return numberOf(user).orElseThrow();
  }

  /// Returns the numbers of a person without the index, which may be damaged.
  List<Integer> rowsOf(UserId user) throws SQLException {
    return sql.ints("select n from person where id || '' = ?", user.value());
  }

  void delete(int person) throws SQLException {
    numbers.clear();
    sql.update("delete from person where n = ?", person);
  }

  /// Returns all people in the order of their numbers.
  List<Numbered> byNumber() throws SQLException {
    return sql.list(
        "select n, id from person order by n",
        row -> new Numbered(row.getInt(1), new UserId(row.getString(2))));
  }

  /// Clears the cached numbers, because their transaction was rolled back.
  void clearNumberCache() {
    numbers.clear();
  }

  record Numbered(int number, UserId user) {}
}
