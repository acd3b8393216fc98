package rollcall.history;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/// Compaction of all rows of sightings into blocks: each person's rows follow those of the last
/// block, which is filled first.
///
/// New rows of all people are close together, so that a batch changes few pages of the file; the
/// blocks of all people change only here. With one page for each row, a disk would write two
/// hundred times as much. A sighting that arrives after its time was compacted stays a row. Lives
/// for one compaction.
final class BlockCompactor implements AutoCloseable {
  private final SqlConnection sql;
  private final PreparedStatement lastPack;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final Late late = new Late();

  BlockCompactor(SqlConnection sql) throws SQLException {
    this.sql = sql;
    lastPack =
        sql.prepare(
            "select first, last, bytes from pack where person = ? order by first desc limit 1");
    insert = sql.prepare("insert into pack (person, first, last, bytes) values (?, ?, ?, ?)");
    delete = sql.prepare("delete from pack where person = ? and first = ?");
  }

  /// Compacts all rows.
  void compact() throws SQLException {
    try (PreparedStatement statement =
            sql.prepare("select person, key, what from sighting order by person, key");
        ResultSet row = statement.executeQuery()) {
      int person = -1;
      SightingArrays rows = new SightingArrays();
      while (row.next()) {
        if (row.getInt(1) != person) {
          compact(person, rows);
          person = row.getInt(1);
          rows = new SightingArrays();
        }
        rows.add(row.getLong(2), row.getLong(3));
      }
      compact(person, rows);
    }
    sql.update("delete from sighting");
    late.reinsert(sql);
  }

  /// Stores these blocks of a person.
  void write(int person, SightingArrays run, int from) throws SQLException {
    int next = from;
    while (next < run.size()) {
      SightingBlock block = SightingBlock.of(run, next);
      insert(person, block);
      next += block.size();
    }
  }

  /// Stores the blocks of a person that are full, but for the last sightings.
  ///
  /// @return the number of sightings stored
  int writeFull(int person, SightingArrays run) throws SQLException {
    int next = 0;
    while (true) {
      SightingBlock block = SightingBlock.of(run, next);
      if (next + block.size() == run.size()) {
        return next;
      }
      insert(person, block);
      next += block.size();
    }
  }

  private void insert(int person, SightingBlock block) throws SQLException {
    insert.setInt(1, person);
    insert.setLong(2, block.first());
    insert.setLong(3, block.last());
    insert.setBytes(4, block.bytes());
    insert.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    lastPack.close();
    insert.close();
    delete.close();
  }

  private void compact(int person, SightingArrays rows) throws SQLException {
    if (rows.size() == 0) {
      return;
    }
    SightingArrays run = new SightingArrays();
    long compactedUntil = Long.MIN_VALUE;
    lastPack.setInt(1, person);
    try (ResultSet last = lastPack.executeQuery()) {
      if (last.next()) {
        byte[] bytes = last.getBytes(3);
        boolean full = bytes.length >= SightingBlock.FULL;
        compactedUntil = full ? last.getLong(2) : last.getLong(1);
        if (!full) {
          SightingBlock.decode(last.getLong(1), bytes, run);
          delete.setInt(1, person);
          delete.setLong(2, last.getLong(1));
          delete.executeUpdate();
        }
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.key(i) >= compactedUntil) {
        run.add(rows.key(i), rows.codeAt(i));
      } else {
        late.add(person, rows.key(i), rows.codeAt(i));
      }
    }
    write(person, run, 0);
  }

  /// Rows of a time that was compacted before they arrived.
  private static final class Late {
    private long[] rows = new long[3 * 16];
    private int size;

    void add(int person, long key, long what) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
      }
      rows[size++] = person;
      rows[size++] = key;
      rows[size++] = what;
    }

    void reinsert(SqlConnection sql) throws SQLException {
      try (PreparedStatement statement =
          sql.prepare("insert into sighting (person, key, what) values (?, ?, ?)")) {
        for (int i = 0; i < size; i += 3) {
          statement.setLong(1, rows[i]);
          statement.setLong(2, rows[i + 1]);
          statement.setLong(3, rows[i + 2]);
          statement.executeUpdate();
        }
      }
    }
  }
}
