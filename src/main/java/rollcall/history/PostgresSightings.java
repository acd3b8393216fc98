package rollcall.history;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Sightings in a PostgreSQL server: a row each, in a partition for each month of UTC.
final class PostgresSightings extends SightingTable {
  private static final String PARTITION = "sighting_";

  /// Number of rows that a search for the start of a state reads at a time.
  private static final int PAGE = 128;

  /// Size of the buffer of a COPY in characters.
  private static final int BUFFER = 1 << 16;

  private final SqlConnection sql;
  private final Set<YearMonth> months = new HashSet<>();
  private @Nullable Prefetched prefetched;

  PostgresSightings(SqlConnection sql) {
    this.sql = sql;
  }

  @Override
  void prefetch(Collection<Integer> people, long from, long to) throws SQLException {
    prefetched = null;
    Array numbers = sql.array("int4", Set.copyOf(people));
    Map<Integer, SightingArrays> runs =
        byPerson(
            """
            select person, key, what
            from unnest(?) as each (n) cross join lateral (
              select person, key, what from sighting
              where person = n and key < ? order by key desc limit 1) as before
            union all
            select person, key, what from sighting
            where person = any (?) and key >= ? and key < ?
            union all
            select person, key, what
            from unnest(?) as each (n) cross join lateral (
              select person, key, what from sighting
              where person = n and key >= ? order by key limit 1) as after\
            """,
            numbers,
            from,
            numbers,
            from,
            to,
            numbers,
            to);
    people.forEach(person -> runs.putIfAbsent(person, new SightingArrays()));
    prefetched = new Prefetched(from, to, runs);
  }

  @Override
  void readAround(int person, long from, long to, SightingArrays into) throws SQLException {
    SightingArrays read = prefetched == null ? null : prefetched.of(person, from, to);
    if (read != null) {
      into.addAll(read);
      return;
    }
    sql.each(
        """
        select key, what from sighting where person = ?
          and key >= coalesce(
            (select max(key) from sighting where person = ? and key < ?), ?)
          and key <= coalesce(
            (select min(key) from sighting where person = ? and key >= ?), ?)
        order by key\
        """,
        row -> into.add(row.getLong(1), row.getLong(2)),
        person,
        person,
        from,
        from,
        person,
        to,
        to);
  }

  @Override
  SightingArrays all(int person) throws SQLException {
    SightingArrays run = new SightingArrays();
    sql.each(
        "select key, what from sighting where person = ? order by key",
        row -> run.add(row.getLong(1), row.getLong(2)),
        person);
    return run;
  }

  @Override
  Optional<Sighting> presentSince(int person, UserId user) throws SQLException {
    Beginning beginning = new Beginning();
    long before = Long.MAX_VALUE;
    try (PreparedStatement statement =
        sql.prepare(
            """
            select key, what from sighting where person = ? and key < ?
            order by key desc limit ?\
            """)) {
      while (true) {
        SightingArrays page = new SightingArrays();
        statement.setInt(1, person);
        statement.setLong(2, before);
        statement.setInt(3, PAGE);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            page.add(row.getLong(1), row.getLong(2));
          }
        }
        if (beginning.foundAt(page) || page.size() < PAGE) {
          return beginning.sighting(user);
        }
        before = page.key(0);
      }
    }
  }

  /// Most states began with one of the last sightings: those of all people are one query.
  @Override
  List<Sighting> presentSince(List<PersonTable.Numbered> people) throws SQLException {
    Map<Integer, SightingArrays> last =
        byPerson(
            """
            select person, key, what
            from unnest(?) as each (n) cross join lateral (
              select person, key, what from sighting
              where person = n order by key desc limit 4) as newest\
            """,
            sql.array("int4", people, PersonTable.Numbered::number));
    List<Sighting> beginnings = new ArrayList<>();
    for (PersonTable.Numbered person : people) {
      SightingArrays newest = last.getOrDefault(person.number(), new SightingArrays());
      Beginning beginning = new Beginning();
      boolean found = beginning.foundAt(newest) || newest.size() < 4;
      (found ? beginning.sighting(person.user()) : presentSince(person.number(), person.user()))
          .ifPresent(beginnings::add);
    }
    return beginnings;
  }

  @Override
  OptionalLong first() throws SQLException {
    return time(
        sql,
        """
        select min(first) from (
          select (select min(key) from sighting where person = person.n) as first
          from person) as each_person\
        """);
  }

  @Override
  long count() throws SQLException {
    return sql.number("select count(*) from sighting");
  }

  @Override
  void delete(int person) throws SQLException {
    sql.update("delete from sighting where person = ?", person);
  }

  @Override
  void mirror(Map<Integer, SightingArrays> wanted) throws SQLException {
    Map<Integer, SightingArrays> present = all(wanted.keySet());
    List<Integer> extraPeople = new ArrayList<>();
    List<Long> extraKeys = new ArrayList<>();
    Map<Integer, SightingArrays> missing = new TreeMap<>();
    for (Map.Entry<Integer, SightingArrays> one : wanted.entrySet()) {
      int person = one.getKey();
      SightingArrays before = present.getOrDefault(person, new SightingArrays());
      missing.put(person, missing(before, one.getValue(), extraKeys));
      while (extraPeople.size() < extraKeys.size()) {
        extraPeople.add(person);
      }
    }
    delete(extraPeople, extraKeys);
    addMonths(missing.values());
    copy(missing);
  }

  /// Compares a person's sightings.
  ///
  /// @param extra receives the keys that are no longer wanted
  /// @return what is missing
  private static SightingArrays missing(
      SightingArrays present, SightingArrays wanted, List<Long> extra) {
    SightingArrays missing = new SightingArrays();
    int next = 0;
    long last = -1;
    for (int i = 0; i < wanted.size(); i++) {
      // A file may have a row and a compacted sighting with the same key.
      long key = Math.max(wanted.key(i), last + 1);
      last = key;
      while (next < present.size() && present.key(next) < key) {
        extra.add(present.key(next++));
      }
      boolean same = next < present.size() && present.key(next) == key;
      if (!same || present.codeAt(next) != wanted.codeAt(i)) {
        missing.add(key, wanted.codeAt(i));
        if (same) {
          extra.add(key);
        }
      }
      next += same ? 1 : 0;
    }
    while (next < present.size()) {
      extra.add(present.key(next++));
    }
    return missing;
  }

  private Map<Integer, SightingArrays> all(Set<Integer> people) throws SQLException {
    return byPerson(
        "select person, key, what from sighting where person = any (?) order by person, key",
        sql.array("int4", people));
  }

  private Map<Integer, SightingArrays> byPerson(String query, Object... values)
      throws SQLException {
    Map<Integer, SightingArrays> all = new HashMap<>();
    sql.each(
        query,
        row ->
            all.computeIfAbsent(row.getInt(1), _ -> new SightingArrays())
                .add(row.getLong(2), row.getLong(3)),
        values);
    return all;
  }

  private void delete(List<Integer> people, List<Long> keys) throws SQLException {
    if (!keys.isEmpty()) {
      sql.update(
          """
          delete from sighting using unnest(?, ?) as gone (p, k)
          where person = gone.p and key = gone.k\
          """,
          sql.array("int4", people),
          sql.array("int8", keys));
    }
  }

  /// Adds rows, of which the server has none.
  void copy(Map<Integer, SightingArrays> rows) throws SQLException {
    CopyIn copy =
        sql.connection()
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy sighting (person, key, what) from stdin");
    try {
      StringBuilder text = new StringBuilder(BUFFER);
      for (Map.Entry<Integer, SightingArrays> one : rows.entrySet()) {
        SightingArrays run = one.getValue();
        for (int i = 0; i < run.size(); i++) {
          text.append(one.getKey()).append('\t').append(run.key(i)).append('\t');
          text.append(run.codeAt(i)).append('\n');
          if (text.length() > BUFFER - 64) {
            write(copy, text);
          }
        }
      }
      write(copy, text);
      copy.endCopy();
    } catch (SQLException | RuntimeException e) {
      cancel(copy, e);
      throw e;
    }
  }

  private static void cancel(CopyIn copy, Exception why) {
    try {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    } catch (SQLException e) {
      // The connection is lost.
      why.addSuppressed(e);
    }
  }

  private static void write(CopyIn copy, StringBuilder text) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    copy.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  /// Creates the partitions of these sightings.
  void addMonths(Collection<SightingArrays> runs) throws SQLException {
    for (SightingArrays run : runs) {
      long end = Long.MIN_VALUE;
      for (int i = 0; i < run.size(); i++) {
        if (run.key(i) >= end) {
          end = addMonth(run.key(i));
        }
      }
    }
  }

  /// Creates the partition of a sighting.
  ///
  /// @return first key after it
  long addMonth(long key) throws SQLException {
    YearMonth month =
        YearMonth.from(
            Instant.ofEpochMilli(SightingIntegerCodec.millis(key)).atOffset(ZoneOffset.UTC));
    long end = startOf(month.plusMonths(1));
    if (months.add(month)) {
      sql.call("select rollcall.add_month(?, ?)", month.getYear(), month.getMonthValue());
    }
    return end;
  }

  /// Forgets which partitions there are.
  void forgetMonths() {
    months.clear();
  }

  /// Deletes the partitions of the months that ended by then.
  void dropMonthsBefore(long millis) throws SQLException {
    forgetMonths();
    for (String name :
        sql.list(
            """
            select relname from pg_inherits join pg_class on pg_class.oid = inhrelid
            where inhparent = 'sighting'::regclass\
            """,
            row -> row.getString(1))) {
      YearMonth month = YearMonth.parse(name.substring(PARTITION.length()).replace('_', '-'));
      if (startOf(month.plusMonths(1)) <= millis * SightingIntegerCodec.PLACES) {
        sql.execute("drop table " + name);
      }
    }
  }

  private static long startOf(YearMonth month) {
    return month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC)
        * 1000
        * SightingIntegerCodec.PLACES;
  }

  /// Sightings that were read before they are asked for.
  private record Prefetched(long from, long to, Map<Integer, SightingArrays> runs) {
    @Nullable SightingArrays of(int person, long first, long end) {
      return first < from || end > to ? null : runs.get(person);
    }
  }
}
