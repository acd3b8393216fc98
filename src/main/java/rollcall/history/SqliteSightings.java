package rollcall.history;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import rollcall.presence.Presence;
import rollcall.presence.Sighting;
import rollcall.presence.UserId;

/// Sightings in a file: new ones have a row each, older ones are compacted into blocks. Blocks of a
/// person do not overlap; a sighting that arrives after its time was compacted stays a row.
final class SqliteSightings extends SightingTable {
  /// Number of rows of all people that starts a compaction: few enough that a batch changes no more
  /// than a few hundred pages, many enough that most blocks get several rows at once.
  private static final int MANY = 60_000;

  private final SqlConnection sql;
  private final PreparedStatement loose;
  private final PreparedStatement blocks;
  private long rows = -1;
  // Last compacted key of all people; -1 when it is to be read.
  private long compactedUntil = -1;

  SqliteSightings(SqlConnection sql) throws SQLException {
    this.sql = sql;
    loose =
        sql.prepare(
            """
            select key, what from sighting where person = ?1
              and key >= coalesce(
                (select max(key) from sighting where person = ?1 and key < ?2), ?2)
              and key <= coalesce(
                (select min(key) from sighting where person = ?1 and key >= ?3), ?3)
            order by key\
            """);
    blocks =
        sql.prepare(
            """
            select first, bytes from pack where person = ?1
              and first >= coalesce(
                (select max(first) from pack where person = ?1 and first < ?2), ?2)
              and first <= coalesce(
                (select min(first) from pack where person = ?1 and first >= ?3), ?3)
            order by first\
            """);
  }

  @Override
  void readAround(int person, long from, long to, SightingArrays into) throws SQLException {
    readBlocksAround(person, from, to, into);
    rowsAround(person, from, to, into);
  }

  @Override
  SightingArrays all(int person) throws SQLException {
    SightingArrays run = new SightingArrays();
    readAround(person, 0, Long.MAX_VALUE, run);
    return run;
  }

  @Override
  Optional<Sighting> presentSince(int person, UserId user) throws SQLException {
    SightingArrays rows = new SightingArrays();
    rowsAround(person, 0, Long.MAX_VALUE, rows);
    boolean late = rows.size() > 0 && rows.key(0) < blocksEnd(person);
    Beginning beginning = new Beginning();
    if (late) {
      beginning.foundAt(all(person));
    } else if (!beginning.foundAt(rows)) {
      findStartInBlocks(person, beginning);
    }
    return beginning.sighting(user);
  }

  private void findStartInBlocks(int person, Beginning beginning) throws SQLException {
    try (PreparedStatement statement =
        sql.prepare("select first, bytes from pack where person = ? order by first desc")) {
      statement.setInt(1, person);
      try (ResultSet row = statement.executeQuery()) {
        boolean reached = false;
        while (!reached && row.next()) {
          SightingArrays block = new SightingArrays();
          SightingBlock.decode(row.getLong(1), row.getBytes(2), block);
          reached = beginning.foundAt(block);
        }
      }
    }
  }

  @Override
  OptionalLong first() throws SQLException {
    return time(
        sql,
        """
        select min(first) from (
          select (select min(key) from sighting where person = person.n) as first from person
          union all
          select (select min(first) from pack where person = person.n) from person)\
        """);
  }

  /// Returns the time of the oldest sighting in a file of any format, in milliseconds since 1970.
  static OptionalLong first(SqlConnection sql) throws SQLException {
    boolean packed = sql.hasTable("pack");
    return time(
        sql,
        "select min(first) from (select min(key) as first from sighting"
            + (packed ? " union all select min(first) from pack)" : ")"));
  }

  /// Returns the time of the newest sighting in milliseconds since 1970.
  OptionalLong last() throws SQLException {
    return time(
        sql,
        """
        select max(last) from (
          select (select max(key) from sighting where person = person.n) as last from person
          union all
          select (select max(last) from pack where person = person.n) from person)\
        """);
  }

  /// Returns the last compacted key of all people, or a later one.
  long compactedUntil() throws SQLException {
    if (compactedUntil < 0) {
      compactedUntil =
          sql.number(
              """
              select coalesce(max(last), 0) from (
                select (select last from pack where person = person.n order by first desc limit 1)
                  as last
                from person)\
              """);
    }
    return compactedUntil;
  }

  /// Counts new rows.
  void added(int count) {
    rows = rows < 0 ? rows : rows + count;
  }

  /// Compacts all rows if there are many.
  void compactMany() throws SQLException {
    if (rows < 0) {
      rows = sql.number("select count(*) from sighting");
    }
    if (rows >= MANY) {
      compact();
    }
  }

  /// Compacts all rows.
  void compact() throws SQLException {
    try (BlockCompactor packing = new BlockCompactor(sql)) {
      packing.compact();
    }
    rows = 0;
    compactedUntil = -1;
  }

  @Override
  void mirror(Map<Integer, SightingArrays> wanted) throws SQLException {
    try (BlockCompactor packing = new BlockCompactor(sql)) {
      for (Map.Entry<Integer, SightingArrays> one : wanted.entrySet()) {
        if (!one.getValue().isSameAs(all(one.getKey()))) {
          delete(one.getKey());
          packing.write(one.getKey(), one.getValue(), 0);
        }
      }
    }
  }

  @Override
  long count() throws SQLException {
    long count = 0;
    for (int person : sql.ints("select n from person")) {
      count += count(person);
    }
    return count;
  }

  @Override
  void delete(int person) throws SQLException {
    sql.update("delete from sighting where person = ?1 and key < ?2", person, Long.MAX_VALUE);
    sql.update("delete from pack where person = ?1 and first < ?2", person, Long.MAX_VALUE);
  }

  /// Deletes a person's sightings before `cut`, and stores the state at `cut` again, unless the
  /// person was not watched then.
  ///
  /// @param bridged sighting before a short gap at `cut`, which is stored again for a millisecond,
  ///   so that the rest of the gap counts as before; null if there is none
  /// @return whether there were such sightings
  boolean deleteBefore(int person, UserId user, Instant cut, @Nullable Sighting bridged)
      throws SQLException {
    long key = bound(cut);
    SightingArrays run = new SightingArrays();
    readAround(person, key, key, run);
    int kept = run.indexOf(key);
    if (kept == 0) {
      return false;
    }
    Sighting last = run.sightings(user, kept - 1, kept).getFirst();
    boolean storedAgain = kept < run.size() && run.key(kept) == key;
    deleteBlocksBefore(person, key);
    sql.update("delete from sighting where person = ?1 and key < ?2", person, key);
    if (last.presence() != Presence.NOT_WATCHED && !storedAgain) {
      try (SightingInserter appending = new SightingInserter(sql, compactedUntil())) {
        if (bridged == null) {
          appending.add(person, at(cut, last));
        } else {
          Instant rest = cut.plusMillis(1);
          appending.add(person, at(cut, bridged));
          if (kept == run.size() || run.key(kept) >= bound(rest.plusMillis(1))) {
            appending.add(person, at(rest, last));
          }
        }
      }
    }
    return true;
  }

  private static Sighting at(Instant at, Sighting state) {
    return Sighting.of(state.user(), state.presence(), at, state.source(), state.cause());
  }

  /// Deletes a person's sightings from `cut` on.
  void deleteFrom(int person, Instant cut) throws SQLException {
    long key = bound(cut);
    SightingArrays straddling = blocksOver(person, key);
    sql.update("delete from sighting where person = ?1 and key >= ?2", person, key);
    sql.update("delete from pack where person = ?1 and last >= ?2", person, key);
    straddling.truncate(straddling.indexOf(key));
    try (BlockCompactor packing = new BlockCompactor(sql)) {
      packing.write(person, straddling, 0);
    }
  }

  /// Deletes the blocks before `key`, and the part before it of the block across it.
  private void deleteBlocksBefore(int person, long key) throws SQLException {
    SightingArrays straddling = blocksOver(person, key);
    sql.update("delete from pack where person = ?1 and first < ?2", person, key);
    try (BlockCompactor packing = new BlockCompactor(sql)) {
      packing.write(person, straddling, straddling.indexOf(key));
    }
  }

  private SightingArrays blocksOver(int person, long key) throws SQLException {
    SightingArrays run = new SightingArrays();
    readBlocks(sql, person, key, key, run);
    return run;
  }

  /// Reads the blocks that begin before key `end`, and whose last key is `from` or later.
  static void readBlocks(SqlConnection sql, int person, long from, long end, SightingArrays into)
      throws SQLException {
    sql.each(
        "select first, bytes from pack where person = ? and first < ? and last >= ?",
        row -> SightingBlock.decode(row.getLong(1), row.getBytes(2), into),
        person,
        end,
        from);
  }

  private void readBlocksAround(int person, long from, long to, SightingArrays into)
      throws SQLException {
    read(
        blocks,
        person,
        from,
        to,
        row -> SightingBlock.decode(row.getLong(1), row.getBytes(2), into));
  }

  private void rowsAround(int person, long from, long to, SightingArrays into) throws SQLException {
    read(loose, person, from, to, row -> into.add(row.getLong(1), row.getLong(2)));
  }

  /// Returns the last compacted key, or -1 when there is none.
  private long blocksEnd(int person) throws SQLException {
    return sql.numberOr(
        -1, "select last from pack where person = ? order by first desc limit 1", person);
  }

  private static void read(
      PreparedStatement query, int person, long from, long to, SqlConnection.RowAction action)
      throws SQLException {
    query.setInt(1, person);
    query.setLong(2, from);
    query.setLong(3, to);
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        action.run(row);
      }
    }
  }
}
