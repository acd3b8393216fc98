package rollcall.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import rollcall.presence.Sighting;

/// Inserts the sightings of one batch.
final class SightingInserter implements AutoCloseable {
  private final SqlConnection sql;
  private final long compactedUntil;
  private final PreparedStatement insert;

  /// @param compactedUntil last compacted key of all people
  SightingInserter(SqlConnection sql, long compactedUntil) throws SQLException {
    this.sql = sql;
    this.compactedUntil = compactedUntil;
    insert = sql.prepare("insert or ignore into sighting (person, key, what) values (?, ?, ?)");
  }

  /// Inserts a sighting after those of the same person and millisecond. A repeated sighting is
  /// stored once, so that a batch can be retried.
  void add(int person, Sighting seen) throws SQLException {
    long key = SightingIntegerCodec.key(seen.at());
    long what = SightingIntegerCodec.encodeState(seen);
    // A sighting found out later, or while the clock was behind, may belong into a compacted
    // millisecond.
    long free = key <= compactedUntil ? afterCompacted(person, key) : key;
    if (!inserted(person, free, what)) {
      addToSameMillisecond(person, key, what);
    }
  }

  private long afterCompacted(int person, long first) throws SQLException {
    long last = first + SightingIntegerCodec.PLACES - 1;
    SightingArrays packed = new SightingArrays();
    SqliteSightings.readBlocks(sql, person, first, last + 1, packed);
    int end = packed.indexOf(last + 1);
    return end > packed.indexOf(first) ? Math.min(packed.key(end - 1) + 1, last) : first;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }

  private boolean inserted(int person, long key, long what) throws SQLException {
    insert.setInt(1, person);
    insert.setLong(2, key);
    insert.setLong(3, what);
    return insert.executeUpdate() == 1;
  }

  private void addToSameMillisecond(int person, long first, long what) throws SQLException {
    long end = first + SightingIntegerCodec.PLACES - 1;
    SightingArrays present = new SightingArrays();
    sql.each(
        """
        select key, what from sighting where person = ? and key between ? and ?
        order by key desc limit 1\
        """,
        row -> present.add(row.getLong(1), row.getLong(2)),
        person,
        first,
        end);
    long last = present.key(0);
    if (present.codeAt(0) == what) {
      return;
    }
    if (last < end) {
      inserted(person, last + 1, what);
    } else {
      // The millisecond is full.
      sql.update("update sighting set what = ? where person = ? and key = ?", what, person, last);
    }
  }
}
