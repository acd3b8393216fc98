package rollcall.history;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import rollcall.presence.Sighting;
import rollcall.presence.Source;

/// Inserts the sightings of one batch.
final class SightingInserter implements AutoCloseable {
  private final Sql sql;
  private final PreparedStatement insert;

  SightingInserter(Sql sql) throws SQLException {
    this.sql = sql;
    insert = sql.prepare("insert or ignore into sighting (person, key, what) values (?, ?, ?)");
  }

  /// Inserts a sighting after those of the same person and millisecond. A repeated sighting is
  /// stored once, so that a batch can be retried.
  void add(int person, Sighting seen) throws SQLException {
    long key = SightingCodec.key(seen.at());
    long what = SightingCodec.encodeState(seen);
    // A sighting found out later may belong into a compacted millisecond.
    long free = seen.source() == Source.NONE ? afterPacked(person, key) : key;
    if (!inserted(person, free, what)) {
      addToSameMillisecond(person, key, what);
    }
  }

  private long afterPacked(int person, long first) throws SQLException {
    long last = first + SightingCodec.PLACES - 1;
    try (PreparedStatement statement =
        sql.prepare(
            "select first, bytes from pack where person = ? and first <= ? and last >= ?")) {
      statement.setInt(1, person);
      statement.setLong(2, last);
      statement.setLong(3, first);
      try (ResultSet row = statement.executeQuery()) {
        SightingArrays packed = new SightingArrays();
        while (row.next()) {
          SightingBlock.decode(row.getLong(1), row.getBytes(2), packed);
        }
        int end = packed.indexOf(last + 1);
        return end > packed.indexOf(first) ? Math.min(packed.key(end - 1) + 1, last) : first;
      }
    }
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
    try (PreparedStatement statement =
        sql.prepare(
            """
            select key, what from sighting where person = ? and key between ? and ?
            order by key desc limit 1\
            """)) {
      statement.setInt(1, person);
      statement.setLong(2, first);
      statement.setLong(3, first + SightingCodec.PLACES - 1);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        long last = row.getLong(1);
        if (row.getLong(2) == what) {
          return;
        }
        if (last - first + 1 < SightingCodec.PLACES) {
          inserted(person, last + 1, what);
        } else {
          replace(person, last, what);
        }
      }
    }
  }

  /// Replaces the last sighting of a full millisecond.
  private void replace(int person, long key, long what) throws SQLException {
    try (PreparedStatement statement =
        sql.prepare("update sighting set what = ? where person = ? and key = ?")) {
      statement.setLong(1, what);
      statement.setInt(2, person);
      statement.setLong(3, key);
      statement.executeUpdate();
    }
  }
}
