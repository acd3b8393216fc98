package rollcall.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// The sightings of a history, kept by person and time: new ones each in a row of its own, older
/// ones packed. Packs of a person do not overlap; a sighting that arrives after its time was packed
/// stays a row. Lane: that of its [History].
final class Sightings {
  /// So many people are looked at together, so that tidying up keeps nobody waiting.
  private static final int PEOPLE_AT_A_TIME = 20;

  /// So many rows of a person are sure to fill a pack: none is packed into less than two bytes.
  private static final int WORTH_PACKING = Pack.FULL / 2;

  private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final Connection connection;
  private final PreparedStatement loose;
  private final PreparedStatement packs;
  private int lastPacked;

  Sightings(Connection connection) throws SQLException {
    this.connection = connection;
    loose =
        connection.prepareStatement(
            """
            select key, what from sighting where person = ?1
              and key >= coalesce(
                (select max(key) from sighting where person = ?1 and key < ?2), ?2)
              and key <= coalesce(
                (select min(key) from sighting where person = ?1 and key >= ?3), ?3)
            order by key\
            """);
    packs =
        connection.prepareStatement(
            """
            select first, bytes from pack where person = ?1
              and first >= coalesce(
                (select max(first) from pack where person = ?1 and first < ?2), ?2)
              and first <= coalesce(
                (select min(first) from pack where person = ?1 and first >= ?3), ?3)
            order by first\
            """);
  }

  /// One person's sightings in `[from, to)` in order, with the last before `from` and the first
  /// from `to` on.
  List<Sighting> around(int person, UserId user, Instant from, Instant to) throws SQLException {
    Run run = new Run();
    long first = bound(from);
    long end = bound(to);
    unpackAround(person, first, end, run);
    looseAround(person, first, end, run);
    return run.sightings(
        user, Math.max(0, run.indexOf(first) - 1), Math.min(run.size(), run.indexOf(end) + 1));
  }

  /// The sighting with which the person's present state began.
  Optional<Sighting> beginningOfPresent(int person, UserId user) throws SQLException {
    long packed = endOfPacks(person);
    Run newest = new Run();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select key, what from sighting where person = ? and key > ? order by key desc")) {
      statement.setInt(1, person);
      statement.setLong(2, packed);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          newest.add(row.getLong(1), row.getLong(2));
          if (newest.presence(0) != newest.presence(newest.size() - 1)) {
            return beginningOfLast(newest, user);
          }
        }
      }
    }
    return packed < 0 ? beginningOfLast(newest, user) : beginningOfLast(everything(person), user);
  }

  /// The oldest instant of all, in milliseconds since 1970.
  OptionalLong first() throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                """
                select min(first) from (
                  select (select min(key) from sighting where person = person.n) as first from person
                  union all
                  select (select min(first) from pack where person = person.n) from person)\
                """);
        ResultSet row = statement.executeQuery()) {
      row.next();
      long key = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(Code.millis(key));
    }
  }

  /// Packs the rows of the next few people, and begins again after the last.
  void packSome() throws SQLException {
    List<Integer> next = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("select n from person where n > ? order by n limit ?")) {
      statement.setInt(1, lastPacked);
      statement.setInt(2, PEOPLE_AT_A_TIME);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          next.add(row.getInt(1));
        }
      }
    }
    for (int person : next) {
      pack(person);
    }
    lastPacked = next.size() < PEOPLE_AT_A_TIME ? 0 : next.getLast();
  }

  /// Packs a person's rows as far as they fill packs. The newest stay rows.
  void pack(int person) throws SQLException {
    long first = endOfPacks(person) + 1;
    Run run = new Run();
    looseAround(person, first, Long.MAX_VALUE, run);
    int next = run.indexOf(first);
    while (run.size() - next >= WORTH_PACKING) {
      Pack pack = Pack.of(run, next);
      replaceRows(person, pack);
      next += pack.size();
    }
  }

  /// How many there are of a person, those that are packed included.
  long count(int person) throws SQLException {
    return everything(person).size();
  }

  /// Everything about a person.
  void forget(int person) throws SQLException {
    forget("delete from sighting where person = ?1 and key < ?2", person, Long.MAX_VALUE);
    forget("delete from pack where person = ?1 and first < ?2", person, Long.MAX_VALUE);
  }

  /// Everything about a person before `cut`. How they stood then is told again as of `cut`; of
  /// somebody who was not on the list nothing remains.
  ///
  /// @return whether there was anything
  boolean forgetBefore(int person, UserId user, Instant cut) throws SQLException {
    long key = bound(cut);
    Run run = new Run();
    unpackAround(person, key, key, run);
    looseAround(person, key, key, run);
    int kept = run.indexOf(key);
    if (kept == 0) {
      return false;
    }
    Sighting last = run.sightings(user, kept - 1, kept).getFirst();
    boolean toldAgain = kept < run.size() && run.key(kept) == key;
    keepPacked(person, key);
    forget("delete from sighting where person = ?1 and key < ?2", person, key);
    if (last.presence() != Presence.NOT_WATCHED && !toldAgain) {
      try (Appending appending = new Appending(connection)) {
        appending.add(person, Sighting.of(user, last.presence(), cut, last.source(), last.cause()));
      }
    }
    return true;
  }

  /// Drops the packs before `key`, and of the one that reaches over it what is before.
  private void keepPacked(int person, long key) throws SQLException {
    Run straddling = new Run();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select first, bytes from pack where person = ? and first < ? and last >= ?")) {
      statement.setInt(1, person);
      statement.setLong(2, key);
      statement.setLong(3, key);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          Pack.unpack(row.getLong(1), row.getBytes(2), straddling);
        }
      }
    }
    forget("delete from pack where person = ?1 and first < ?2", person, key);
    int next = straddling.indexOf(key);
    while (next < straddling.size()) {
      Pack pack = Pack.of(straddling, next);
      insert(person, pack);
      next += pack.size();
    }
  }

  private void forget(String which, int person, long key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(which)) {
      statement.setInt(1, person);
      statement.setLong(2, key);
      statement.executeUpdate();
    }
  }

  private void replaceRows(int person, Pack pack) throws SQLException {
    insert(person, pack);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "delete from sighting where person = ? and key between ? and ?")) {
      statement.setInt(1, person);
      statement.setLong(2, pack.first());
      statement.setLong(3, pack.last());
      statement.executeUpdate();
    }
  }

  private void insert(int person, Pack pack) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into pack (person, first, last, bytes) values (?, ?, ?, ?)")) {
      statement.setInt(1, person);
      statement.setLong(2, pack.first());
      statement.setLong(3, pack.last());
      statement.setBytes(4, pack.bytes());
      statement.executeUpdate();
    }
  }

  private Run everything(int person) throws SQLException {
    Run run = new Run();
    unpackAround(person, 0, Long.MAX_VALUE, run);
    looseAround(person, 0, Long.MAX_VALUE, run);
    return run;
  }

  private void unpackAround(int person, long from, long to, Run into) throws SQLException {
    ask(packs, person, from, to);
    try (ResultSet row = packs.executeQuery()) {
      while (row.next()) {
        Pack.unpack(row.getLong(1), row.getBytes(2), into);
      }
    }
  }

  private void looseAround(int person, long from, long to, Run into) throws SQLException {
    ask(loose, person, from, to);
    try (ResultSet row = loose.executeQuery()) {
      while (row.next()) {
        into.add(row.getLong(1), row.getLong(2));
      }
    }
  }

  /// The last key that is packed, or -1 when nothing is.
  private long endOfPacks(int person) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select last from pack where person = ? order by first desc limit 1")) {
      statement.setInt(1, person);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : -1;
      }
    }
  }

  private static Optional<Sighting> beginningOfLast(Run run, UserId user) {
    if (run.size() == 0) {
      return Optional.empty();
    }
    int beginning = run.size() - 1;
    Presence present = run.presence(beginning);
    while (beginning > 0 && run.presence(beginning - 1) == present) {
      beginning--;
    }
    return Optional.of(run.sightings(user, beginning, beginning + 1).getFirst());
  }

  /// As far as keys reach: whoever means "ever" may say [Instant#MIN] and [Instant#MAX].
  private static long bound(Instant at) {
    if (at.isBefore(Instant.EPOCH)) {
      return 0;
    }
    return at.isAfter(END) ? Long.MAX_VALUE : Code.key(at);
  }

  private static void ask(PreparedStatement question, int person, long from, long to)
      throws SQLException {
    question.setInt(1, person);
    question.setLong(2, from);
    question.setLong(3, to);
  }
}
