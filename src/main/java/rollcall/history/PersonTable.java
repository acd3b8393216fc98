package rollcall.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Person;
import rollcall.presence.UserId;

/// The people of a history. Inside the file each is a small number. Lane: that of its [History].
final class PersonTable {
  private final Connection connection;
  private final Map<UserId, Integer> numbers = new HashMap<>();

  PersonTable(Connection connection) {
    this.connection = connection;
  }

  /// Takes over what the directory says now; who is known already keeps the number.
  void save(Collection<Person> people) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into person (id, name, real_name, title, zone, bot, deactivated)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set name = excluded.name, real_name = excluded.real_name,
              title = excluded.title, zone = excluded.zone, bot = excluded.bot,
              deactivated = excluded.deactivated\
            """)) {
      for (Person person : people) {
        statement.setString(1, person.id().value());
        statement.setString(2, person.name());
        statement.setString(3, person.realName());
        statement.setString(4, person.title());
        statement.setString(5, person.clock().map(ZoneId::getId).orElse(null));
        statement.setBoolean(6, person.bot());
        statement.setBoolean(7, person.deactivated());
        statement.executeUpdate();
      }
    }
  }

  List<Person> all() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "select id, name, real_name, title, zone, bot, deactivated, n from person order by n");
        ResultSet row = statement.executeQuery()) {
      List<Person> people = new ArrayList<>();
      while (row.next()) {
        UserId user = new UserId(row.getString(1));
        // Whoever asks for everybody will ask about each, and each number would be a question.
        numbers.put(user, row.getInt(8));
        people.add(
            new Person(
                user,
                row.getString(2),
                row.getString(3),
                row.getString(4),
                zone(row.getString(5)),
                row.getBoolean(6),
                row.getBoolean(7)));
      }
      return List.copyOf(people);
    }
  }

  /// The person's number, or empty for someone this history has never heard of.
  OptionalInt numberOf(UserId user) throws SQLException {
    Integer known = numbers.get(user);
    if (known != null) {
      return OptionalInt.of(known);
    }
    try (PreparedStatement statement =
        connection.prepareStatement("select n from person where id = ?")) {
      statement.setString(1, user.value());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return OptionalInt.empty();
        }
        numbers.put(user, row.getInt(1));
        return OptionalInt.of(row.getInt(1));
      }
    }
  }

  /// The person's number; someone new gets one.
  int number(UserId user) throws SQLException {
    OptionalInt known = numberOf(user);
    if (known.isPresent()) {
      return known.getAsInt();
    }
    save(List.of(Person.unknown(user)));
    return numberOf(user).orElseThrow();
  }

  void delete(int person) throws SQLException {
    numbers.clear();
    try (PreparedStatement statement =
        connection.prepareStatement("delete from person where n = ?")) {
      statement.setInt(1, person);
      statement.executeUpdate();
    }
  }

  /// Everybody by number, in order of number.
  List<Numbered> byNumber() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("select n, id from person order by n");
        ResultSet row = statement.executeQuery()) {
      List<Numbered> people = new ArrayList<>();
      while (row.next()) {
        people.add(new Numbered(row.getInt(1), new UserId(row.getString(2))));
      }
      return people;
    }
  }

  /// Forgets the numbers it has handed out: a transaction that gave them was rolled back.
  void clearNumberCache() {
    numbers.clear();
  }

  private static @Nullable ZoneId zone(@Nullable String id) {
    try {
      return id == null ? null : ZoneId.of(id);
    } catch (DateTimeException e) {
      return null;
    }
  }

  record Numbered(int number, UserId user) {}
}
